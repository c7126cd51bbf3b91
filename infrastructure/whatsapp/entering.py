"""Numbers on offer, shown to be ours and registered, and the hook: the API's port `api.whatsapp.WhatsApp` (WAB-01, WAB-02)."""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from types import MappingProxyType
from typing import TypeVar
from uuid import UUID

from api.whatsapp import Entered, Number, NumberRefused
from application.ports import Secrets
from application.whatsapp import access_name, number_holder, opened
from domain.channel.aggregate import Channel
from domain.channels.whatsapp_kind import NUMBER_TAKEN
from infrastructure.events.log import Log
from infrastructure.mailboxes.port import (
    AuthorizationLost,
    MailboxError,
    RateLimited,
    Refused,
    Temporary,
    TokenRefused,
)
from infrastructure.meta.door import PlatformDoor
from infrastructure.meta.hook import genuine, is_ours
from infrastructure.meta.kept import OFFERED, Kept, offer
from infrastructure.whatsapp.cloud import Cloud, OfferedNumber
from infrastructure.whatsapp.hook import template_accounts

R = TypeVar("R")
Enqueue = Callable[[str, UUID, UUID, str], bool]
LOOK = "whatsapp_look"
"""The job that asks for a number's templates."""
ASKED = "asked"
"""Its key where somebody wants to know now."""
AT_ACCOUNT: Mapping[str, str] = MappingProxyType({"unknown": "waba_unknown"})
AT_NUMBER: Mapping[str, str] = MappingProxyType({"unknown": "number_unknown"})


@dataclass(frozen=True)
class Entering:
    """Satisfies `api.whatsapp.WhatsApp`; `cloud` is None where this installation is no app at Meta."""

    secrets: Secrets
    log: Log
    cloud: Cloud | None
    kept: Kept
    door: PlatformDoor
    enqueue: Enqueue
    channels_of: Callable[[str], list[tuple[UUID, UUID]]]
    """Returns (account, channel) of the numbers that are connected of a WhatsApp Business Account."""
    verify_token: str = field(repr=False)

    def enter(self, account_id: UUID, channel_id: UUID, waba_id: str, token: str, at: datetime) -> Entered:
        """See the port."""
        cloud = self._app()
        found = _asked(lambda: cloud.numbers(waba_id, token), AT_ACCOUNT)
        kept = json.dumps([waba_id, token, [asdict(one) for one in found]]).encode()
        self.kept.tidy(at)
        self.kept.keep(offer(channel_id), account_id, kept, at + OFFERED)
        return self._entered(waba_id, token, found, channel_id)

    def entered(self, account_id: UUID, channel_id: UUID, at: datetime) -> Entered | None:
        """See the port; whether a number is free is looked up now."""
        kept = self.kept.read(offer(channel_id), account_id, at)
        if kept is None:
            return None
        waba_id, token, found = json.loads(kept)
        return self._entered(waba_id, token, [OfferedNumber(**one) for one in found], channel_id)

    def request_code(self, account_id: UUID, channel_id: UUID, method: str, language: str) -> None:
        """See the port."""
        channel, cloud, token = self._of(account_id, channel_id)
        number = channel.number.phone_number_id
        _asked(lambda: cloud.request_code(number, token, method=method, language=language), AT_NUMBER)

    def verify(self, account_id: UUID, channel_id: UUID, code: str) -> None:
        """See the port."""
        channel, cloud, token = self._of(account_id, channel_id)
        _asked(lambda: cloud.verify_code(channel.number.phone_number_id, token, code), AT_NUMBER)

    def number_now(self, account_id: UUID, channel_id: UUID) -> Entered:
        """See the port."""
        channel, cloud, token = self._of(account_id, channel_id)
        found = _asked(lambda: cloud.number(channel.number.phone_number_id, token), AT_NUMBER)
        return self._entered(channel.number.waba_id, token, [found], channel_id)

    def register(self, account_id: UUID, channel_id: UUID, pin: str) -> None:
        """See the port."""
        channel, cloud, token = self._of(account_id, channel_id)
        number = channel.number
        _asked(lambda: cloud.register(number.phone_number_id, token, pin), AT_NUMBER)
        _asked(lambda: cloud.subscribe(number.waba_id, token), AT_ACCOUNT)

    def sync(self, account_id: UUID, channel_id: UUID) -> None:
        """See the port."""
        self.enqueue(LOOK, account_id, channel_id, ASKED)

    def is_ours(self, mode: str, token: str) -> bool:
        """See the port."""
        return is_ours(self.verify_token, mode, token)

    def genuine(self, raw: bytes, signature: str) -> bool:
        """See the port; without an app nobody can sign."""
        return self.cloud is not None and genuine(self.cloud.app_secret, raw, signature)

    def hear(self, raw: bytes, at: datetime) -> None:
        """See the port; what is told of templates is asked for anew."""
        self.door.hear(raw, at)
        for waba_id in template_accounts(raw):
            for account_id, channel_id in self.channels_of(waba_id):
                self.enqueue(LOOK, account_id, channel_id, channel_id.hex)

    def _entered(self, waba_id: str, token: str, found: list[OfferedNumber], channel_id: UUID) -> Entered:
        return Entered(waba_id, [self._number(one, channel_id) for one in found], token.encode())

    def _number(self, one: OfferedNumber, channel_id: UUID) -> Number:
        held = number_holder(self.log, self.secrets.of_installation(), one.phone_number_id)
        free = Number(**asdict(one))
        taken = held is not None and held.holder_id not in (None, channel_id)
        return replace(free, reason=NUMBER_TAKEN) if taken else free

    def _of(self, account_id: UUID, channel_id: UUID) -> tuple[Channel, Cloud, str]:
        cloud, channel = self._app(), self.log.fresh(Channel, channel_id)
        token = opened(self.secrets.get(account_id, access_name(channel_id))).token
        if channel is None or channel.account_id != account_id or not token:
            raise NumberRefused("number_needed")
        return channel, cloud, token

    def _app(self) -> Cloud:
        if self.cloud is None:
            raise NumberRefused("not_offered")
        return self.cloud


def _asked(question: Callable[[], R], meant: Mapping[str, str]) -> R:
    """Return what Meta answers, or say in a word why it does not; `meant` says what is unknown then."""
    try:
        return question()
    except (AuthorizationLost, TokenRefused):
        raise NumberRefused("token_refused") from None
    except (Temporary, RateLimited):
        raise NumberRefused("provider_away") from None
    except Refused as refused:
        word = str(refused)
        raise NumberRefused(meant.get(word, REFUSED.get(word, "provider_refused"))) from None
    except MailboxError:
        raise NumberRefused("provider_away") from None


REFUSED: Mapping[str, str] = MappingProxyType(
    {
        "other_app": "token_refused",
        "access": "token_refused",
        **{
            word: word
            for word in (
                "code_not_sent",
                "code_wrong",
                "pin_wrong",
                "pin_locked",
                "not_verified",
                "register_later",
            )
        },
    }
)
"""What Meta's refusals are called by us."""
