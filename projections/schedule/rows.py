"""The rows of schedules; their columns are described where they are read, in `queries`."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from projections.common.table import Table


@dataclass(slots=True)
class ScheduleRow:
    """One schedule, archived ones too: what goes by them still does."""

    account_id: UUID
    schedule_id: UUID
    name: str
    zone: str
    ranges: Sequence[Sequence[int | str]]
    holidays: Sequence[Sequence[str]]
    account_holidays: bool
    archived: bool
    version: int
    position: int


SCHEDULES = Table("schedule", ScheduleRow, ("account_id", "schedule_id"))
