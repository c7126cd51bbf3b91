"""Looking after numbers: which templates there are and how they stand, whether the token holds, letting go (WAB-01, WAB-02)."""

import logging
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from application.ports import Clock, Secrets
from application.templates import NoteTemplates
from application.whatsapp import access_name, opened
from domain.channel.aggregate import Channel
from domain.channel.authorised import AUTHORISATION_LOST
from infrastructure.events.log import Log
from infrastructure.jobs.worker import Pending
from infrastructure.mailboxes.port import AuthorizationLost, MailboxError, TokenRefused
from infrastructure.meta.losing import Losing
from infrastructure.meta.places import PlatformPlaces
from infrastructure.whatsapp.accounts import Accounts
from infrastructure.whatsapp.cloud import Cloud
from infrastructure.whatsapp.entering import ASKED, LOOK
from infrastructure.whatsapp.templates import known

EVERY, SOON = timedelta(hours=1), timedelta(minutes=15)
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Looking:
    """The worker's part."""

    cloud: Cloud | None
    places: PlatformPlaces
    accounts: Accounts
    secrets: Secrets
    log: Log
    losing: Losing
    clock: Clock

    def due(self) -> Iterator[Pending]:
        """Yield the numbers to look at now."""
        if self.cloud is not None:
            for account_id, channel_id in self.places.due("whatsapp", AUTHORISATION_LOST, self.clock()):
                yield Pending(LOOK, account_id, channel_id, channel_id.hex)

    def __call__(self, account_id: UUID, channel_id: UUID, key: str) -> None:
        """Look at one number; the key `ASKED` says that somebody wanted to know now."""
        channel = self.log.fresh(Channel, channel_id)
        if channel is None or self.cloud is None or channel.account_id != account_id:
            return
        token = opened(self.secrets.get(account_id, access_name(channel_id))).token
        if channel.disconnected:
            self._let_go(self.cloud, channel, token)
            return
        pause = EVERY
        try:
            found = self.cloud.templates(channel.number.waba_id, token)
        except (AuthorizationLost, TokenRefused) as lost:
            self.losing(channel, str(lost))
        except MailboxError as error:
            pause = SOON
            logger.warning("templates cannot be asked for: %s", type(error).__name__)
        else:
            there = tuple(one for one in map(known, found) if one is not None)
            self.losing.do(channel, NoteTemplates(channel.id, there, asked=key == ASKED))
        self.places.look_at(account_id, channel_id, self.clock() + pause)

    def _let_go(self, cloud: Cloud, channel: Channel, token: str) -> None:
        """Have nothing told of an account any more that no number is connected of, and forget the token."""
        if not self.accounts.channels_of(channel.number.waba_id):
            with suppress(MailboxError):
                cloud.unsubscribe(channel.number.waba_id, token)
        self.secrets.drop(channel.account_id, access_name(channel.id))
        self.places.end(channel.id)
