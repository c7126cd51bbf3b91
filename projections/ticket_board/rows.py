"""The rows of the ticket board; their columns are described where they are read, in `queries`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from projections.common.table import Table


@dataclass(slots=True)
class TicketRow:
    """One ticket."""

    account_id: UUID
    ticket_id: UUID
    contact_id: UUID
    conversation_id: UUID | None
    channel_id: UUID | None
    inbox_id: UUID
    name: str
    pipeline_id: UUID
    stage: str
    priority: str
    category: str
    source: str
    owner_id: UUID | None
    opened_at: datetime
    moved_at: datetime
    version: int
    position: int
    """Of the event that made it so."""
    description: str | None = None
    properties: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    contact_ids: Sequence[str] = ()
    conversation_ids: Sequence[str] = ()
    follows: bool = False
    closed_at: datetime | None = None
    reopened_at: datetime | None = None


@dataclass(slots=True)
class PastRow(TicketRow):
    """A ticket as it stood at positions from `position` up to, not including, `valid_to`."""

    valid_to: int = 0


@dataclass(slots=True)
class PipelineRow:
    """A pipeline with its stages in order."""

    account_id: UUID
    pipeline_id: UUID
    name: str
    stages: Sequence[dict[str, str | bool]]
    version: int
    position: int
    archived: bool = False
    removed: Mapping[str, str] = field(default_factory=dict)
    """Stages that are no more -> where their tickets go."""


@dataclass(slots=True)
class LinkRow:
    """A conversation or contact that a ticket has or had, beside those it was opened for."""

    account_id: UUID
    ticket_id: UUID
    object_id: UUID


@dataclass(slots=True)
class CounterRow:
    """How many tickets of an inbox are in a stage."""

    account_id: UUID
    pipeline_id: UUID
    inbox_id: UUID
    stage: str
    n: int


@dataclass(slots=True)
class MessageRow:
    """Which conversation a message is in."""

    account_id: UUID
    message_id: UUID
    conversation_id: UUID


TICKETS = Table("ticket_board", TicketRow, ("account_id", "ticket_id"))
HISTORY = Table("ticket_board_history", PastRow, ("account_id", "ticket_id", "position"))
PIPELINES = Table("ticket_board_pipelines", PipelineRow, ("account_id", "pipeline_id"))
LINKS = Table("ticket_board_links", LinkRow, ("account_id", "ticket_id", "object_id"))
COUNTERS = Table("ticket_board_counters", CounterRow, ("account_id", "pipeline_id", "inbox_id", "stage"))
MESSAGES = Table("ticket_board_messages", MessageRow, ("account_id", "message_id"))
