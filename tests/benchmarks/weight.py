"""PF-10: the memory of all processes at rest, and how long a start takes; `tests.benchmarks.page` weighs the page."""

import time
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks import page
from tests.benchmarks.ground import Grounds
from tests.benchmarks.machine import Figure, Sample, memory_of, sampled
from tests.benchmarks.table import Row
from tests.support.product import Product
from tests.support.servers import temporary_state

REST = 5.0


def rows(grounds: Grounds) -> Iterator[Row]:
    """Measure on a state directory that is there already, as after the first start."""
    with temporary_state() as state:
        first = _started(state)[0]
        memory: list[Sample] = []

        def again() -> float:
            took, used = _started(state)
            memory.append(Sample(used / 1e6, 0.0))
            return took

        starts = Figure(tuple(sampled(again, tries=1) for _ in range(grounds.options.rounds)))
    yield from page.rows(grounds.options.rounds)
    used = Figure(tuple(memory))
    yield Row(
        "PF-10", "memory of all processes idle, what they share counted once, without demo",
        used.median, "MB", "<= 400 MB", used.median <= 400, used.spread,
    )  # fmt: skip
    yield Row(
        "PF-10", f"warm start until the welcome (the first, which makes the database: {first:.1f} s)",
        starts.median, "s", "<= 5 s", starts.median <= 5, starts.spread,
    )  # fmt: skip


def _started(state: Path) -> tuple[float, float]:
    """Start the product, let it rest, and stop it; returns the seconds it took and the bytes it had."""
    began = time.monotonic()
    with Product(state) as running:
        running.wait_ready()
        took = time.monotonic() - began
        time.sleep(REST)
        return took, memory_of([running.process.pid])
