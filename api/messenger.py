"""Facebook Messenger as the API needs it: signing in and choosing a page, and what Facebook tells by itself (MSG-03, MSG-11)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol
from uuid import UUID

from api.hooked import Hooked


class LoginFailed(Exception):
    """Facebook did not let us in. `code`: declined, scopes_missing, provider_refused, provider_away, not_offered."""

    def __init__(self, code: str) -> None:
        """Keep it."""
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class BegunLogin:
    """A login that somebody began: for which channel, by which user, and whether in a window of its own."""

    account_id: UUID
    channel_id: UUID
    user_id: UUID
    popup: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """A page that whoever signed in has a role on; `reason` says why it cannot be chosen: page_taken, role_missing."""

    page_id: str
    name: str
    tasks: Sequence[str]
    reason: str
    token: bytes = field(default=b"", repr=False)


class Messenger(Hooked, Protocol):
    """Facebook, from this browser and back, and the door for its webhooks."""

    def begin(
        self, account_id: UUID, channel_id: UUID, owner: UUID, at: datetime, *, popup: bool
    ) -> tuple[str, str]:
        """Begin; returns where the browser goes, and the state its cookie keeps. Raises `LoginFailed`."""

    def take(self, state: str, at: datetime) -> BegunLogin | None:
        """Use a state up, and return what it began; None for one that is over, used or made up."""

    def finish(self, begun: BegunLogin, answer: Mapping[str, str], at: datetime) -> None:
        """Exchange what came back, and keep the pages on offer for a while. Raises `LoginFailed`."""

    def pages(self, account_id: UUID, channel_id: UUID, at: datetime) -> Sequence[Page] | None:
        """Return the pages on offer; None where nobody signed in, or too long ago."""

    def subscribe(self, page: Page) -> None:
        """Have us told of what happens on a page. Raises `LoginFailed`."""
