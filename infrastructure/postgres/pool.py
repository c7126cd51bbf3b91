"""Connection pools, with the read models' schema on the search path."""

import select
from typing import Any

from psycopg import Connection
from psycopg.conninfo import make_conninfo
from psycopg_pool import ConnectionPool

VIEWS = "views"
RECONNECT_SECONDS = 3.0
"""For how long a pool tries to replace a lost connection by itself, with growing pauses; after that whoever asks for one
makes it try at once. The library's five minutes would let a long outage last longer still."""

PATIENCE = 10.0
"""Seconds for which one who works on its own waits for a connection."""
SOON = 2.5
"""The same for one on whose answer somebody waits: "not now" is an answer too, and the sooner the better (RL-03)."""

Pool = ConnectionPool[Connection[tuple[object, ...]]]


def alive(db: Connection[Any]) -> None:
    """Check a connection as it is taken from a pool, without a round trip where nothing is amiss.

    A server that went away has closed its end, which makes the socket readable; only then it is asked.

    Raises:
        psycopg.OperationalError: it is broken; the pool replaces it.

    """
    waiting = select.poll()
    waiting.register(db.fileno(), select.POLLIN)
    if waiting.poll(0):
        ConnectionPool.check_connection(db)


def connect(dsn: str, *, schema: str = VIEWS) -> Connection[tuple[Any, ...]]:
    """Return a connection, in autocommit, for one who writes read models.

    A commit does not wait for the disk: rows and position are lost together or not at all, and are made again.
    """
    options = f"-c search_path={schema},public -c synchronous_commit=off"
    return Connection.connect(make_conninfo(dsn, options=options), autocommit=True)


def open_pool(dsn: str, *, size: int = 8, schema: str = VIEWS, patience: float = PATIENCE) -> Pool:
    """Return an open pool of up to `size` connections; a broken one is noticed and replaced when it is taken."""
    return ConnectionPool(
        make_conninfo(dsn, options=f"-c search_path={schema},public"),
        min_size=1,
        max_size=size,
        timeout=patience,
        reconnect_timeout=RECONNECT_SECONDS,
        check=alive,
        open=True,
    )
