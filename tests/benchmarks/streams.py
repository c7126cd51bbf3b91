"""PF-08: a thousand live streams that only wait: the memory they take, and what they cost those who read."""

import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial

from tests.benchmarks.api import CLIENTS, SECONDS, reading
from tests.benchmarks.asking import get, numbers, rate
from tests.benchmarks.ground import Ground, Grounds
from tests.benchmarks.machine import Figure, Sample, memory_of, sampled
from tests.benchmarks.table import Row

EACH = 18
"""Streams of one user; more than 20 would be refused."""


def rows(grounds: Grounds) -> Iterator[Row]:
    """Measure reading without them, then with them; a stream that was left is noticed too late to turn by turn."""
    ground, count = grounds.all[-1], grounds.options.streams
    sample = partial(rate, ground.port, reading(ground), CLIENTS, SECONDS, numbers())
    process = ground.stage.processes["api"].pid
    sample()
    without = [sampled(sample) for _ in range(grounds.options.rounds)]
    before = memory_of([process])
    with streams(ground, count) as there:
        memory = [Sample((memory_of([process]) - before) / 1e6, 0.0)]
        beside = [sampled(sample) for _ in range(grounds.options.rounds)]
    more, reads, base = Figure(tuple(memory)), Figure(tuple(beside)), Figure(tuple(without))
    yield Row(
        "PF-08", f"memory of {there:,} idle live streams (widgets are not there yet)",
        more.median, "MB", "<= 120 MB", more.median <= 120, "",
    )  # fmt: skip
    share = reads.median / base.median
    yield Row(
        "PF-08", "conversation reads beside them (baseline: without)", reads.median, "/s", ">= 0.90", share >= 0.9,
        reads.spread, base.median, share,
    )  # fmt: skip


@contextmanager
def streams(ground: Ground, count: int) -> Iterator[int]:
    """Open so many streams, wait until each has begun, and close them afterwards; yields how many there are."""
    with ExitStack() as closing:
        opened: list[socket.socket] = []
        for caller in ground.machines:
            for _ in range(min(EACH, count - len(opened))):
                one = closing.enter_context(socket.create_connection(("127.0.0.1", ground.port)))
                one.sendall(get("/api/v1/stream", caller))
                opened.append(one)
                head = one.recv(4096)
                assert head.startswith(b"HTTP/1.1 200"), head[:600]
        yield len(opened)
