"""The rows of the timeline."""

from dataclasses import dataclass
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


TIMELINE = Table("timeline", EntryRow, ("account_id", "object_id", "position"))
