"""Looking after lines: whether their token holds, what is to be deleted at Twilio, letting a line go (CAL-01, CAL-02)."""

import json
import logging
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from application.calling import line_secret, opened
from application.ports import Clock, Secrets
from domain.call.aggregate import Call
from domain.channel.aggregate import Channel
from domain.channel.authorised import AUTHORISATION_LOST
from infrastructure.calling.addresses import Addresses
from infrastructure.calling.places import AT_ONCE, EVER, NUMBERS, Leftover, LinePlaces
from infrastructure.calling.twilio import Credentials, Twilio
from infrastructure.events.log import Log
from infrastructure.jobs.worker import Pending
from infrastructure.mailboxes.port import AuthorizationLost, MailboxError, Refused, TokenRefused
from infrastructure.meta.losing import Losing

CHECK, FORGET = "calling_check", "calling_forget"
EVERY, SOON = timedelta(hours=6), timedelta(minutes=15)
logger = logging.getLogger(__name__)


def number_secret(channel_id: UUID, number_sid: str) -> str:
    """Return the name of the secret by which a number that was given up is let go: its account's id and token, as JSON."""
    return f"calling:{channel_id}:{number_sid}"


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
    forgetting: "Forgetting"
    base_url: str

    def due(self) -> Iterator[Pending]:
        """Yield the lines to look at now."""
        for account_id, channel_id in self.places.due(AUTHORISATION_LOST, self.clock()):
            yield Pending(CHECK, account_id, channel_id, channel_id.hex)

    def __call__(self, account_id: UUID, channel_id: UUID, _key: str) -> None:
        """Look at one line; one that was disconnected is let go, with its token."""
        found = self.lines.of(account_id, channel_id)
        if found is None:
            self.places.end(account_id, channel_id)
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
        """Have calls come here no more and nothing of ours stay at Twilio, then forget the token.

        A number that leads to somebody else by now, another channel perhaps, is left as it is. What Twilio refuses for good
        holds nothing up; what it cannot do now is tried again, until then the token is kept.
        """
        ours = Addresses(self.base_url, channel.id).beginning
        try:
            with suppress(Refused):
                self.lines.twilio.leave(credentials, channel.line.number_sid, ours)
            again = self.forgetting.work_off(channel, credentials, EVER)
        except (AuthorizationLost, TokenRefused):
            again = False
        except MailboxError as error:
            logger.warning("a line cannot be let go yet: %s", type(error).__name__)
            again = True
        if again:
            self.places.let_go_later(channel.account_id, channel.id, self.clock() + SOON)
            return
        self.lines.secrets.drop(channel.account_id, line_secret(channel.id))
        self.places.end(channel.account_id, channel.id)


@dataclass(frozen=True)
class Forgetting:
    """The worker's part that deletes at Twilio what is here, or was not to be kept."""

    lines: Lines
    places: LinePlaces
    clock: Clock
    base_url: str

    def due(self) -> Iterator[Pending]:
        """Yield the lines of which something is to be deleted."""
        for account_id, channel_id in self.places.left_due(self.clock()):
            yield Pending(FORGET, account_id, channel_id, channel_id.hex)

    def __call__(self, account_id: UUID, channel_id: UUID, _key: str) -> None:
        """Delete what is to be deleted of one line; what cannot be now is tried again."""
        found = self.lines.of(account_id, channel_id)
        if found is None:
            self.places.end(account_id, channel_id)
            return
        self.work_off(*found, self.clock())

    def work_off(self, channel: Channel, credentials: Credentials, until: datetime) -> bool:
        """Delete what is to be deleted of a line by then; returns whether some of it may be later."""
        left, again = self.places.left(channel.id, until), False
        for one in left:
            try:
                if self._settled(one):
                    if one.kind == NUMBERS:
                        self._leave(channel, one.sid)
                    else:
                        self.lines.twilio.delete(credentials, one.kind, one.sid)
                    self.places.deleted(channel.id, one.sid)
                    continue
                again = True
            except MailboxError as error:
                logger.warning("something cannot be deleted at Twilio: %s", type(error).__name__)
                again = again or not isinstance(error, (Refused, AuthorizationLost, TokenRefused))
            self.places.later(channel.id, one.sid, self.clock() + SOON)
        return again or len(left) == AT_ONCE

    def _leave(self, channel: Channel, number_sid: str) -> None:
        """Have calls of a number come here no more that another one took the place of, unless it was chosen again since.

        What Twilio refuses for good holds nothing up, as where a line is let go.
        """
        name = number_secret(channel.id, number_sid)
        kept = self.lines.secrets.get(channel.account_id, name)
        if kept is not None and number_sid != channel.line.number_sid:
            ours = Addresses(self.base_url, channel.id).beginning
            with suppress(Refused, AuthorizationLost, TokenRefused):
                self.lines.twilio.leave(Credentials(*json.loads(kept)), number_sid, ours)
        self.lines.secrets.drop(channel.account_id, name)

    def _settled(self, one: Leftover) -> bool:
        """Whether nobody is to fetch it any more."""
        call = None if one.call_id is None else self.lines.log.fresh(Call, one.call_id)
        known = None if call is None else call.recordings.get(call.recording_id(one.sid))
        return known is None or known.settled
