"""Looking after lines: whether their token holds, what is to be deleted at Twilio, letting a line go (CAL-01, CAL-02)."""

import logging
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from application.calling import line_secret, opened
from application.ports import Clock, Secrets
from domain.channel.aggregate import Channel
from domain.channel.authorised import AUTHORISATION_LOST
from infrastructure.calling.places import LinePlaces
from infrastructure.calling.twilio import Credentials, Twilio
from infrastructure.events.log import Log
from infrastructure.jobs.worker import Pending
from infrastructure.mailboxes.port import AuthorizationLost, MailboxError, TokenRefused
from infrastructure.meta.losing import Losing

CHECK, FORGET = "calling_check", "calling_forget"
EVERY, SOON = timedelta(hours=6), timedelta(minutes=15)
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Lines:
    """What workers know lines by."""

    twilio: Twilio
    secrets: Secrets
    log: Log
    losing: Losing

    def of(self, account_id: UUID, channel_id: UUID) -> tuple[Channel, Credentials] | None:
        """Return a line and what lets us use its account; None for what is none, or has none any more."""
        channel = self.log.fresh(Channel, channel_id)
        if channel is None or channel.account_id != account_id or not channel.line.account_sid:
            return None
        token = opened(self.secrets.get(account_id, line_secret(channel_id)))
        return (channel, Credentials(channel.line.account_sid, token)) if token else None


@dataclass(frozen=True)
class Checking:
    """The worker's part that asks now and then."""

    lines: Lines
    places: LinePlaces
    clock: Clock

    def due(self) -> Iterator[Pending]:
        """Yield the lines to look at now."""
        for account_id, channel_id in self.places.due(AUTHORISATION_LOST, self.clock()):
            yield Pending(CHECK, account_id, channel_id, channel_id.hex)

    def __call__(self, account_id: UUID, channel_id: UUID, _key: str) -> None:
        """Look at one line; one that was disconnected is let go, with its token."""
        found = self.lines.of(account_id, channel_id)
        if found is None:
            self.places.end(channel_id)
            return
        channel, credentials = found
        if channel.disconnected:
            self._let_go(channel, credentials)
            return
        pause = EVERY
        try:
            self.lines.twilio.check(credentials)
        except (AuthorizationLost, TokenRefused) as lost:
            self.lines.losing(channel, str(lost))
        except MailboxError as error:
            pause = SOON
            logger.warning("a line cannot be looked at: %s", type(error).__name__)
        self.places.look_at(account_id, channel_id, self.clock() + pause)

    def _let_go(self, channel: Channel, credentials: Credentials) -> None:
        """Have calls come here no more, as far as Twilio lets us, and forget the token."""
        with suppress(MailboxError):
            self.lines.twilio.leave(credentials, channel.line.number_sid)
        self.lines.secrets.drop(channel.account_id, line_secret(channel.id))
        self.places.end(channel.id)


@dataclass(frozen=True)
class Forgetting:
    """The worker's part that deletes at Twilio what is here, or was not to be kept."""

    lines: Lines
    places: LinePlaces
    clock: Clock

    def due(self) -> Iterator[Pending]:
        """Yield the lines of which something is to be deleted."""
        for account_id, channel_id in self.places.left_due(self.clock()):
            yield Pending(FORGET, account_id, channel_id, channel_id.hex)

    def __call__(self, account_id: UUID, channel_id: UUID, _key: str) -> None:
        """Delete what is to be deleted of one line; what cannot be now is tried again."""
        found = self.lines.of(account_id, channel_id)
        if found is None:
            self.places.end(channel_id)
            return
        now = self.clock()
        for kind, sid in self.places.left(account_id, channel_id, now):
            try:
                self.lines.twilio.delete(found[1], kind, sid)
            except MailboxError as error:
                logger.warning("something cannot be deleted at Twilio: %s", type(error).__name__)
                self.places.later(sid, now + SOON)
            else:
                self.places.deleted(sid)
