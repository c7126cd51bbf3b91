"""An account at Twilio, whose numbers are on offer for a while, and the door for its requests: the port `api.calling.Calling`."""

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar
from urllib.parse import urlsplit
from uuid import UUID

from api.calling import CallingFailed, LineNumber, Request
from application.calling import CLAIM
from application.claims import claim_id, newest_claim
from application.ports import Secrets
from infrastructure.calling.addresses import Addresses
from infrastructure.calling.door import CallingDoor
from infrastructure.calling.looking_after import Lines, number_secret
from infrastructure.calling.places import NUMBERS, LinePlaces
from infrastructure.calling.twilio import Credentials, Hooks, OwnedNumber, Twilio
from infrastructure.events.log import Log
from infrastructure.mailboxes.port import (
    AuthorizationLost,
    MailboxError,
    RateLimited,
    Refused,
    Temporary,
    TokenRefused,
)
from infrastructure.meta.kept import OFFERED, Kept

R = TypeVar("R")
PASSED_ON = frozenset({"account_inactive", "url_invalid"})
SETTLED = timedelta(minutes=1)
"""By then it is known whether another number was chosen."""
DEMO = "demo.twilio.com"
"""Where a number leads that nobody set up."""


@dataclass(frozen=True)
class TwilioAccounts:
    """Satisfies `api.calling.Calling`."""

    twilio: Twilio
    kept: Kept
    secrets: Secrets
    log: Log
    door: CallingDoor
    lines: Lines
    places: LinePlaces
    forget: Callable[[UUID, UUID], object]
    base_url: str

    def offer(
        self, account_id: UUID, channel_id: UUID, account_sid: str, token: str, at: datetime
    ) -> Sequence[LineNumber]:
        """Ask Twilio, and keep what it offers sealed for half an hour; what is over goes at this occasion."""
        credentials = Credentials(account_sid, token)
        asked(lambda: self.twilio.check(credentials))
        found = asked(lambda: self.twilio.numbers(credentials))
        told = [[one.number_sid, one.number, one.name, one.voice, one.leads_to] for one in found]
        self.kept.tidy(at)
        self.kept.keep(
            _offer(channel_id), account_id, json.dumps([account_sid, token, told]).encode(), at + OFFERED
        )
        return [self._shown(one, credentials, channel_id) for one in found]

    def numbers(self, account_id: UUID, channel_id: UUID, at: datetime) -> Sequence[LineNumber] | None:
        """See the port; whether a number is free is looked up now."""
        kept = self.kept.read(_offer(channel_id), account_id, at)
        if kept is None:
            return None
        account_sid, token, told = json.loads(kept)
        credentials = Credentials(account_sid, token)
        return [self._shown(OwnedNumber(*one), credentials, channel_id) for one in told]

    def lead(self, channel_id: UUID, number: LineNumber) -> None:
        """See the port."""
        credentials, at = (
            Credentials(number.account_sid, number.token.decode()),
            Addresses(self.base_url, channel_id),
        )
        hooks = Hooks(at.of("voice"), at.of("fallback"), at.of("status"))
        asked(lambda: self.twilio.lead(credentials, number.number_sid, hooks))

    def give_up(self, account_id: UUID, channel_id: UUID, at: datetime) -> None:
        """See the port; what lets us use the account it is in is kept for that."""
        found = self.lines.of(account_id, channel_id)
        if found is not None:
            channel, credentials = found
            earlier = channel.line.number_sid
            kept = json.dumps([credentials.account_sid, credentials.token]).encode()
            self.secrets.put(account_id, number_secret(channel_id, earlier), kept)
            self.places.leave_later(account_id, channel_id, NUMBERS, earlier, at + SETTLED)

    def given_up(self, account_id: UUID, channel_id: UUID, number_sid: str) -> None:
        """See the port."""
        self.places.leave(account_id, channel_id, NUMBERS, number_sid)
        self.forget(account_id, channel_id)

    def believe(self, request: Request) -> Callable[[datetime], str]:
        """See the port."""
        return self.door.believe(request)

    def _shown(self, one: OwnedNumber, credentials: Credentials, channel_id: UUID) -> LineNumber:
        own = self.secrets.of_installation()
        _, held = newest_claim(self.log, lambda number: claim_id(own, CLAIM, one.number_sid, number))
        ours = Addresses(self.base_url, channel_id).beginning
        nowhere = not one.leads_to or urlsplit(one.leads_to).netloc == DEMO
        reasons = (
            (not one.voice, "no_voice"),
            (held is not None and held.holder_id != channel_id, "number_taken"),
            (not nowhere and not one.leads_to.startswith(ours), "used_elsewhere"),
        )
        reason = next((word for holds, word in reasons if holds), "")
        return LineNumber(
            one.number_sid, one.number, one.name, one.voice, reason, credentials.account_sid, credentials.token.encode()
        )  # fmt: skip


def asked(question: Callable[[], R]) -> R:
    """Return what Twilio answers, or say in a word why it does not. Raises `CallingFailed`."""
    try:
        return question()
    except (AuthorizationLost, TokenRefused):
        raise CallingFailed("token_refused") from None
    except (Temporary, RateLimited):
        raise CallingFailed("provider_away") from None
    except Refused as refused:
        word = str(refused)
        # an account that is not there is answered like a path that is not
        known = {"not_found": "number_unknown"} | {one: one for one in PASSED_ON}
        raise CallingFailed(known.get(word, "provider_refused")) from None
    except MailboxError:
        raise CallingFailed("provider_away") from None


def _offer(channel_id: UUID) -> bytes:
    return hashlib.sha256(b"calling offer\x1f" + channel_id.bytes).digest()
