"""The door of a webhook: which place leads where, and the acceptance of each item before Meta is answered (MSG-11, WAB-02, RL-03).

Taken in are items by the reactor, as mail is. One whose files are still to be fetched waits, sealed, for a worker.
"""

import logging
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from threading import Lock
from uuid import UUID

from api.memory import Memory
from domain.channel.aggregate import Channel
from domain.kernel.ids import derived
from infrastructure.door import Door, Target
from infrastructure.events.log import Log
from infrastructure.meta.hook import Item
from infrastructure.meta.platform import Platform
from infrastructure.meta.waiting import Waiting

OPEN = frozenset({"connected", "degraded", "paused"})
"""States of a channel in which something is taken; what comes while it is paused is kept and starts nothing (MSG-07)."""
STRIPES, REMEMBERED, TOGETHER = 64, 2.0, 100
logger = logging.getLogger(__name__)


@dataclass
class PlatformDoor:
    """Accepts what webhooks of one platform tell."""

    platform: Platform
    door: Door
    log: Log
    waiting: Waiting
    enqueue: Callable[[str, UUID, UUID, str], bool]
    _places: Memory[str, Target] = field(default_factory=lambda: Memory(REMEMBERED))
    _alone: list[Lock] = field(default_factory=lambda: [Lock() for _ in range(STRIPES)])
    """Of two threads with the same item the second finds what the first made: they share the key that seals it."""

    def hear(self, raw: bytes, at: datetime) -> None:
        """See `api.hooked.Hooked.hear`."""
        told = self.platform.items(raw)
        by_place: dict[str, list[Item]] = {}
        for item in told:
            by_place.setdefault(item.place, []).append(item)
        taken = 0
        for place, of_place in by_place.items():
            target = self._places.get(place, partial(self._target, place))
            if target is not None:
                taken += len(of_place)
                for first in range(0, len(of_place), TOGETHER):
                    self._take(target, of_place[first : first + TOGETHER], at)
        logger.info("heard of %s", self.platform.kind, extra={"taken": taken, "left": len(told) - taken})

    def _take(self, target: Target, of_place: Sequence[Item], at: datetime) -> None:
        named = {derived(target.channel_id, self.platform.kind, item.key): item for item in of_place}
        waiting: list[UUID] = []
        with ExitStack() as alone:
            # always in the same order: nobody waits for whoever waits for them
            for stripe in sorted({intake_id.int % STRIPES for intake_id in named}):
                alone.enter_context(self._alone[stripe])
            whole: list[tuple[bytes, UUID]] = []
            for intake_id, item in named.items():
                if self.log.outcome_of(target.account_id, intake_id) is not None:
                    continue
                if self.platform.wanted(item):
                    self.waiting.put(intake_id, target, item, at)
                    waiting.append(intake_id)
                else:
                    whole.append((self.platform.packed(item), intake_id))
            self._accept(target, whole, at)
        for intake_id in waiting:
            self.enqueue(self.platform.job, target.account_id, target.channel_id, intake_id.hex)

    def _accept(self, target: Target, whole: Sequence[tuple[bytes, UUID]], at: datetime) -> None:
        if len(whole) == 1:
            self.door.told(whole[0][0], target, whole[0][1], at, by=self.platform.kind)
        elif whole:
            self.door.told_together(whole, target, at, by=self.platform.kind)

    def _target(self, place: str) -> Target | None:
        held = self.platform.holder(place)
        channel = None if held is None else self.log.fresh(Channel, held.holder_id)
        if channel is None or channel.state not in OPEN or not self.platform.is_of(channel, place):
            return None
        return Target(channel.account_id, channel.id)
