"""A token bucket per caller, in this process: some requests at once, and so many a second on average."""

import math
import time
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Protocol, Self

KEPT = 20_000


class Pace(Protocol):
    """A limit by key: some at once, and so many a second on average."""

    def take(self, key: str, *also: tuple[Self, str]) -> int:
        """Take one here and of each other limit; returns 0, or the whole seconds after which it is allowed."""


class Paces(Protocol):
    """Makes limits that all processes of the API count together, as far as they can."""

    def __call__(self, name: str, per_second: float, burst: int, /) -> Pace:
        """Return the limit of this name."""


def alone(_name: str, per_second: float, burst: int) -> Pace:
    """Return a limit that this process counts for itself; satisfies `Paces`."""
    return Buckets(per_second, burst)


class Buckets:
    """Rate limits by key. Each `api` process counts for itself, so several of them allow several times as much."""

    def __init__(self, per_second: float, burst: int, now: Callable[[], float] = time.monotonic) -> None:
        self._rate, self._burst, self._now = per_second, burst, now
        self._levels: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = Lock()

    def take(self, key: str, *also: tuple[Self, str]) -> int:
        """See `Pace.take`; what is refused by a later limit counts in those before it."""
        return self._take(key) or next((wait for one, other in also if (wait := one.take(other))), 0)

    def _take(self, key: str) -> int:
        now = self._now()
        with self._lock:
            level, then = self._levels.pop(key, (float(self._burst), now))
            level = min(self._burst, level + (now - then) * self._rate)
            allowed = level >= 1
            self._levels[key] = (level - 1 if allowed else level, now)
            if len(self._levels) > KEPT:
                self._levels.popitem(last=False)
        return 0 if allowed else self._until(level)

    def left(self, key: str) -> int:
        """Return how many requests are allowed at once now."""
        return int(self._level(key))

    def wait(self, key: str) -> int:
        """Return the whole seconds after which one is allowed, 0 where it is now; takes none."""
        level = self._level(key)
        return 0 if level >= 1 else self._until(level)

    def _level(self, key: str) -> float:
        now = self._now()
        with self._lock:
            level, then = self._levels.get(key, (float(self._burst), now))
        return min(self._burst, level + (now - then) * self._rate)

    def _until(self, level: float) -> int:
        return max(1, math.ceil((1 - level) / self._rate))

    @property
    def policy(self) -> str:
        """What is allowed: so many requests (q) in so many seconds (w)."""
        return f"q={self._burst};w={max(1, math.ceil(self._burst / self._rate))}"
