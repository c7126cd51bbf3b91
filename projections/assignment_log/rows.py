"""The rows of the assignment log; their columns are described where they are read, in `queries`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from projections.common.table import Table


@dataclass(slots=True)
class DecisionRow:
    """One decision; what only one kind has is empty or None in the other."""

    account_id: UUID
    position: int
    kind: str
    conversation_id: UUID
    inbox_id: UUID
    channel_id: UUID
    outcome: str
    source: str
    assignee_id: UUID | None
    previous_id: UUID | None
    policy: str
    rule_version: int | None
    strategy: str
    available_only: bool | None
    reasons: Sequence[str]
    considered: Sequence[dict[str, str | int | bool | None]]
    facts_position: int | None
    advice: str
    actor: str
    at: datetime
    correlation_id: UUID
    trigger: str = ""
    team_id: UUID | None = None
    notice: str = ""
    """What became of the mail to an owner who was away: due, sent or refused; empty where none was asked for."""
    version: int = 0
    """Of the conversation, by the event."""


@dataclass(slots=True)
class ChannelRow:
    """The inbox of a channel."""

    account_id: UUID
    channel_id: UUID
    inbox_id: UUID


DECISIONS = Table("assignment_log", DecisionRow, ("account_id", "position"))
CHANNELS = Table("assignment_log_channels", ChannelRow, ("account_id", "channel_id"))
