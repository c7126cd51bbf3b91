"""The rows of the timeline."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from projections.common.table import Table


@dataclass(slots=True)
class EntryRow:
    """An event that concerns an object."""

    account_id: UUID
    object_kind: str
    object_id: UUID
    position: int
    topic: str
    actor: str
    at: datetime
    correlation_id: UUID
    causation_id: UUID | None


TIMELINE = Table("timeline", EntryRow, ("account_id", "object_id", "position"))
