"""How events change schedules. Nothing in them is personal to a contact."""

from collections.abc import Sequence
from typing import Any

from domain.kernel.event import Event
from domain.schedule.events import ScheduleArchived, ScheduleChanged, ScheduleCreated, ScheduleRestored
from projections.common.db import Db
from projections.common.grouped import Grouped
from projections.common.handlers import Finish, Handlers
from projections.common.projector import View
from projections.common.recorded import Recorded
from projections.common.rows import Rows
from projections.schedule.rows import SCHEDULES, ScheduleRow


class Schedules(View):
    """Every schedule."""

    name = "schedule"
    version = 1
    tables = ("schedule",)

    @property
    def handles(self) -> frozenset[type[Event]]:
        """The events it wants to see."""
        return on.facts

    def fold(self, batch: Sequence[Recorded], db: Db) -> Finish:
        """Apply events."""
        return on.fold(Fold, batch, db)


class Fold:
    """The schedules a batch touches."""

    def __init__(self, batch: Sequence[Recorded], db: Db) -> None:
        grouped = Grouped(batch)
        new = grouped.keys((ScheduleCreated,), "originator_id")
        self.schedules = Rows(SCHEDULES, db, grouped.keys(on.facts, "originator_id"), new=new)

    def save(self) -> None:
        """Write everything."""
        self.schedules.save()


on: Handlers[Fold] = Handlers()


@on
def created(fold: Fold, position: int, event: ScheduleCreated) -> None:
    """Operating hours were written down."""
    row = ScheduleRow(
        event.account_id, event.originator_id, event.name, event.zone, _listed(event.ranges),
        _listed(event.holidays), event.account_holidays, archived=False, version=1, position=position,
    )  # fmt: skip
    fold.schedules.add(row)


@on
def changed(fold: Fold, position: int, event: ScheduleChanged | ScheduleArchived | ScheduleRestored) -> None:
    """They are others, away, or back."""
    row = fold.schedules[event.account_id, event.originator_id]
    row.version, row.position = event.originator_version, position
    if isinstance(event, ScheduleChanged):
        row.name, row.zone, row.account_holidays = event.name, event.zone, event.account_holidays
        row.ranges, row.holidays = _listed(event.ranges), _listed(event.holidays)
    else:
        row.archived = isinstance(event, ScheduleArchived)


def _listed(pieces: Sequence[Sequence[Any]]) -> list[list[Any]]:
    return [list(one) for one in pieces]
