"""The door for pages: which page leads where, and the acceptance of each item before Facebook is answered (MSG-11, RL-03).

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
from application.messaged import METADATA, mapped, packed, text_at, wanted_media
from application.messenger import page_holder
from application.ports import Secrets
from domain.channel.aggregate import Channel
from domain.kernel.ids import derived
from infrastructure.door import Door, Target
from infrastructure.events.log import Log
from infrastructure.messenger.hook import Item, items
from infrastructure.messenger.waiting import Waiting

OPEN = frozenset({"connected", "degraded", "paused"})
"""States of a channel in which something is taken; what comes while it is paused is kept and starts nothing (MSG-07)."""
MEDIA = "messenger_media"
STRIPES, REMEMBERED, TOGETHER = 64, 2.0, 100
logger = logging.getLogger(__name__)


@dataclass
class MessengerDoor:
    """Accepts what webhooks tell."""

    door: Door
    log: Log
    secrets: Secrets
    waiting: Waiting
    enqueue: Callable[[str, UUID, UUID, str], bool]
    _pages: Memory[str, Target] = field(default_factory=lambda: Memory(REMEMBERED))
    _alone: list[Lock] = field(default_factory=lambda: [Lock() for _ in range(STRIPES)])
    """Of two threads with the same item the second finds what the first made: they share the key that seals it."""

    def hear(self, raw: bytes, at: datetime) -> None:
        """See `api.messenger.Messenger.hear`."""
        told = items(raw)
        by_page: dict[str, list[Item]] = {}
        for item in told:
            by_page.setdefault(item.page_id, []).append(item)
        taken = 0
        for page_id, of_page in by_page.items():
            target = self._pages.get(page_id, partial(self._target, page_id))
            if target is not None:
                taken += len(of_page)
                for first in range(0, len(of_page), TOGETHER):
                    self._take(target, of_page[first : first + TOGETHER], at)
        logger.info("heard of pages", extra={"taken": taken, "left": len(told) - taken})

    def _take(self, target: Target, of_page: Sequence[Item], at: datetime) -> None:
        named = {derived(target.channel_id, "messenger", item.key): item for item in of_page}
        waiting: list[UUID] = []
        with ExitStack() as alone:
            # always in the same order: nobody waits for whoever waits for them
            for stripe in sorted({intake_id.int % STRIPES for intake_id in named}):
                alone.enter_context(self._alone[stripe])
            whole: list[tuple[bytes, UUID]] = []
            for intake_id, item in named.items():
                if self.log.outcome_of(target.account_id, intake_id) is not None:
                    continue
                if wanted_media(item.event) and not _is_ours(item):
                    self.waiting.put(intake_id, target, item, at)
                    waiting.append(intake_id)
                else:
                    whole.append((packed(item.page_id, item.event), intake_id))
            self._accept(target, whole, at)
        for intake_id in waiting:
            self.enqueue(MEDIA, target.account_id, target.channel_id, intake_id.hex)

    def _accept(self, target: Target, whole: Sequence[tuple[bytes, UUID]], at: datetime) -> None:
        if len(whole) == 1:
            self.door.told(whole[0][0], target, whole[0][1], at)
        elif whole:
            self.door.told_together(whole, target, at)

    def _target(self, page_id: str) -> Target | None:
        held = page_holder(self.log, self.secrets.of_installation(), page_id)
        channel = None if held is None else self.log.fresh(Channel, held.holder_id)
        if channel is None or channel.state not in OPEN or channel.page.page_id != page_id:
            return None
        return Target(channel.account_id, channel.id)


def _is_ours(item: Item) -> bool:
    """Whether it is the echo of what we sent ourselves, whose files are here."""
    return text_at(mapped(item.event, "message"), "metadata").startswith(METADATA)
