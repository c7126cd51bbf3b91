"""The projector: one leader reads the log once for all views and moves them on together, batch by batch."""

import logging
from collections.abc import Sequence
from contextlib import nullcontext
from threading import Event as Flag
from threading import Thread

import psycopg

from domain.contact.events import ContactErased
from domain.intake.events import MessageAccepted
from infrastructure.events.log import Log
from infrastructure.observing.shown import tell_shown
from infrastructure.postgres.pauses import Pauses
from infrastructure.postgres.pool import connect
from infrastructure.projecting import ledger
from infrastructure.projecting.build import Progress
from infrastructure.projecting.gathering import Gathering
from infrastructure.projecting.install import install, outdated
from infrastructure.projecting.reader import Page, gone, page_of_all
from infrastructure.projecting.rebuild import Interrupted, Rebuild, RebuildRunning
from infrastructure.projecting.views import Views
from projections.common.db import Db
from projections.common.projector import Projector

LEADER = 0x70726F6A
LEADER_APART = 0x70726F6B
MANY, BUSY = 100, 1750.0
"""After pages of so many positions, while so many come each second, more is let gather; see `Gathering`."""
LIVELY, BREATH = 280.0, 0.008
"""From so many positions each second on, which is some eighty lines of chats, that long after every page: a page costs far more
than what is in it, and for want of a processor everybody would wait longer."""
REST_APART = 0.25
"""Seconds for which more is let gather for views that nobody waits for, whatever comes."""
UNHURRIED = frozenset({MessageAccepted})
"""Events that nobody waits to see: what is made of them follows in a moment, and is shown with them."""
LEFT, MOST_LEFT = 0.02, 20
"""Seconds for which such events alone are left, and how many positions at most."""
FEW = 100
"""Events of a page whose statements go in a pipeline; more are quicker by COPY, which cannot."""
logger = logging.getLogger(__name__)


class Runner:
    """Keeps views up with the log, as long as `run` runs; several may run, one works and the others stand by.

    Rows and position are one transaction under the lock of the position, so that an event counts once, whoever
    crashes or believes to be the leader (AUD-03, RL-01).
    """

    def __init__(
        self,
        dsn: str,
        log: Log,
        projectors: Sequence[Projector],
        *,
        page: int = 2000,
        poll: float = 0.25,
        leader: int = LEADER,
        every: Sequence[Projector] = (),
    ) -> None:
        """Move the views of `projectors` on in pages of up to `page` events; look at least each `poll` seconds.

        One with another `leader` works beside it; `every` are then the views of both.
        """
        self._dsn, self._log, self._views = dsn, log, Views(projectors)
        self._leader, self._every = leader, tuple(every or projectors)
        self._page, self._poll = page, poll
        self._after: int | None = None
        self._left = False
        self._stopping = Flag()
        self.leading = Flag()

    def run(self) -> None:
        """Work until `stop`; a database that goes away is waited for.

        Raises what neither waiting nor setting aside helps against, such as a missing master key.
        """
        pauses = Pauses()
        while not self._stopping.is_set():
            try:
                self._stand_by(pauses)
            except Exception as error:
                if not gone(error):
                    raise
                logger.warning("the projector lost the database: %s", type(error).__name__)
                self._stopping.wait(pauses.longer())
            finally:
                self.leading.clear()

    def stop(self) -> None:
        """Ask `run` to end after the batch in hand."""
        self._stopping.set()

    def _stand_by(self, pauses: Pauses) -> None:
        with psycopg.connect(self._dsn, autocommit=True) as session, connect(self._dsn) as db:
            # listening begins before the first read, so that no append falls between
            session.execute("LISTEN stored_events")
            while not self._stopping.is_set():
                if session.execute("SELECT pg_try_advisory_lock(%s)", (self._leader,)).fetchone() == (True,):
                    pauses.reset()
                    self._lead(session, db)
                else:
                    self._stopping.wait(self._poll)

    def _lead(self, session: psycopg.Connection, db: Db) -> None:
        projectors = self._views.projectors
        install(self._dsn, self._every)
        self._after = None
        self.leading.set()
        behind = outdated(self._dsn, projectors)
        refresher = Thread(target=self._refresh, args=(behind,), name="refresher")
        if behind:
            refresher.start()
        try:
            self._follow(session, db)
        finally:
            if behind:
                refresher.join()

    def _follow(self, session: psycopg.Connection, db: Db) -> None:
        gatherings, patient = self._gatherings(), True
        while not self._stopping.is_set():
            while not self._stopping.is_set() and (taken := self.step(db, patient=patient)):
                patient = True
                self._stopping.wait(max([gathering.after(taken) for gathering in gatherings]))
            wait = LEFT if self._left else self._poll
            patient = any(True for _ in session.notifies(timeout=wait, stop_after=1)) or not self._left

    def _gatherings(self) -> list[Gathering]:
        if self._leader == LEADER:
            return [Gathering(MANY, self._page, BUSY), Gathering(1, self._page, LIVELY, rest=BREATH)]
        return [Gathering(1, self._page, 0.0, rest=REST_APART)]

    def step(self, db: Db, *, patient: bool = False) -> int:
        """Take one page in and return how many positions it covers; 0 at the end of the log.

        Who is `patient` leaves the last page if nobody waits for what is in it.
        """
        if self._after is None:
            self._after = min(
                ledger.current(self._views.projectors, ledger.places(db)).values(), default=None
            )
            if self._after is None:
                return 0
        page = page_of_all(self._log, self._after, self._page, self._views.topics)
        self._left = page is not None and patient and _can_wait(page)
        if page is None or self._left:
            return 0
        try:
            self._take_in(db, page)
        except Exception as error:
            if gone(error):
                raise
            logger.warning("a batch after %d failed and is taken apart: %s", page.after, type(error).__name__)
            self._take_in(db, page, carefully=True)
        if self._leader == LEADER:
            # by the views that people wait for, once
            tell_shown(page.events)
        for _, event in page.events:
            if isinstance(event, ContactErased):
                self._log.mapper.keyring.forget(event.subjects)
        return page.end - page.after

    def _take_in(self, db: Db, page: Page, *, carefully: bool = False) -> None:
        # few events are a matter of round trips: their statements share some
        together = db.pipeline() if len(page.events) <= FEW and not carefully else nullcontext()
        with together, db.transaction():
            projectors = self._views.projectors
            after = ledger.current(projectors, ledger.locked(db, projectors))
            if min(after.values(), default=-1) < page.after:
                # a rebuild or another runner changed the views meanwhile: begin from what is there
                self._after = None
                return
            ledger.set_aside(db, self._views.apply(db, page, after, carefully=carefully))
            ledger.move(db, after, page.end)
        self._after = page.end

    def _refresh(self, views: list[str]) -> None:
        logger.info("filling views beside the live ones: %s", ", ".join(views))

        def watch(_position: int, _target: int) -> None:
            if self._stopping.is_set() or not self.leading.is_set():
                raise Interrupted

        pauses = Pauses()
        try:
            while not self._refreshed(views, watch):
                # the views of another runner, or somebody's own, are made anew; one at a time
                self._stopping.wait(pauses.longer())
        except Interrupted:
            logger.info("filling was interrupted and begins again at the next start")
        except Exception as error:  # noqa: BLE001 - the live views go on whatever happens here
            logger.error("filling failed and begins again at the next start: %s", type(error).__name__)  # noqa: TRY400 - a traceback would name values

    def _refreshed(self, views: list[str], watch: Progress) -> bool:
        try:
            Rebuild(self._dsn, self._log, self._every).rebuild(views, watch)
        except RebuildRunning:
            watch(0, 0)
            return False
        return True


def _can_wait(page: Page) -> bool:
    if not page.events or page.unreadable or page.end - page.after > MOST_LEFT:
        return False
    return all(type(event) in UNHURRIED for _, event in page.events)
