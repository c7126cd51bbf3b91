"""WhatsApp as the API needs it: an account's numbers, showing that one is ours, and what Meta tells by itself (WAB-01, WAB-02)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol
from uuid import UUID

from api.hooked import Hooked


class NumberRefused(Exception):
    """Meta does not do what it was asked to. `code` says why: token_refused, provider_away, waba_unknown, code_wrong, ..."""

    def __init__(self, code: str) -> None:
        """Keep it."""
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Number:
    """A number of an account; `reason` says why it cannot be chosen: number_taken, or empty."""

    phone_number_id: str
    display_number: str
    verified_name: str
    verified: bool
    quality: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Entered:
    """An account that somebody entered, with what lets us in there."""

    waba_id: str
    numbers: Sequence[Number]
    token: bytes = field(repr=False)


class WhatsApp(Hooked, Protocol):
    """Meta's Cloud API, and the door for its webhooks. What asks Meta raises `NumberRefused`."""

    def enter(self, account_id: UUID, channel_id: UUID, waba_id: str, token: str, at: datetime) -> Entered:
        """Ask for an account's numbers, and keep them on offer for a while."""

    def entered(self, account_id: UUID, channel_id: UUID, at: datetime) -> Entered | None:
        """Return what is on offer; None where nobody entered an account, or too long ago."""

    def request_code(self, account_id: UUID, channel_id: UUID, method: str, language: str) -> None:
        """Have a code sent to the channel's number, by sms or voice."""

    def verify(self, account_id: UUID, channel_id: UUID, code: str) -> None:
        """Show that the code came."""

    def number_now(self, account_id: UUID, channel_id: UUID) -> Entered:
        """Return the channel's number as Meta has it now, alone."""

    def register(self, account_id: UUID, channel_id: UUID, pin: str) -> None:
        """Register the number under a PIN, and have us told of its account."""

    def sync(self, account_id: UUID, channel_id: UUID) -> None:
        """Have a worker ask for the templates soon."""
