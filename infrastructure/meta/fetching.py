"""Fetches the files of what people sent, never in the request that told of it, and accepts the whole (MSG-01, WAB-02, SE-04).

What cannot be had after some tries is accepted as lost.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from application.messaged import Kept
from application.ports import Clock
from infrastructure.door import Door
from infrastructure.events.log import Log
from infrastructure.jobs.worker import Pending
from infrastructure.meta.platform import NotNow, Platform
from infrastructure.meta.waiting import Waiting, Waits
from infrastructure.sending import TryAgain

PAUSES = tuple(timedelta(seconds=seconds) for seconds in (5, 30, 120, 600))
"""Meta's addresses hold for days; whoever is not there after these is taken as lost."""
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Fetching:
    """The worker's part."""

    platform: Platform
    waiting: Waiting
    door: Door
    log: Log
    clock: Clock
    alone: Callable[[UUID], AbstractContextManager[bool]]

    def due(self) -> Iterator[Pending]:
        """Yield the items whose time it is."""
        for account_id, channel_id, intake_id in self.waiting.due(self.clock()):
            yield Pending(self.platform.job, account_id, channel_id, intake_id.hex)

    def __call__(self, account_id: UUID, _channel_id: UUID, key: str) -> None:
        """Fetch the files of one item, and accept it.

        Raises:
            TryAgain: a file cannot be had now, or another worker has it in hand.

        """
        intake_id = UUID(key)
        with self.alone(intake_id) as alone:
            if not alone:
                raise TryAgain
            waits = self.waiting.of(intake_id)
            if waits is not None and waits.target.account_id != account_id:
                return
            if waits is not None and self.log.outcome_of(account_id, intake_id) is None:
                self._accept(intake_id, waits)
            self.waiting.end(intake_id)

    def _accept(self, intake_id: UUID, waits: Waits) -> None:
        files: list[Kept] = []
        lost: list[int] = []
        for number in self.platform.wanted(waits.item):
            try:
                file = self.platform.fetched(waits.item, number, waits.target)
            except NotNow:
                if waits.tries < len(PAUSES):
                    pause = PAUSES[waits.tries]
                    self.waiting.later(intake_id, self.clock(), pause)
                    raise TryAgain(pause.total_seconds()) from None
                file = None
            if file is None:
                lost.append(number)
            else:
                files.append(Kept(number, file))
        raw = self.platform.packed(waits.item, files, lost)
        self.door.told(raw, waits.target, intake_id, waits.at, by=self.platform.kind, begins=False)
        logger.info("fetched files of a message", extra={"taken": len(files), "left": len(lost)})
