"""What the machine did meanwhile: processor time of our own processes, and of everybody else's."""

import os
import statistics
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
QUIET = 0.25
"""Cores that others may use during a sample that counts as quiet."""


def cpu_of(roots: Iterable[int]) -> float:
    """Return the processor seconds used so far by these processes and all below them, ended children included."""
    used: dict[int, float] = {}
    children: dict[int, list[int]] = {}
    for path in Path("/proc").iterdir():
        if not path.name.isdigit():
            continue
        try:
            words = (path / "stat").read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        used[int(path.name)] = sum(map(int, words[11:15])) / TICKS
        children.setdefault(int(words[1]), []).append(int(path.name))
    total, waiting = 0.0, list(roots)
    while waiting:
        pid = waiting.pop()
        total += used.get(pid, 0.0)
        waiting += children.get(pid, [])
    return total


def tree_of(roots: Iterable[int]) -> list[int]:
    """Return these processes and all below them."""
    parents: dict[int, list[int]] = {}
    for path in Path("/proc").iterdir():
        if path.name.isdigit():
            with suppress(OSError):
                parent = int((path / "stat").read_text().rsplit(")", 1)[1].split()[1])
                parents.setdefault(parent, []).append(int(path.name))
    found, waiting = [], list(roots)
    while waiting:
        found.append(waiting.pop())
        waiting += parents.get(found[-1], [])
    return found


def memory_of(roots: Iterable[int]) -> float:
    """Return the bytes of memory of these processes and all below them, what they share counted once (PSS)."""
    total = 0
    for pid in tree_of(roots):
        with suppress(OSError):
            lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
            total += next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) * 1024
    return float(total)


def _busy() -> float:
    """Return the seconds all processors were used; what the host took from us counts, as it does in each process."""
    words = Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:]
    user, nice, system, _, _, irq, softirq, steal = map(int, words[:8])
    return (user + nice + system + irq + softirq + steal) / TICKS


@dataclass(frozen=True)
class Sample:
    """A figure, and how many cores other programs used while it was taken."""

    value: float
    foreign: float


def sampled(act: Callable[[], float], *, tries: int = 2) -> Sample:
    """Take a sample, again if others were busy meanwhile; the quietest counts."""
    best: Sample | None = None
    for _ in range(tries):
        wait_quiet()
        busy, own, began = _busy(), cpu_of([os.getpid()]), time.monotonic()
        value = act()
        took = time.monotonic() - began
        foreign = ((_busy() - busy) - (cpu_of([os.getpid()]) - own)) / took
        if best is None or foreign < best.foreign:
            best = Sample(value, max(foreign, 0.0))
        if best.foreign < QUIET:
            break
    assert best is not None
    return best


def wait_quiet(patience: float = 3.0) -> None:
    """Wait a little for others to pause."""
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        busy, own, began = _busy(), cpu_of([os.getpid()]), time.monotonic()
        time.sleep(0.2)
        used = (_busy() - busy) - (cpu_of([os.getpid()]) - own)
        if used / (time.monotonic() - began) < QUIET:
            return


@dataclass(frozen=True)
class Figure:
    """The median of samples, with how far they lie apart and what others used (cores, median)."""

    samples: tuple[Sample, ...]

    @property
    def median(self) -> float:
        """The figure."""
        return statistics.median(sample.value for sample in self.samples)

    @property
    def spread(self) -> str:
        """Smallest and largest sample, and others' share of the machine."""
        values = [sample.value for sample in self.samples]
        foreign = statistics.median(sample.foreign for sample in self.samples)
        return f"{min(values):.4g}..{max(values):.4g}, others {foreign:.1f} cores"


def interleaved(
    variants: Mapping[str, Callable[[], float]], rounds: int, *, tries: int = 2
) -> dict[str, Figure]:
    """Sample each variant once per round, in turning order, so that what changes on the machine changes for all."""
    found: dict[str, list[Sample]] = {name: [] for name in variants}
    for number in range(rounds):
        names = list(variants)
        for name in names if number % 2 == 0 else reversed(names):
            found[name].append(sampled(variants[name], tries=tries))
    return {name: Figure(tuple(samples)) for name, samples in found.items()}


def percentile(values: Iterable[float], share: float) -> float:
    """Return the value that this share of the values does not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]
