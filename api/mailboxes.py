"""Authorising team mailboxes at their providers, and what providers tell, as the API needs it (EML-03)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple, Protocol
from uuid import UUID


class MailboxFailed(Exception):
    """The provider did not let us in. `code` is for machines: provider_away, provider_refused, scopes_missing, ..."""

    def __init__(self, code: str) -> None:
        """Keep it."""
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Begun:
    """An authorisation that somebody began: of which channel, at which provider, and by which user."""

    account_id: UUID
    channel_id: UUID
    provider: str
    user_id: UUID
    verifier: str = field(repr=False)
    address: str = field(default="", repr=False)
    """The mailbox that is meant, where somebody said so: a shared one, or the one the channel has."""


@dataclass(frozen=True, slots=True)
class Let:
    """We are let into a mailbox: whose it is, where its history stands, and the grant as it is kept."""

    address: str = field(repr=False)
    aliases: tuple[str, ...] = field(repr=False)
    cloud: str
    cursor: str
    grant: bytes = field(repr=False)


class Answer(NamedTuple):
    """How a notice is answered; `believed` is false of what the provider did not tell, which the answer need not say."""

    status: int
    text: str
    believed: bool


class Mailboxes(Protocol):
    """Providers' mailboxes, from this browser and back."""

    def begin(
        self, account_id: UUID, channel_id: UUID, provider: str, address: str, owner: UUID, at: datetime
    ) -> tuple[str, str]:
        """Begin; returns where the browser goes, and the state its cookie keeps. Raises `MailboxFailed`."""

    def take(self, state: str, at: datetime) -> Begun | None:
        """Use a state up, and return what it began; None for one that is over, used or made up."""

    def refused(self, begun: Begun, answer: Mapping[str, str]) -> str:
        """Return why the provider sent the browser back without a code, by what came with it."""

    def finish(self, begun: Begun, code: str, at: datetime) -> Let:
        """Exchange the code that came back. Raises `MailboxFailed`."""

    def read_from(self, begun: Begun, let: Let, at: datetime) -> None:
        """Note from where on the mailbox is read; one that was read before goes on where it was."""

    def hear(
        self, provider: str, authorization: str, query: Mapping[str, str], body: bytes, at: datetime
    ) -> Answer:
        """Judge what came to a provider's hook, and carry it out if it is believed."""
