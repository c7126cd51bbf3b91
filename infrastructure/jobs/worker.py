"""A worker: does jobs, and sweeps up work that no queue knows of any more (RL-02)."""

import logging
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from threading import Event as Flag
from typing import NamedTuple
from uuid import UUID

from dramatiq import Worker as Threads

from infrastructure.jobs.presence import EVERY_SECONDS, Presence
from infrastructure.jobs.queue import AWAY, QUEUE, Jobs
from infrastructure.postgres.pauses import Pauses
from infrastructure.projecting.reader import passing

STOP_MS = 20_000
IDLE_MS = 100
logger = logging.getLogger(__name__)


class Pending(NamedTuple):
    """Work that is still to be done, as `Jobs.enqueue` takes it."""

    kind: str
    account_id: UUID
    object_id: UUID
    key: str


PendingWork = Callable[[], Iterable[Pending]]
"""Says what is to be done and not done, from the log or the read models."""


class Worker:
    """Does jobs in threads, and queues pending work at the start and every `every` seconds."""

    def __init__(self, jobs: Jobs, pending: PendingWork, *, threads: int = 8, every: float = 15.0) -> None:
        """Do `jobs`; connects when run."""
        self._jobs, self._pending, self._threads, self._every = jobs, pending, threads, every
        self._stopping = Flag()

    def run(self) -> None:
        """Work until `stop`; Redis or a database that go away are waited for."""
        self._jobs.actor  # noqa: B018 - declares the queue
        threads = Threads(
            self._jobs.broker, queues={QUEUE}, worker_threads=self._threads, worker_timeout=IDLE_MS
        )
        threads.start()
        pauses, presence, due = Pauses(min(1.0, self._every), self._every), Presence(self._jobs.client), 0.0
        try:
            while not self._stopping.is_set():
                if time.monotonic() >= due:
                    swept = self.sweep()
                    if swept:
                        pauses.reset()
                    due = time.monotonic() + (self._every if swept else pauses.longer())
                with suppress(*AWAY):
                    presence.say()
                self._stopping.wait(min(EVERY_SECONDS, max(0.0, due - time.monotonic())))
        finally:
            with suppress(*AWAY):
                presence.leave()
            threads.stop(timeout=STOP_MS)
            self._jobs.broker.close()

    def stop(self) -> None:
        """Ask `run` to end after the jobs in hand."""
        self._stopping.set()

    def sweep(self) -> bool:
        """Queue what is pending and not queued; false where Redis or the database is away, or the views are not there yet."""
        try:
            return all(self._jobs.enqueue(*work) for work in self._pending())
        except Exception as error:
            if not passing(error):
                raise
            logger.warning("the sweep cannot ask the database yet: %s", type(error).__name__)
            return False
