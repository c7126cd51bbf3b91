"""Fetches the files of what people sent, never in the request that told of it, and accepts the whole (MSG-01, SE-04).

The addresses come from Facebook, signed; they are fetched all the same as any stranger's: public addresses only, bounded
in time and size, and what comes is never anything but a file to be downloaded. What cannot be had after some tries is
accepted as lost.
"""

import logging
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import unquote, urlsplit
from uuid import UUID

from application.messaged import Kept, Media, packed, wanted_media
from application.ports import Clock
from application.submitted import SentFile
from infrastructure.door import Door
from infrastructure.egress import Egress
from infrastructure.events.log import Log
from infrastructure.jobs.worker import Pending
from infrastructure.messenger.door import MEDIA
from infrastructure.messenger.waiting import Waiting, Waits
from infrastructure.sending import TryAgain

PAUSES = tuple(timedelta(seconds=seconds) for seconds in (5, 30, 120, 600))
"""Facebook's addresses hold for days; whoever is not there after these is taken as lost."""
SECONDS, LARGEST, LONGEST_NAME = 60, 25 * 1024 * 1024, 150
CONTENT_TYPE = re.compile(r"[a-z0-9][a-z0-9!#$&^_.+-]{0,60}/[a-z0-9][a-z0-9!#$&^_.+-]{0,60}")
DEFAULT = "application/octet-stream"
GONE = frozenset({403, 404, 410})
logger = logging.getLogger(__name__)


class NotNow(Exception):
    """A file cannot be had now."""


@dataclass(frozen=True)
class Fetching:
    """The worker's part; `egress` says where files may come from."""

    waiting: Waiting
    door: Door
    log: Log
    egress: Egress
    clock: Clock
    alone: Callable[[UUID], AbstractContextManager[bool]]

    def due(self) -> Iterator[Pending]:
        """Yield the items whose time it is."""
        for account_id, channel_id, intake_id in self.waiting.due(self.clock()):
            yield Pending(MEDIA, account_id, channel_id, intake_id.hex)

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
            if waits is None or waits.target.account_id != account_id:
                return
            if self.log.outcome_of(account_id, intake_id) is None:
                self._accept(intake_id, waits)
            self.waiting.end(intake_id)

    def _accept(self, intake_id: UUID, waits: Waits) -> None:
        files: list[Kept] = []
        lost: list[int] = []
        for media in wanted_media(waits.item.event):
            try:
                file = self._fetched(media)
            except NotNow:
                if waits.tries < len(PAUSES):
                    pause = PAUSES[waits.tries]
                    self.waiting.later(intake_id, self.clock(), pause)
                    raise TryAgain(pause.total_seconds()) from None
                file = None
            if file is None:
                lost.append(media.number)
            else:
                files.append(Kept(media.number, file))
        self.door.told(
            packed(waits.item.page_id, waits.item.event, files, lost), waits.target, intake_id, waits.at
        )
        logger.info("fetched files of a message", extra={"taken": len(files), "left": len(lost)})

    def _fetched(self, media: Media) -> SentFile | None:
        """Return a file; None for one that will never be had. Raises `NotNow`."""
        import requests  # noqa: PLC0415 - imported where something is fetched: every start would pay for it

        from infrastructure.fetching import (  # noqa: PLC0415 - the same
            FetchLimits,
            GuardedSession,
            RequestRefused,
        )

        if urlsplit(media.url).scheme not in {"http", "https"}:
            return None
        try:
            with GuardedSession(
                self.egress, FetchLimits(seconds=SECONDS, size=LARGEST, redirects=3)
            ) as session:
                answer = session.get(media.url)
        except RequestRefused as refused:
            if refused.response is not None:
                return None
            raise NotNow from None
        except requests.RequestException:
            raise NotNow from None
        if answer.status_code in GONE:
            return None
        if not answer.ok:
            raise NotNow
        said = answer.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        content_type = said if CONTENT_TYPE.fullmatch(said) else DEFAULT
        return SentFile("", name_of(media, content_type), content_type, answer.content)


def name_of(media: Media, content_type: str) -> str:
    """Return a file's name: the last part of its address, without anything a path could be made of."""
    last = unquote(urlsplit(media.url).path.rpartition("/")[2])
    plain = re.sub(r"[\x00-\x1f\x7f/\\:*?\"<>|\u202a-\u202e\u2066-\u2069]", "_", last).strip(". ")[
        -LONGEST_NAME:
    ]
    if plain:
        return plain
    return f"{media.kind}.{content_type.rpartition('/')[2].split('+')[0]}"
