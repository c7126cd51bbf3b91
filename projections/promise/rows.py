"""The rows of promises; their columns are described where they are read, in `queries`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from projections.common.table import Table


@dataclass(slots=True)
class PolicyRow:
    """One policy, archived ones too."""

    account_id: UUID
    policy_id: UUID
    name: str
    schedule_id: UUID | None
    inbox_ids: Sequence[UUID]
    channel_ids: Sequence[UUID]
    targets: Sequence[Sequence[str | int | None]]
    warn_minutes: int
    archived: bool
    version: int
    position: int


@dataclass(slots=True)
class PromiseRow:
    """What one conversation is promised; a state is empty, warned or breached."""

    account_id: UUID
    promise_id: UUID
    conversation_id: UUID
    inbox_id: UUID
    policy_id: UUID | None = None
    basis: str = ""
    running: bool = False
    warn_minutes: int = 0
    reply_goal: str = ""
    reply_due: datetime | None = None
    reply_state: str = ""
    resolution_due: datetime | None = None
    resolution_state: str = ""
    due_at: datetime | None = None
    """The soonest of what is due, broken or not."""
    next_at: datetime | None = None
    """When a clock has something to write."""
    met: int = 0
    breached: int = 0
    position: int = 0


POLICIES = Table("promise_policies", PolicyRow, ("account_id", "policy_id"))
PROMISES = Table("promise", PromiseRow, ("account_id", "promise_id"))
