"""Loads a long history into a demo account of its own; every batch is stored whole or not at all, a second call adds."""

import random
import secrets
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from application.ports import Recording
from infrastructure.bootstrap import Application, clock
from infrastructure.demo.copying import Copier
from infrastructure.demo.crew import Crew
from infrastructure.demo.desk import firm_of
from infrastructure.demo.lives import World
from infrastructure.demo.past import Past

BATCH = 20_000
"""Events of one transaction."""
BYTES = {"log": 4_000, "views": 3_900, "original": 4_500}
"""Measured, of one message: the log with its keys and indexes, the read models, an original's file where they are kept."""
PER_CONVERSATION = 18_000
"""Measured: what a conversation takes beyond that of its messages, log and read models together."""
SPARE = 1_000_000_000
"""Bytes left free on the disk whatever is loaded: PostgreSQL's journal, and everybody else."""
WRITERS = 8
LOOK = 0.5

Progress = Callable[[int, int], None]


class DiskTooSmall(Exception):
    """The disk has not what the history needs; says how much is missing."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What was loaded."""

    conversations: int
    messages: int
    events: int


def needed_bytes(conversations: int, messages_per: int, *, originals: bool) -> int:
    """Return how many bytes of disk a history takes, log and read models together, as measured."""
    each = PER_CONVERSATION + messages_per * (BYTES["log"] + BYTES["views"] + originals * BYTES["original"])
    return conversations * each


def check_disk(where: Path, needed: int) -> int:
    """Return the free bytes of the disk that holds `where`; raises `DiskTooSmall` where they do not suffice."""
    free = shutil.disk_usage(where).free
    if free < needed + SPARE:
        message = (
            f"This needs {needed / 1e9:.1f} GB and {SPARE / 1e9:.0f} GB must stay free, but {where} has"
            f" {free / 1e9:.1f} GB. Load fewer conversations, or give it a larger disk."
        )
        raise DiskTooSmall(message)
    return free


def load(
    crew: Crew,
    conversations: int,
    messages_per: int,
    *,
    originals: bool = False,
    seed: str = "",
    progress: Progress = lambda _done, _all: None,
) -> Loaded:
    """Load conversations, spread over the time up to now, into the crew's account, which is arranged already.

    Raises:
        Overtaken: somebody worked in the account meanwhile; what was loaded before stays.

    """
    app, now = crew.app, clock() - timedelta(minutes=1)
    start = app.log.last_position()
    world = World(firm_of(crew, now), random.Random(seed or secrets.token_hex()), start, position=start)  # noqa: S311 - a demo, no secret
    past = Past(world, conversations, messages_per, now)
    copier, batch, pending, events = Copier(app), list[Recording](), 0, 0
    for recording in past:
        batch.append(recording)
        pending += len(recording.events)
        if pending >= BATCH:
            events += _store(app, copier, world, batch, originals=originals)
            batch, pending = [], 0
            progress(past.begun, conversations)
    if batch:
        events += _store(app, copier, world, batch, originals=originals)
    progress(conversations, conversations)
    return Loaded(past.begun, world.messages, events)


def _store(app: Application, copier: Copier, world: World, batch: list[Recording], *, originals: bool) -> int:
    if originals:
        with ThreadPoolExecutor(WRITERS) as threads:
            kept = threads.map(
                lambda one: app.blobs.put(one.blob_id, one.intake_id, one.raw, begins=True), world.originals
            )
            list(kept)
    world.originals.clear()
    stored = copier.store(batch)
    world.position = app.log.last_position()
    return stored


def shown(app: Application, progress: Progress) -> None:
    """Wait until the read models have the whole log; whoever projects does that."""
    goal, begun = app.log.last_position(), app.positions.position()
    while not app.positions.wait_for(goal, LOOK):
        progress(app.positions.position() - begun, goal - begun)
    progress(goal - begun, goal - begun)


def place_of(app: Application) -> Path:
    """Return a directory on the disk that grows: the database's if it is on this machine, else the state directory."""
    with app.pool.connection() as db:
        data = Path(str(db.execute("SHOW data_directory").fetchall()[0][0]))
    try:
        shutil.disk_usage(data)
    except OSError:
        return app.settings.state
    return data
