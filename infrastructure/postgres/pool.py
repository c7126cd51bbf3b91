"""Connection pools, with the read models' schema on the search path."""

import select
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import orjson
import psycopg
from psycopg import Connection
from psycopg.abc import RV, PQGen
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg.errors import _WaitTimeout as WaitTimeout  # there is no public name for what `wait` raises
from psycopg.types.json import set_json_loads
from psycopg_pool import ConnectionPool
from psycopg_pool.base import AttemptWithBackoff

set_json_loads(orjson.loads)

VIEWS = "views"
RECONNECT_SECONDS = 3.0
"""For how long a pool tries to replace a lost connection by itself, with growing pauses; after that whoever asks for one
makes it try at once. The library's five minutes would let a long outage last longer still."""

AttemptWithBackoff.INITIAL_DELAY, AttemptWithBackoff.DELAY_BACKOFF = 0.1, 1.5
"""The library waits a second, then two, also between one broken connection that it holds ready and the next: of five that a
restart of the server broke, who waits `SOON` would reach three."""

PATIENCE = 10.0
"""Seconds for which one who works on its own waits for a connection."""
SOON = 2.5
"""The same for one on whose answer somebody waits: "not now" is an answer too, and the sooner the better (RL-03)."""
SILENCE = 6.0
"""Seconds after which they no longer wait for a server that took a question and says nothing."""
CONNECTING = {"connect_timeout": "5", "tcp_user_timeout": "15000"}
"""Seconds, and milliseconds after which a machine that acknowledges nothing counts as gone; a DSN may say otherwise."""

Row_co = TypeVar("Row_co", covariant=True)
CT = TypeVar("CT", bound=Connection[Any])
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


class Prompt(Connection[Row_co]):
    """A connection that is closed rather than wait for ever: what it was asked may have been done all the same."""

    silence = SILENCE

    def wait(self, gen: PQGen[RV], interval: float = 0.1, timeout: float | None = None) -> RV:
        """See psycopg.

        Raises:
            psycopg.OperationalError: the server said nothing for `silence` seconds.

        """
        try:
            return super().wait(gen, interval, self.silence if timeout is None else timeout)
        except WaitTimeout:
            if timeout is not None:
                raise
            self.pgconn.finish()
            raise psycopg.OperationalError("the database says nothing") from None


class Brief(Prompt[Row_co]):
    """One for short questions to a server that can be done without."""

    silence = 1.5


@contextmanager
def silent_for(db: Connection[Any], seconds: float) -> Iterator[None]:
    """Let a `Prompt` connection be waited for less, or longer, than it usually is."""
    assert isinstance(db, Prompt)  # noqa: S101 - no other can be told
    usual, db.silence = db.silence, seconds
    try:
        yield
    finally:
        db.silence = usual


class Reviving(ConnectionPool[CT]):
    """A pool that is of use again as soon as the server is (RL-03)."""

    def _check_connection(self, conn: CT) -> None:
        try:
            super()._check_connection(conn)
        except Exception:
            # what broke one has likely broken all that wait beside it, each of which would cost a pause
            self.drain()
            raise

    def reconnect_failed(self) -> None:
        """Try on as long as somebody waits: else only the next who comes would make it try."""
        super().reconnect_failed()
        with self._lock:
            if self._waiting:
                self._maybe_grow_pool()


def class_of(*, prompt: bool) -> type[Connection[Any]]:
    """Return the class of connections for those on whose answer somebody waits, or for all others."""
    return Prompt if prompt else Connection


def reaching(dsn: str) -> str:
    """Return the DSN with limits for reaching a machine that is gone; what it says itself counts."""
    return make_conninfo(dsn, **{**CONNECTING, **conninfo_to_dict(dsn)})


def connect(dsn: str, *, schema: str = VIEWS) -> Connection[tuple[Any, ...]]:
    """Return a connection, in autocommit, for one who writes read models.

    A commit does not wait for the disk: rows and position are lost together or not at all, and are made again.
    """
    options = f"-c search_path={schema},public -c synchronous_commit=off"
    return Connection.connect(make_conninfo(dsn, options=options), autocommit=True)


def open_pool(dsn: str, *, size: int = 8, schema: str = VIEWS, prompt: bool = False) -> Pool:
    """Return an open pool of up to `size` connections; a broken one is noticed and replaced when it is taken.

    Each statement is its own transaction, which saves two of three trips; `db.transaction()` where several belong
    together. `prompt` is for those on whose answer somebody waits (RL-03).
    """
    return Reviving(
        make_conninfo(reaching(dsn), options=f"-c search_path={schema},public"),
        connection_class=class_of(prompt=prompt),
        kwargs={"autocommit": True},
        min_size=1,
        max_size=size,
        timeout=SOON if prompt else PATIENCE,
        reconnect_timeout=RECONNECT_SECONDS,
        check=alive,
        open=True,
    )


def only_read(db: Connection[Any]) -> None:
    """Let a connection write nothing.

    As an option it would make a DSN of several hosts that asks for `target_session_attrs=read-write` find none.
    """
    db.execute("SET default_transaction_read_only = on")


def open_reading(dsn: str, *, size: int, timeout: float = SOON) -> Pool:
    """Return a pool for reading: no transactions, nothing can be written, a broken connection is replaced."""
    return Reviving(
        make_conninfo(reaching(dsn), options=f"-c search_path={VIEWS},public"),
        connection_class=Prompt,
        kwargs={"autocommit": True},
        min_size=1,
        max_size=size,
        reconnect_timeout=RECONNECT_SECONDS,
        timeout=timeout,
        configure=only_read,
        check=alive,
        open=True,
    )
