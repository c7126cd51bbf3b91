"""Reading the read models from a streaming replica of the database, as long as it shows enough (RL-03, API-03)."""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from threading import Event, Thread

import psycopg

from api.condition import NOTE, Notice
from infrastructure.postgres.pauses import Pauses
from infrastructure.postgres.pool import Brief, Pool, open_reading, reaching, silent_for
from infrastructure.projecting.positions import NEWEST
from projections.common.db import Db

LOOK = "SELECT pg_is_in_recovery(), coalesce(max(position), 0) FROM views.positions WHERE NOT apart"
EVERY = 0.25
"""Seconds between two looks at how far it is."""
WAIT = 0.1
"""Seconds a read waits there for what it must show: some times the primary's wal_writer_delay, as docs/operations.md
advises it. Commits of read models do not wait for the disk, so that delay is when they set off."""
STEP = 0.005
RETRY = 5.0
"""Seconds after which one that was away is tried again, at the latest."""

ELSEWHERE = "Everything is read from the primary meanwhile, and it is tried again every few seconds."
AWAY = Notice(
    NOTE,
    "replica_away",
    f"The replica of the database does not answer. {ELSEWHERE}",
    "See the replica's log and POSTROOM_REPLICA_URL.",
)
BEHIND = Notice(
    NOTE,
    "replica_behind",
    f"The replica of the database is too far behind. {ELSEWHERE}",
    "See pg_stat_replication on the primary, and the load of the replica.",
)
PROMOTED = Notice(
    NOTE,
    "replica_promoted",
    f"POSTROOM_REPLICA_URL leads to a server that follows no other. {ELSEWHERE}",
    "Point it to a standby of the present primary, or unset it.",
)
logger = logging.getLogger(__name__)


def looking(dsn: str) -> Db:
    """Return the connection by which a replica is looked at."""
    return Brief.connect(reaching(dsn), autocommit=True)


def shows(db: Db, wanted: int) -> bool:
    """Look on the very connection that is to be lent, and wait a little; one that hangs is not waited for as usual."""
    until = time.monotonic() + WAIT
    with silent_for(db, Brief.silence):
        while db.execute(NEWEST, prepare=True).fetchall()[0][0] < wanted:
            if time.monotonic() > until:
                return False
            time.sleep(STEP)
    return True


def wrong_with(dsn: str, wanted: int, longest_lag: float) -> Notice | None:
    """Return what is wrong with a replica, giving it so many seconds to show `wanted`; None where all is well."""
    until = time.monotonic() + longest_lag
    try:
        with looking(dsn) as db:
            while True:
                follows, position = db.execute(LOOK).fetchall()[0]
                if not follows:
                    return PROMOTED
                if position >= wanted:
                    return None
                if time.monotonic() > until:
                    return BEHIND
                time.sleep(EVERY)
    except psycopg.Error:
        return AWAY


class Replica:
    """Lends connections for reading: the replica's where that shows enough and else the primary's; nobody sees which.

    What is lent shows all that this process knew the primary's read models to have when it was asked for. So who
    waited for a position reads it, and nobody opens a stream and then reads what is older than the stream's beginning.
    """

    def __init__(
        self,
        dsn: str,
        primary: Callable[[], AbstractContextManager[Db]],
        newest: Callable[[], int],
        *,
        longest_lag: float,
        size: int = 16,
    ) -> None:
        """Follow the server at `dsn`; `newest` tells how far the primary's read models are, without waiting."""
        self._dsn, self._primary, self._newest = dsn, primary, newest
        self._longest_lag, self._size = longest_lag, size
        self._pool: Pool | None = None
        self._known = self._lacked = 0
        self._notice: Notice | None = AWAY
        self._told: Notice | None = None
        self._closing = Event()
        self._thread = Thread(target=self._run, name="replica", daemon=True)
        self._thread.start()

    @contextmanager
    def lend(self) -> Iterator[Db]:
        """Lend a connection; raises as the primary's pool does where that is what it comes to."""
        with ExitStack() as lent:
            db = self._lent(lent)
            yield lent.enter_context(self._primary()) if db is None else db

    def notices(self) -> tuple[Notice, ...]:
        """Return what somebody should see to, if anything."""
        return (self._notice,) if self._notice else ()

    def close(self) -> None:
        """Give connections and the thread back."""
        self._closing.set()
        self._thread.join()

    def _lent(self, lent: ExitStack) -> Db | None:
        pool = self._pool
        # once a read has waited in vain, none waits any more until what it wanted is there
        if pool is None or self._lacked > self._known:
            return None
        wanted = self._newest()
        try:
            with ExitStack() as trying:
                db = trying.enter_context(pool.connection())
                if shows(db, wanted):
                    lent.enter_context(trying.pop_all())
                    return db
                self._lacked = wanted
        except psycopg.Error as error:
            logger.info("a read goes to the primary: %s", type(error).__name__)
        return None

    def _run(self) -> None:
        pauses = Pauses(longest=RETRY)
        while not self._closing.is_set():
            try:
                # the pool lasts no longer than the connection: one that came back may show less than it did
                with (
                    looking(self._dsn) as db,
                    open_reading(self._dsn, size=self._size, timeout=WAIT) as pool,
                ):
                    self._follow(db, pool, pauses)
            except psycopg.Error:
                self._stand(None, AWAY)
            self._closing.wait(pauses.longer())

    def _follow(self, db: Db, pool: Pool, pauses: Pauses) -> None:
        mark, since = 0, time.monotonic()
        try:
            while not self._closing.is_set():
                follows, self._known = db.execute(LOOK, prepare=True).fetchall()[0]
                now = time.monotonic()
                if self._known >= mark:
                    mark, since = self._newest(), now
                if not follows:
                    self._stand(None, PROMOTED)
                    return
                # it lacks what the primary had so long ago
                behind = self._known < mark and now - since > self._longest_lag
                self._stand(None if behind else pool, BEHIND if behind else None)
                pauses.reset()
                self._closing.wait(EVERY)
        finally:
            self._pool = None

    def _stand(self, pool: Pool | None, notice: Notice | None) -> None:
        self._pool, self._notice = pool, notice
        if notice != self._told:
            logger.warning("the replica: %s", notice.code if notice else "read from again")
            self._told = notice
