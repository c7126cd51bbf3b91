"""Makes views anew beside the live ones, proves that they equal them, and switches over (AUD-03)."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import psycopg
from psycopg.sql import SQL, Identifier

from infrastructure.events.log import Log
from infrastructure.postgres.pauses import Pauses
from infrastructure.postgres.pool import VIEWS, connect
from infrastructure.projecting import ledger
from infrastructure.projecting.build import NEXT, Build, Progress
from infrastructure.projecting.comparing import Difference, compared
from infrastructure.projecting.views import Views
from projections.common.db import Db
from projections.common.projector import Projector

LOCK = 0x72656275
SWITCH_ATTEMPTS = 20
DROP = SQL("DROP SCHEMA IF EXISTS {} CASCADE").format(Identifier(NEXT))
CREATE = SQL("CREATE SCHEMA {}").format(Identifier(NEXT))


class Interrupted(Exception):
    """Raised by a progress callback to end a rebuild; the live views stay as they are."""


class RebuildRunning(Exception):
    """Another rebuild is under way."""


def _quiet(_position: int, _goal: int) -> None:
    pass


class Rebuild:
    """Rebuilds from the log while the live views go on being read and moved."""

    def __init__(self, dsn: str, log: Log, projectors: Sequence[Projector], *, page: int = 2000) -> None:
        """Know all views of the installation."""
        self._dsn, self._log, self._all, self._page = dsn, log, tuple(projectors), page

    def rebuild(self, names: Sequence[str], progress: Progress = _quiet) -> list[Difference]:
        """Make the views anew, compare them with the live ones and switch; returns what was compared.

        A view whose live tables are of another version is not compared. What the views had set aside is tried again
        by this, in its place among the other events (RL-05). Raises RebuildRunning while another one is under way;
        when the database goes away the live views are as they were.
        """
        differences: list[Difference] = []
        for together in self._together(names):
            with self._beside(together, progress) as build:
                differences += self._proven(build)
                self._switch(build)
        return differences

    def verify(self, names: Sequence[str], progress: Progress = _quiet) -> list[Difference]:
        """Make the views anew, compare them with the live ones, and drop them again; raises as `rebuild`."""
        differences: list[Difference] = []
        for together in self._together(names):
            with self._beside(together, progress) as build:
                differences += self._proven(build)
        return differences

    def retry_set_aside(self, progress: Progress = _quiet) -> list[Difference]:
        """Rebuild every view that had to set something aside; differences are then what it lacked (RL-05)."""
        with connect(self._dsn) as db:
            names = {failure.view for failure in ledger.failures(db)}
        return self.rebuild(sorted(names), progress) if names else []

    def _together(self, names: Sequence[str]) -> list[list[str]]:
        """Return the names in groups of views that have the same position."""
        groups = [
            [view.name for view in self._all if view.name in names and view.apart is apart]
            for apart in (False, True)
        ]
        return [group for group in groups if group]

    @contextmanager
    def _beside(self, names: Sequence[str], progress: Progress) -> Iterator[Build]:
        views = Views([view for view in self._all if view.name in names])
        with connect(self._dsn, schema=NEXT) as db:
            if db.execute("SELECT pg_try_advisory_lock(%s)", (LOCK,)).fetchone() != (True,):
                raise RebuildRunning
            db.execute(DROP)
            db.execute(CREATE)
            try:
                yield Build(db, self._log, views, progress, self._page)
            finally:
                if not db.closed:
                    db.execute(DROP)
                    # a server gives up what a closed connection held only in a moment, and the next group may be sooner
                    db.execute("SELECT pg_advisory_unlock(%s)", (LOCK,))

    def _proven(self, build: Build) -> list[Difference]:
        """Compare at one moment at which both have the same position; the live views wait only for that moment."""
        with connect(self._dsn) as db, connect(self._dsn) as snapshot:
            build.approach(lambda: self._goal(db, build))
            with db.transaction():
                found = ledger.locked(db, self._beside_of(build))
                build.reach(self._goal(db, build))
                snapshot.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
                snapshot.execute("SELECT FROM views.positions")
            kept = ledger.current(build.views.projectors, found)
            same = [view for view in build.views.projectors if view.name in kept]
            differences = compared(snapshot, same, VIEWS, NEXT)
            snapshot.execute("ROLLBACK")
            return differences

    def _switch(self, build: Build) -> None:
        pauses = Pauses(longest=1)
        for attempt in range(1, SWITCH_ATTEMPTS + 1):
            build.approach(lambda: self._goal(build.db, build))
            try:
                with build.undone_if_failing():
                    # readers are not made to queue behind a switch that itself waits for one of them
                    build.db.execute("SET LOCAL lock_timeout = '2s'")
                    ledger.locked(build.db, self._beside_of(build))
                    build.reach(self._goal(build.db, build))
                    build.replace_live()
                return
            except (psycopg.errors.LockNotAvailable, psycopg.errors.DeadlockDetected):
                if attempt == SWITCH_ATTEMPTS:
                    raise
                time.sleep(pauses.longer())

    def _beside_of(self, build: Build) -> list[Projector]:
        """Return the views that move together with those built."""
        apart = {view.apart for view in build.views.projectors}
        return [view for view in self._all if view.apart in apart]

    def _goal(self, db: Db, build: Build) -> int:
        """Return how far the live views are; the end of the log where there are none to be equal to."""
        kept = ledger.current(self._beside_of(build), ledger.places(db))
        return min(kept.values()) if kept else self._log.last_position()
