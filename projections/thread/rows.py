"""The rows of the thread; their columns are described where they are read, in `queries`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from projections.common.table import Table


@dataclass(slots=True)
class ThreadRow:
    """The conversation as a whole."""

    account_id: UUID
    conversation_id: UUID
    inbox_id: UUID
    channel_id: UUID
    kind: str
    contact_id: UUID
    subject: str
    started_by: str
    started_at: datetime
    status: str
    snoozed_until: datetime | None
    folder: str
    priority: str
    tags: Sequence[str]
    properties: dict[str, dict[str, str]]
    assignee_id: UUID | None
    ticket_id: UUID | None
    first_message_id: UUID | None
    message_count: int
    merged_into: UUID | None
    shown_in: UUID
    """Itself, or the conversation it is a part of in the end."""
    version: int
    position: int
    team_id: UUID | None = None
    shown_since: int = 0
    """The position from which on it is shown where it is shown now; 0: from its beginning."""
    reachable: bool = False
    """A visitor of a chat said in it how they are reached (CHT-11)."""
    held_since: datetime | None = None
    """When whoever a bot talks with there wrote last; None where none holds it (CHT-08)."""
    last_inbound_at: datetime | None = None
    """When the contact last wrote by the conversation's own channel, by the provider's time, where windows count from it."""


@dataclass(slots=True)
class MessageRow:
    """A message in or out, or a note among colleagues."""

    account_id: UUID
    message_id: UUID
    conversation_id: UUID
    position: int
    direction: str
    at: datetime
    actor: str
    channel_id: UUID
    contact_id: UUID
    author_id: UUID | None
    origin: str
    provider_id: str
    sender: str
    sender_name: str
    sender_why: str
    recipients: Sequence[str]
    cc: Sequence[str]
    bcc: Sequence[str]
    subject: str
    body: str
    body_cut: bool
    has_html: bool
    attachments: Sequence[dict[str, str | int | bool]]
    automatic: str
    defects: Sequence[str]
    in_reply_to: str
    refs: Sequence[str]
    intake_id: UUID | None
    blob_id: UUID | None
    sent_at: datetime | None
    mentions: Sequence[str]
    placed_in: UUID
    shown_in: UUID
    protected: str = ""
    html: str = ""
    """Of messages of ours only; those that came in are read out of their originals."""
    parts: Sequence[dict[str, str | int]] | None = ()
    """Stretches of `body`: reply, quote, signature or forward; none where all of it is the reply, None where that was never told."""
    signature: str = ""
    """The team's signature below a message of ours, as text."""
    page: str = ""
    """The page a visitor wrote it on."""
    choices: Sequence[str] = ()
    """Answers a message of ours offers."""
    said: str = ""
    """How it was said where not in words or files, with a title and a link (MSG-01)."""
    said_title: str = ""
    said_url: str = ""
    template: str = ""
    """The template that a message of ours is made of (WAB-02)."""
    template_language: str = ""


@dataclass(slots=True)
class ReactionRow:
    """The contact's reaction to a message."""

    account_id: UUID
    message_id: UUID
    contact_id: UUID
    reaction: str
    at: datetime
    position: int


@dataclass(slots=True)
class DeliveryRow:
    """How far a message of ours has got."""

    account_id: UUID
    message_id: UUID
    state: str
    attempts: int
    code: int | None
    reason: str
    since: datetime
    not_before: datetime | None
    position: int
    """Of what was heard of it last."""
    unseen: bool = False
    """It is read where it was posted, and was neither seen nor mailed yet (CHT-11)."""


@dataclass(slots=True)
class DecisionRow:
    """Something decided about the conversation, or about where a message belongs."""

    account_id: UUID
    conversation_id: UUID
    position: int
    topic: str
    message_id: UUID | None
    at: datetime
    actor: str
    details: dict[str, Any]
    shown_in: UUID


THREADS = Table("thread", ThreadRow, ("account_id", "conversation_id"))
MESSAGES = Table("thread_messages", MessageRow, ("account_id", "message_id"))
REACTIONS = Table("thread_reactions", ReactionRow, ("account_id", "message_id"))
DELIVERIES = Table("thread_deliveries", DeliveryRow, ("account_id", "message_id"))
DECISIONS = Table("thread_decisions", DecisionRow, ("account_id", "conversation_id", "position"))
