"""All reactors of a process: one connection hears of appends and holds their locks, each works in its own thread."""

import logging
from collections.abc import Sequence
from threading import Event as Flag
from threading import Thread
from zlib import crc32

import psycopg

from application.reactor import Reactor
from infrastructure.events.log import Log
from infrastructure.postgres.pauses import Pauses
from infrastructure.projecting.gathering import Gathering
from infrastructure.projecting.reader import gone
from infrastructure.reacting.dispatcher import Dispatcher
from infrastructure.reacting.places import Places
from infrastructure.reacting.reaction import Reaction

LOCKS = 0x72656163
LOOK = 5000
MANY, BUSY, REST = 1, 1750.0, 0.02
"""While so many events come each second, the end of the log is looked at no more often than this; see `Gathering`."""
TAIL = """SELECT count(*), max(notification_id), array_agg(DISTINCT topic) FROM (
    SELECT notification_id, topic FROM stored_events WHERE notification_id > %s ORDER BY notification_id LIMIT %s
) AS tail"""
logger = logging.getLogger(__name__)


class Runner:
    """Runs reactors as long as `run` runs; of several processes one works for each reactor, the others stand by."""

    def __init__(
        self,
        dsn: str,
        log: Log,
        reactors: Sequence[Reactor],
        places: Places,
        dispatcher: Dispatcher,
        *,
        poll: float = 0.25,
    ) -> None:
        """Run `reactors` on `log`; look at least each `poll` seconds, whatever was heard."""
        self._dsn, self._log, self._reactors = dsn, log, tuple(reactors)
        self._places, self._dispatcher, self._poll = places, dispatcher, poll
        self._stopping = Flag()

    def run(self) -> None:
        """Work until `stop`; a database that goes away is waited for. Raises what waiting does not help against."""
        pauses = Pauses()
        while not self._stopping.is_set():
            try:
                with psycopg.connect(self._dsn, autocommit=True) as session:
                    session.execute("LISTEN stored_events")
                    Tenure(session, self._reactions(), self._log.last_position()).hold(
                        self._stopping, self._poll
                    )
            except Exception as error:
                if not gone(error):
                    raise
                logger.warning("the reactors lost the database: %s", type(error).__name__)
                self._stopping.wait(pauses.longer())

    def stop(self) -> None:
        """Ask `run` to end after the commands in hand."""
        self._stopping.set()

    def _reactions(self) -> list[Reaction]:
        return [Reaction(reactor, self._log, self._places, self._dispatcher) for reactor in self._reactors]


class Tenure:
    """The time for which one connection holds the locks of reactors."""

    def __init__(self, session: psycopg.Connection, reactions: Sequence[Reaction], end_of_log: int) -> None:
        """Begin with no lock held."""
        self._session, self._waiting, self._end = session, list(reactions), end_of_log
        self._held: list[tuple[Reaction, Thread]] = []
        self._over = Flag()
        self._failures: list[BaseException] = []
        self._gathering = Gathering(MANY, LOOK, BUSY, rest=REST)

    def hold(self, stopping: Flag, poll: float) -> None:
        """Take what locks are free and let those reactors work, until asked to stop or the connection is lost."""
        try:
            while not stopping.is_set() and not self._failures:
                self._take_locks()
                stopping.wait(self._gathering.after(self._look()))
                for _ in self._session.notifies(timeout=poll, stop_after=1):
                    pass
        finally:
            self._over.set()
            for reaction, _ in self._held:
                reaction.wake()
            for _, thread in self._held:
                thread.join()
        if self._failures:
            raise self._failures[0]

    def _take_locks(self) -> None:
        for reaction in list(self._waiting):
            key = (LOCKS, crc32(reaction.reactor.name.encode()) & 0x7FFFFFFF)
            if self._session.execute("SELECT pg_try_advisory_lock(%s, %s)", key).fetchone() == (True,):
                self._waiting.remove(reaction)
                reaction.resume(self._end)
                thread = Thread(target=self._work, args=(reaction,), name=reaction.reactor.name)
                self._held.append((reaction, thread))
                thread.start()

    def _look(self) -> int:
        """Tell the reactors how far the log goes now, and wake those for whom there is something; returns what is new."""
        new = 0
        while True:
            ((found, end, topics),) = self._session.execute(TAIL, (self._end, LOOK), prepare=True).fetchall()
            new += int(found)
            if found:
                self._end = end
                for reaction, _ in self._held:
                    reaction.extend(self._end, wanted=not reaction.topics.isdisjoint(topics))
            if found < LOOK:
                return new

    def _work(self, reaction: Reaction) -> None:
        try:
            reaction.work(self._over)
        except BaseException as error:  # noqa: BLE001 - raised in the thread that holds the locks
            self._failures.append(error)
