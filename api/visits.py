"""What the API needs of chats that visitors write in: which key leads where, and what they write made durable (CHT-01)."""

from dataclasses import dataclass, field
from typing import Any, Protocol
from uuid import UUID

from domain.channel.chat_settings import Chat
from domain.channel.consent_settings import ConsentSettings


@dataclass(frozen=True, slots=True)
class Widget:
    """A chat that takes messages now, as its channel is set."""

    account_id: UUID
    channel_id: UUID
    inbox_id: UUID
    chat: Chat
    consent: ConsentSettings
    company: str
    """As its sender details say; empty for the account's name."""
    paused: bool
    by_owner: bool
    """Whether how it stands, or whom it shows, depends on who looks after the visitor's contact."""
    version: int


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a message: ids where it is in a conversation already, None while that is still to come."""

    position: int = 0
    conversation_id: UUID | None = None
    message_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Now:
    """How a chat stands at a moment, as visitors are told (CHT-03, CHT-07)."""

    state: str
    launcher: bool
    message: str | None = None
    ask_email: bool = False
    reply_time: str | float | None = None
    returns_at: str | None = None
    heading: list[dict[str, Any]] = field(default_factory=list)
    company: str = ""
    opening: list[dict[str, Any]] = field(default_factory=list)
    """What the chat's bot says before somebody writes: text and choices each (CHT-01)."""


class Visits(Protocol):
    """Finds chats by their public keys, and makes what visitors write durable."""

    def look(self, key: str) -> Widget | None:
        """Return the chat; None where there is none, or it takes nothing now."""

    def forget(self, key: str) -> None:
        """Look at the chat anew the next time, as after some seconds."""

    def conversation_of(self, widget: Widget, visitor_id: UUID) -> UUID | None:
        """Return the conversation a visitor's messages began last; None before the first."""

    def take(self, widget: Widget, visitor_id: UUID, intake_id: UUID, raw: bytes, peer_ip: str) -> Taken:
        """Make an original durable and take it in, once for its intake, after those of the same visitor that could not be before.

        Only after this it is acknowledged (RL-03). What is durable and cannot be taken in now is taken in soon, as all is.

        Raises:
            OSError: the disk is full or gone.
            Unavailable: the log cannot be reached.

        """

    def now(self, widget: Widget, visitor: str = "") -> Now:
        """Return how a chat stands now for a visitor; an empty one is somebody new. As of some seconds ago at most."""
