"""PF-03: all read models made anew, together and each alone, beside reading and decoding alone."""

import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from infrastructure.bootstrap import Application
from infrastructure.postgres.pool import connect
from infrastructure.projecting.build import NEXT, Build
from infrastructure.projecting.reader import page_of_all
from infrastructure.projecting.views import Views
from projections.common.projector import Projector
from tests.benchmarks.ground import Grounds
from tests.benchmarks.machine import interleaved
from tests.benchmarks.table import Row

PAGE = 2000
ALONE = 25_000
"""Events of which each view alone is made, a part of the log."""


def rows(grounds: Grounds) -> Iterator[Row]:
    """Measure on the smaller ground's log: a rebuild of the larger one is what loading it showed."""
    app = grounds.small.stage.app
    end = app.log.last_position()
    part = min(ALONE, end)
    views = [view for view in app.projectors if not view.apart]
    apart = [view for view in app.projectors if view.apart]
    samples: dict[str, Callable[[], float]] = {
        "read": partial(read, app, views, end),
        "all": partial(built, app, views, end),
    }
    for view in [*views, *apart]:
        samples[f"read {view.name}"] = partial(read, app, [view], part)
        samples[view.name] = partial(built, app, [view], part)
    found = interleaved(samples, grounds.options.rounds)
    every, reading = found["all"], found["read"]
    yield Row(
        "PF-03", f"all views but search made anew from {end:,} events (baseline: read and decode them)",
        every.median, "events/s", ">= 10,000/s", every.median >= 10_000, every.spread,
        reading.median, every.median / reading.median,
    )  # fmt: skip
    for view in views:
        alone, base = found[view.name], found[f"read {view.name}"]
        share = alone.median / base.median
        yield Row(
            "PF-03", f"{view.name} alone (baseline: read the log, decode what it handles)",
            alone.median, "events/s", ">= 0.40 of read and decode", share >= 0.40, alone.spread, base.median, share,
        )  # fmt: skip
    for view in apart:
        alone, base = found[view.name], found[f"read {view.name}"]
        yield Row(
            "PF-03", f"{view.name}, which is apart (baseline: read the log, decode what it handles)",
            alone.median, "events/s", "", None, alone.spread, base.median, alone.median / base.median,
        )  # fmt: skip


def read(app: Application, views: Sequence[Projector], end: int) -> float:
    """Return events of the log per second, those decoded that the views handle; keys are fetched anew."""
    _forget_keys(app)
    topics, place, began = Views(views).topics, 0, time.perf_counter()
    while place < end:
        page = page_of_all(app.log, place, PAGE, topics, end)
        assert page is not None
        place = page.end
    return end / (time.perf_counter() - began)


def built(app: Application, views: Sequence[Projector], end: int) -> float:
    """Return events of the log per second, the views being made of them in a schema of their own."""
    _forget_keys(app)
    with connect(app.settings.database_url, schema=NEXT) as db:
        db.execute(f"DROP SCHEMA IF EXISTS {NEXT} CASCADE".encode())
        db.execute(f"CREATE SCHEMA {NEXT}".encode())
        began = time.perf_counter()
        build = Build(db, app.log, Views(views), lambda _at, _end: None, PAGE)
        build.reach(end)
        build.approach(lambda: end)
        took = time.perf_counter() - began
        db.execute(f"DROP SCHEMA {NEXT} CASCADE".encode())
    return end / took


def _forget_keys(app: Application) -> None:
    app.keyring.forget(list(app.keyring._cache))
