"""Calls as the API needs them: numbers of an account at Twilio, and what Twilio asks and tells (CAL-01..03)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol
from uuid import UUID


class CallingFailed(Exception):
    """Twilio does not do it. `code`: token_refused, provider_away, account_inactive, number_unknown, provider_refused."""

    def __init__(self, code: str) -> None:
        """Keep it."""
        super().__init__(code)
        self.code = code


class NotGenuine(Exception):
    """A request is not Twilio's, as far as anybody can tell (CAL-03)."""


@dataclass(frozen=True, slots=True)
class LineNumber:
    """A number of the account's; `reason` is what is in the way of it: no_voice, number_taken; or used_elsewhere, a warning."""

    number_sid: str
    number: str
    name: str
    voice: bool
    reason: str
    account_sid: str = ""
    token: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class Request:
    """A request as it came: `step` of our addresses, the query as it was written, what was posted, in its order."""

    channel_id: UUID
    step: str
    query: str
    posted: Sequence[tuple[str, str]] = field(repr=False)
    signature: str = field(repr=False)


class Calling(Protocol):
    """Twilio, asked by people who connect a line, and the door for what it asks and tells."""

    def offer(
        self, account_id: UUID, channel_id: UUID, account_sid: str, token: str, at: datetime
    ) -> Sequence[LineNumber]:
        """Ask for the numbers of an account at Twilio, and keep them on offer for a while. Raises `CallingFailed`."""

    def numbers(self, account_id: UUID, channel_id: UUID, at: datetime) -> Sequence[LineNumber] | None:
        """Return the numbers on offer; None where nobody entered an account, or too long ago."""

    def lead(self, channel_id: UUID, number: LineNumber) -> None:
        """Have a number's calls come to us. Raises `CallingFailed`."""

    def give_up(self, account_id: UUID, channel_id: UUID, at: datetime) -> None:
        """Note that calls of the number that a channel has are to come here no more once it has another one."""

    def given_up(self, account_id: UUID, channel_id: UUID, number_sid: str) -> None:
        """Have a worker see to that now."""

    def believe(self, request: Request) -> Callable[[datetime], str]:
        """Judge a request, and return what carries it out at a time.

        That makes what it tells durable, once however often it comes, and returns the document it is answered with; it
        raises OSError where the disk is full or gone, and Unavailable where the log cannot be reached.

        Raises:
            NotGenuine: it is not signed by whoever has the account's token, or of a channel that is none.
            Unavailable: the log cannot be reached.

        """
