"""One reactor at work: reads its events up to the known end of the log, answers them, saves its place."""

import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Condition
from threading import Event as Flag

from application.reactor import Reactor
from infrastructure.events.log import Log
from infrastructure.postgres.pauses import Pauses
from infrastructure.projecting.gathering import Gathering
from infrastructure.projecting.reader import gone, page_of_some
from infrastructure.reacting.dispatcher import Dispatcher, Stopping
from infrastructure.reacting.places import Places
from projections.common.recorded import Recorded

IDLE_SAVE, SAVE_EACH = 1.0, 0.1
"""Seconds after which a place is saved that only moved over what is others', and for which one may be unsaved otherwise."""
MANY, BUSY = 10, 170.0
"""After pages of so many events, while so many come each second, more are let gather; see `Gathering`."""
FAR = 500
"""Positions behind from which on it is asked whether somebody put the place further on: a loaded history was reacted to."""
TOGETHER = 50
"""Events whose answers are carried out in one append; a conflict there costs that many to be done again."""


class Reaction:
    """A reactor, and where it stands.

    The place is saved after a page unless it was a moment ago, so that a crash repeats what was answered since; the ids of
    commands make that no effect.
    """

    def __init__(
        self, reactor: Reactor, log: Log, places: Places, dispatcher: Dispatcher, *, page: int = 200
    ) -> None:
        """Stand where the reactor was left; where it is new, at the end of the log or at its start, as it says."""
        self.reactor, self._log, self._places, self._dispatcher = reactor, log, places, dispatcher
        self.topics = frozenset(event.TOPIC for event in reactor.handles)
        self._page = page
        self._gathering = Gathering(MANY, page, BUSY)
        self._changed = Condition()
        self._woken = True
        self.position = self._saved = self._horizon = 0
        self._saved_at, self._answered = float("-inf"), False
        self.resume(log.last_position())

    def resume(self, end_of_log: int) -> None:
        """Stand where whoever ran the reactor before left it, with the log known up to its end."""
        start = 0 if self.reactor.from_start else end_of_log
        self.position = self._saved = self._places.begin(self.reactor.name, start)
        self._horizon = end_of_log

    def extend(self, horizon: int, *, wanted: bool) -> None:
        """Learn how far the log goes; `wanted` tells whether anything new is for this reactor."""
        with self._changed:
            if not wanted and not self._woken and self.position == self._horizon:
                self.position = horizon
            else:
                self._woken = True
                self._changed.notify()
            self._horizon = horizon

    def wake(self) -> None:
        """Let it look around, for instance at being asked to stop."""
        with self._changed:
            self._woken = True
            self._changed.notify()

    def work(self, stopping: Flag) -> None:
        """Answer events until asked to stop; a database that is away is waited for."""
        pauses = Pauses()
        lanes = (
            ThreadPoolExecutor(self.reactor.workers, self.reactor.name) if self.reactor.workers > 1 else None
        )
        try:
            while not stopping.is_set():
                try:
                    self._keep_up(lanes, stopping)
                    pauses.reset()
                except Stopping:
                    return
                except Exception as error:
                    if not gone(error):
                        raise
                    stopping.wait(pauses.longer())
        finally:
            if lanes is not None:
                lanes.shutdown()

    def _keep_up(self, lanes: ThreadPoolExecutor | None, stopping: Flag) -> None:
        while self.position < self._horizon and not stopping.is_set():
            stopping.wait(self._gathering.after(self.step(lanes, stopping)))
        with self._changed:
            # from here on `extend` may move the position of one that has nothing to do
            self._woken = self.position < self._horizon
            self._changed.wait_for(
                lambda: self._woken or stopping.is_set(), self._due if self._answered else IDLE_SAVE
            )
            idle, self._woken = not self._woken, True
        if self.position > self._saved and (idle or stopping.is_set() or self._due <= 0):
            self._save()

    def step(self, lanes: ThreadPoolExecutor | None, stopping: Flag) -> int:
        """Answer one page and return how many events it held; its place is saved if there were any, unless one just was."""
        if self._horizon - self.position > FAR:
            self.position = max(self.position, self._places.begin(self.reactor.name, self.position))
        page = page_of_some(self._log, self.position, self._page, sorted(self.topics), self._horizon)
        for unreadable in page.unreadable:
            self._dispatcher.give_up(self.reactor, unreadable.position, unreadable.error)
        self._answer(page.events, lanes, stopping)
        self.position = page.end
        self._answered |= bool(page.events or page.unreadable)
        if self._answered and self._due <= 0:
            self._save()
        return len(page.events)

    @property
    def _due(self) -> float:
        """Seconds until what was answered is to be saved."""
        return self._saved_at + SAVE_EACH - time.monotonic()

    def _answer(self, events: Sequence[Recorded], lanes: ThreadPoolExecutor | None, stopping: Flag) -> None:
        if lanes is None:
            return self._in_order(events, stopping)
        parts: dict[int, list[Recorded]] = {}
        for recorded in events:
            lane = hash(self.reactor.partition(recorded)) % self.reactor.workers
            parts.setdefault(lane, []).append(recorded)
        for done in [lanes.submit(self._in_order, part, stopping) for part in parts.values()]:
            done.result()
        return None

    def _in_order(self, events: Sequence[Recorded], stopping: Flag) -> None:
        for start in range(0, len(events), TOGETHER):
            self._dispatcher.answer_all(self.reactor, events[start : start + TOGETHER], stopping)

    def _save(self) -> None:
        self._places.save(self.reactor.name, self.position)
        self._saved, self._saved_at, self._answered = self.position, time.monotonic(), False
