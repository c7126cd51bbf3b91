"""PF-01: commands through the bus, beside what the database and the library's own recorder can do."""

from collections.abc import Iterator
from functools import partial

import psycopg

from domain.contact.events import ContactRenamed
from infrastructure.events.recorder import datastore
from tests.benchmarks.ground import Grounds
from tests.benchmarks.machine import Figure, interleaved
from tests.benchmarks.stage import Stage, projected, staged
from tests.benchmarks.table import Row
from tests.benchmarks.writers import RAW, Crew, crew, library

SECONDS = 2.0
WAYS = {
    "raw 1x1": ("raw", 1, 1),
    "bus 1x1": ("bus", 1, 1),
    "bus 1x4": ("bus", 1, 4),
    "bus 2x4": ("bus", 2, 4),
    "library 2x4": ("library", 2, 4),
}
TABLE = f"""CREATE TABLE {RAW} (
    originator_id uuid NOT NULL, originator_version bigint NOT NULL, topic text NOT NULL, state bytea NOT NULL,
    notification_id bigserial, PRIMARY KEY (originator_id, originator_version));
CREATE UNIQUE INDEX ON {RAW} (notification_id)"""


def rows(grounds: Grounds) -> Iterator[Row]:
    """Measure."""
    with staged() as stage:
        with projected(stage):
            company = stage.company()
        state = _prepared(stage)
        with crew(stage.settings, company.world.account, state) as writers:
            found = measured(writers, grounds.options.rounds)
    raw, theirs = found["raw 1x1"].median, found["library 2x4"].median
    for way in ("bus 1x1", "bus 1x4", "bus 2x4"):
        figure = found[way]
        share = figure.median / raw
        yield Row(
            "PF-01", f"append by command, {way[4:]} (processes x threads), beside raw INSERT, 1 writer",
            figure.median, "/s", ">= 0.30 of raw", share >= 0.30, figure.spread, raw, share,
        )  # fmt: skip
    figure = found["bus 2x4"]
    times = figure.median / theirs
    yield Row(
        "PF-01", "append by command, 2x4, beside the library's recorder, 2x4",
        figure.median, "/s", ">= 3x the library's", times >= 3, found["library 2x4"].spread, theirs, times,
    )  # fmt: skip


def measured(writers: Crew, rounds: int) -> dict[str, Figure]:
    """Return commands or rows per second of each way."""
    ways = {name: partial(writers.rate, *way, SECONDS) for name, way in WAYS.items()}
    for sample in ways.values():
        sample()
    return interleaved(ways, rounds)


def _prepared(stage: Stage) -> bytes:
    """Make the tables to compare with, and return what a renamed contact is stored as."""
    with psycopg.connect(stage.settings.database_url, autocommit=True) as db:
        db.execute(TABLE)
    store = datastore(stage.settings.database_url, pool_size=2)
    try:
        library(store).create_table()
    finally:
        store.close()
    return bytes(len(ContactRenamed.TOPIC) + 380)
