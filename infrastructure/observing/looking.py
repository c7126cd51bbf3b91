"""One look at everything: one query, one trip to Redis, one question to the file system."""

import shutil
import time
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any
from zlib import crc32

import psycopg
import redis

from api.condition import MOST, Consumer, Figures
from infrastructure.jobs import presence
from infrastructure.jobs.queue import QUEUE
from infrastructure.postgres.pool import only_read
from infrastructure.projecting.runner import LEADER
from infrastructure.reacting.runner import LOCKS
from projections.common.db import Db

SECONDS = 5
"""For how long one look may take; whoever does not answer by then is away."""
QUERY = files(__package__).joinpath("looking.sql").read_text(encoding="utf-8").encode()


def connect_looking(dsn: str) -> Db:
    """Return a connection to look by; what takes too long is given up by the server."""
    options = f"-c statement_timeout={SECONDS}s"
    db = psycopg.connect(dsn, autocommit=True, connect_timeout=SECONDS, options=options)
    only_read(db)
    return db


def redis_looking(url: str) -> "redis.Redis | None":
    """Return a client that gives up soon; None where there is no Redis to ask."""
    if not url:
        return None
    return redis.Redis.from_url(url, socket_connect_timeout=2, socket_timeout=2)


def look(db: Db, client: "redis.Redis | None", state: Path) -> Figures:
    """Return what is there now.

    Raises:
        psycopg.Error: the database is away, or has not all tables yet.

    """
    (row,) = db.execute(QUERY, {"most": MOST}, prepare=True).fetchall()
    newest, consumers, locks, dead, aside, unsent, unsent_for, intakes, intakes_for, channels = row
    held = {(classid, objid) for classid, objid in locks}
    queue = _queue(client)
    return Figures(
        newest=newest,
        consumers=tuple(_consumer(newest, one, held) for one in consumers),
        dead_letters=dead,
        set_aside=aside,
        unsent=unsent,
        unsent_seconds=max(0.0, float(unsent_for)),
        intakes=intakes,
        intakes_seconds=max(0.0, float(intakes_for)),
        channels=channels,
        redis=client is None or queue is not None,
        queued=queue and queue[0],
        delayed=queue and queue[1],
        workers=queue and queue[2],
        disk_free=shutil.disk_usage(next(path for path in (state, *state.parents) if path.exists())).free,
    )


def _consumer(newest: int, told: Sequence[Any], held: set[tuple[int, int]]) -> Consumer:
    name, kind, position, seconds = told
    key = (0, LEADER) if kind == "view" else (LOCKS, crc32(name.encode()) & 0x7FFFFFFF)
    behind = max(0, newest - position)
    return Consumer(name, kind, position, behind, max(0.0, float(seconds)) if behind else 0.0, key in held)


def _queue(client: "redis.Redis | None") -> tuple[int, int, int] | None:
    """Return how many jobs wait, how many wait for their next attempt, and how many workers there are."""
    if client is None:
        return None
    try:
        with client.pipeline(transaction=False) as pipe:
            pipe.llen(f"dramatiq:{QUEUE}")
            pipe.llen(f"dramatiq:{QUEUE}.DQ")
            pipe.zcount(presence.KEY, time.time() - presence.FRESH_SECONDS, "+inf")
            waiting, delayed, workers = pipe.execute()
    except (redis.RedisError, OSError):
        return None
    return int(waiting), int(delayed), int(workers)
