"""Figures a process keeps of its work: additions to plain numbers, read only when somebody asks (RL-09).

Nothing here imports the library that shows them: a process that shows none does not pay for it.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from threading import Lock

Labels = tuple[str, ...]
BOUNDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""Seconds up to which a duration falls into each bucket."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A named figure: values by the values of its labels. `kind` is counter or gauge."""

    name: str
    about: str
    kind: str
    labels: Labels
    values: Mapping[Labels, float]


@dataclass(slots=True)
class Spread:
    """How long something took, in buckets of `BOUNDS` and one for more."""

    buckets: list[int] = field(default_factory=lambda: [0] * (len(BOUNDS) + 1))
    total: float = 0.0


@dataclass(frozen=True, slots=True)
class Durations:
    """A named figure of durations, by the values of its labels."""

    name: str
    about: str
    labels: Labels
    spreads: Mapping[Labels, Spread]


Shown = Figure | Durations
Source = Callable[[], Iterable[Shown]]
"""Gives figures as they are now; asked in the thread that shows them."""


class Count:
    """Counts by label values, of which there must be few: words of the code, never ids."""

    def __init__(self, name: str, about: str, *labels: str) -> None:
        self._name, self._about, self._labels = name, about, labels
        self._lock = Lock()
        self._counts: Counter[Labels] = Counter()

    def add(self, *values: str) -> None:
        """Count one."""
        with self._lock:
            self._counts[values] += 1

    def shown(self) -> Figure:
        """Return the counts."""
        with self._lock:
            return Figure(self._name, self._about, "counter", self._labels, dict(self._counts))


class Times:
    """Durations by label values."""

    def __init__(self, name: str, about: str, *labels: str) -> None:
        self._name, self._about, self._labels = name, about, labels
        self._lock = Lock()
        self._spreads: dict[Labels, Spread] = {}

    def add(self, seconds: float, *values: str) -> None:
        """Take one duration in."""
        with self._lock:
            spread = self._spreads.setdefault(values, Spread())
            spread.buckets[bisect_left(BOUNDS, seconds)] += 1
            spread.total += seconds

    def shown(self) -> Durations:
        """Return the buckets."""
        with self._lock:
            kept = {key: Spread(list(one.buckets), one.total) for key, one in self._spreads.items()}
        return Durations(self._name, self._about, self._labels, kept)


def gauge(name: str, about: str, value: float) -> Figure:
    """Return a single value of now."""
    return Figure(name, about, "gauge", (), {(): value})


def by(name: str, about: str, label: str, values: Mapping[str, float], kind: str = "gauge") -> Figure:
    """Return values by one label."""
    return Figure(name, about, kind, (label,), {(key,): value for key, value in values.items()})


def pool_source(name: str, stats: Callable[[], Mapping[str, int]]) -> Source:
    """Return the figures of a pool of connections, from what it counts itself."""

    def shown() -> Sequence[Figure]:
        seen = stats()
        now = {"open": seen.get("pool_size", 0), "free": seen.get("pool_available", 0)}
        waiting = gauge(
            f"postroom_{name}_waiting", "Threads waiting for a connection.", seen.get("requests_waiting", 0)
        )
        return (by(f"postroom_{name}_connections", "Connections to PostgreSQL.", "use", now), waiting)

    return shown
