"""PF-07: a conversation read and a reply written over HTTP, beside bare Flask views on the same server."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial

from tests.benchmarks import bare
from tests.benchmarks.asking import Ask, get, numbers, post, rate
from tests.benchmarks.ground import Ground, Grounds
from tests.benchmarks.machine import Figure, interleaved
from tests.benchmarks.stage import CHECKOUT, PATIENCE, ready
from tests.benchmarks.table import Row
from tests.support.ports import free_port

CLIENTS, SECONDS = 4, 3.0
ASKED = 400
"""Different conversations asked for."""
TEXT = '{"text": "Thank you for writing. The parcel leaves today, and you get the number of it by mail."}'


def rows(grounds: Grounds) -> Iterator[Row]:
    """Measure, on the larger ground if there is one."""
    ground = grounds.all[-1]
    with baseline(ground) as port:
        found = measured(ground, port, grounds.options.rounds)
    grounds.kept["read"] = found["read"].median
    of = f" ({ground.loaded.messages:,} messages there)"
    for name, what, target, bound in (
        ("read", "conversation read beside a bare view with one query", ">= 0.60", 0.60),
        ("reply", "reply written beside a bare view with one INSERT and COMMIT", ">= 0.40", 0.40),
    ):
        figure, base = found[name], found[f"bare {name}"].median
        share = figure.median / base
        yield Row(
            "PF-07", f"{what}, {CLIENTS} clients{of}", figure.median, "/s", target, share >= bound, figure.spread, base, share,
        )  # fmt: skip


def measured(ground: Ground, port: int, rounds: int) -> dict[str, Figure]:
    """Return requests per second of each."""
    ways = {
        "read": partial(rate, ground.port, reading(ground), CLIENTS, SECONDS),
        "bare read": partial(rate, port, _bare_reading(ground), CLIENTS, SECONDS),
        "reply": partial(rate, ground.port, _replying(ground), CLIENTS, SECONDS),
        "bare reply": partial(rate, port, _bare_replying(ground), CLIENTS, SECONDS),
    }
    samples = {name: partial(way, numbers()) for name, way in ways.items()}
    for sample in samples.values():
        sample()
    return interleaved(samples, rounds)


def reading(ground: Ground) -> Ask:
    """Read conversations in turn, the caller being another each time."""
    paths = [f"/api/v1/conversations/{one}" for one in ground.conversations(ASKED)]
    callers = ground.callers
    ready_made = [get(path, callers[at % len(callers)]) for at, path in enumerate(paths)]
    return lambda number: ready_made[number % len(ready_made)]


def _replying(ground: Ground) -> Ask:
    paths = [f"/api/v1/conversations/{one}/messages" for one in ground.conversations(ASKED)]
    callers = ground.callers
    return lambda number: post(paths[number % len(paths)], TEXT, callers[number % len(callers)])


def _bare_reading(ground: Ground) -> Ask:
    ready_made = [get(f"/conversations/{one}") for one in ground.conversations(ASKED)]
    return lambda number: ready_made[number % len(ready_made)]


def _bare_replying(ground: Ground) -> Ask:
    paths = [f"/conversations/{one}/messages" for one in ground.conversations(ASKED)]
    return lambda number: post(paths[number % len(paths)], TEXT)


@contextmanager
def baseline(ground: Ground) -> Iterator[int]:
    """The bare views on a port of their own, with the product's server settings and database."""
    settings = replace(ground.stage.settings, port=free_port())
    bare.prepare(settings.database_url)
    environment = {
        **os.environ,
        **settings.to_env(),
        "PYTHONPATH": str(CHECKOUT),
        "BENCH_ACCOUNT": str(ground.account),
    }
    process = subprocess.Popen([sys.executable, "-m", "tests.benchmarks.bare"], env=environment, cwd=CHECKOUT)
    try:
        assert ready([settings.port])
        yield settings.port
    finally:
        process.terminate()
        process.wait(PATIENCE)
