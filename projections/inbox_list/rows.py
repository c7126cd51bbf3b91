"""The rows of the inbox list; their columns are described where they are read, in `queries`."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from projections.common.table import Table

CALLED, TAKEN = "called", "taken"
"""Directions of lines: ours, though it answers nobody, as a call we place or words sent by themselves; a call answered."""


@dataclass(slots=True)
class ConversationRow:
    """A conversation as it stands. Personal columns are None until first set, whatever they are set to."""

    account_id: UUID
    conversation_id: UUID
    inbox_id: UUID
    channel_id: UUID
    kind: str
    contact_id: UUID
    contact_name: str | None
    contact_address: str | None
    subject: str | None
    preview: str | None
    status: str
    shelf: str
    """Where it is found: open, snoozed, closed, or the folder it was put into."""
    snoozed_until: datetime | None
    priority: str
    tags: Sequence[str]
    assignee_id: UUID | None
    ticket_id: UUID | None
    message_count: int
    first_message_id: UUID | None
    last_message_id: UUID | None
    last_direction: str
    active_at: datetime
    waiting_since: datetime | None
    version: int
    position: int
    valid_from: int
    """The position of the first event of the command that made this version of the row."""
    command_id: UUID | None
    news_position: int = 0
    """Of the newest message that came in or note: who has not seen that far has not read it."""
    folder: str = ""
    merged_into: UUID | None = None
    settled: int = 0
    """The position at which it was last closed: what came before waits for nothing."""
    settled_before: int = 0
    """The one before, for a closing that is undone."""
    waiting_before: datetime | None = None
    """Since when somebody waited when it was closed, for the same."""
    unassigned_since: datetime | None = None
    """Since when it waits for a rule to find somebody (RTG-10); None where somebody has it, or a person wants nobody to."""
    team_id: UUID | None = None
    properties: dict[str, str] = field(default_factory=dict)
    """Property -> its value as such values are compared, empty for a text: the list knows only that it has one."""
    due_at: datetime | None = None
    """When what it is promised first is due (CNV-10); history keeps nothing of that."""
    due: str = ""
    """How that stands: ahead, soon or overdue; empty where nothing is promised."""
    tickets: Sequence[str] = ()
    """The tickets it belongs to now; `ticket_id` is the last of them (TKT-04)."""


@dataclass(slots=True)
class PastRow(ConversationRow):
    """A conversation as it stood at positions from `valid_from` up to, not including, `valid_to`."""

    valid_to: int = 0


@dataclass(slots=True)
class ContactRow:
    """How a contact is shown in the list."""

    account_id: UUID
    contact_id: UUID
    name: str
    address: str | None = None


@dataclass(slots=True)
class MentionRow:
    """A note that calls a user, at its position; a note that was taken back has none."""

    account_id: UUID
    note_id: UUID
    user_id: UUID
    conversation_id: UUID
    position: int


@dataclass(slots=True)
class MessageRow:
    """What the list knows of a message or note, and where it stands; see `projections.thread.placing`.

    `direction` is in, out, note, called for a call of ours, taken for one that was answered, or gone for one that was
    cancelled. `waits`: it is a person's, who expects an answer.
    """

    account_id: UUID
    message_id: UUID
    conversation_id: UUID
    placed_in: UUID
    shown_in: UUID
    position: int
    at: datetime
    direction: str
    waits: bool
    preview: str | None


@dataclass(slots=True)
class CounterRow:
    """How many conversations of an inbox are in a scope: a shelf, unassigned, `mine:<user id>` or `channel:<channel id>`, the last three of open ones."""

    account_id: UUID
    inbox_id: UUID
    scope: str
    n: int


@dataclass(slots=True)
class DueRow:
    """What a conversation is promised: a reply and the resolution, each with its state: empty, warned or breached."""

    account_id: UUID
    promise_id: UUID
    conversation_id: UUID
    reply_goal: str = ""
    reply_due: datetime | None = None
    reply_state: str = ""
    resolution_due: datetime | None = None
    resolution_state: str = ""


CONVERSATIONS = Table("inbox_list", ConversationRow, ("account_id", "conversation_id"))
HISTORY = Table("inbox_list_history", PastRow, ("account_id", "conversation_id", "valid_from"))
CONTACTS = Table("inbox_list_contacts", ContactRow, ("account_id", "contact_id"))
MENTIONS = Table("inbox_list_mentions", MentionRow, ("account_id", "note_id", "user_id"))
MESSAGES = Table("inbox_list_messages", MessageRow, ("account_id", "message_id"))
DUES = Table("inbox_list_dues", DueRow, ("account_id", "promise_id"))
COUNTERS = Table("inbox_list_counters", CounterRow, ("account_id", "inbox_id", "scope"))
