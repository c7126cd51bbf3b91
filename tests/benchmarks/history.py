"""PF-09: a conversation of 200 events as of any position, and a list as of one, over HTTP."""

import random
from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from uuid import UUID

from infrastructure.bootstrap import clock
from infrastructure.demo.copying import Copier
from infrastructure.demo.desk import firm_of
from infrastructure.demo.lives import Life, World
from tests.benchmarks.asking import get, times
from tests.benchmarks.ground import Ground, Grounds, projected
from tests.benchmarks.machine import interleaved, percentile
from tests.benchmarks.table import Row

EVENTS, ASKED = 200, 40


def rows(grounds: Grounds) -> Iterator[Row]:
    """Measure, on the larger ground if there is one."""
    ground = grounds.all[-1]
    conversation, positions = _long_one(ground)
    chance, last = random.Random(1), ground.stage.app.log.last_position()  # noqa: S311 - which positions is no secret
    one = [f"/api/v1/conversations/{conversation}?as_of={chance.choice(positions)}" for _ in range(ASKED)]
    lists = {
        f"{view}, {share:.0%} of the log": f"/api/v1/conversations?view={view}&as_of={int(last * share)}"
        for view in ("open", "closed", "mine", "unassigned")
        for share in (0.1, 0.5, 0.99)
    }
    found = interleaved(
        {
            "one": partial(_slow, ground, one),
            **{name: partial(_slow, ground, [path] * 5) for name, path in lists.items()},
        },
        grounds.options.rounds,
        tries=1,
    )
    figure = found.pop("one")
    yield Row(
        "PF-09", f"p95 by HTTP of a conversation of {len(positions)} events as of any position",
        figure.median, "ms", "<= 30 ms", figure.median <= 30, figure.spread,
    )  # fmt: skip
    worst = max(found, key=lambda name: found[name].median)
    figure = found[worst]
    yield Row(
        "PF-09", f"slowest of {len(found)} lists as of a position ({worst}) of {ground.loaded.conversations:,} conversations",
        figure.median, "ms", "<= 1,000 ms", figure.median <= 1000, figure.spread,
    )  # fmt: skip


def _slow(ground: Ground, paths: list[str]) -> float:
    callers = ground.callers
    requests = [get(path, callers[number % len(callers)]) for number, path in enumerate(paths)]
    return percentile(times(ground.port, requests, 1), 0.95)


def _long_one(ground: Ground) -> tuple[UUID, list[int]]:
    """Let a conversation have so many events; returns it and where they are."""
    now = clock() - timedelta(days=2)
    log = ground.stage.app.log
    world = World(firm_of(ground.crew, now), random.Random(2), log.last_position())  # noqa: S311 - a bench
    life = Life(world, world.firm.desks[0])
    recordings = list(life.receive(now))
    while life.begun.version < EVENTS:
        now += timedelta(minutes=5)
        recordings += [*life.answer(now), *life.receive(now + timedelta(minutes=1))]
    stored = Copier(ground.stage.app).store(recordings)
    projected(ground.stage, stored)
    return life.begun.id, [recorded.position for recorded in log.streams([life.begun.id])]
