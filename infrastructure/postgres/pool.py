"""Connection pools, with the read models' schema on the search path."""

from typing import Any

from psycopg import Connection
from psycopg.conninfo import make_conninfo
from psycopg_pool import ConnectionPool

VIEWS = "views"

Pool = ConnectionPool[Connection[tuple[object, ...]]]


def connect(dsn: str, *, schema: str = VIEWS) -> Connection[tuple[Any, ...]]:
    """Return a connection, in autocommit, for one who writes read models.

    A commit does not wait for the disk: rows and position are lost together or not at all, and are made again.
    """
    options = f"-c search_path={schema},public -c synchronous_commit=off"
    return Connection.connect(make_conninfo(dsn, options=options), autocommit=True)


def open_pool(dsn: str, *, size: int = 8, schema: str = VIEWS) -> Pool:
    """Return an open pool of up to `size` connections; a broken one is noticed and replaced when it is taken."""
    return ConnectionPool(
        make_conninfo(dsn, options=f"-c search_path={schema},public"),
        min_size=1,
        max_size=size,
        timeout=10,
        check=ConnectionPool.check_connection,
        open=True,
    )
