"""How events change saved views. Nothing in them is personal to a contact."""

from collections.abc import Sequence

from domain.kernel.event import Event
from domain.view.events import ViewChanged, ViewCreated, ViewRemoved, ViewRestored
from projections.common.db import Db
from projections.common.grouped import Grouped
from projections.common.handlers import Finish, Handlers
from projections.common.projector import View
from projections.common.recorded import Recorded
from projections.common.rows import Rows
from projections.saved_view.rows import VIEWS, ViewRow

LOOK = tuple(name for name in ViewChanged.__annotations__ if name != "TOPIC")


class SavedViews(View):
    """Every saved view."""

    name = "saved_view"
    version = 2
    tables = ("saved_view",)

    @property
    def handles(self) -> frozenset[type[Event]]:
        """The events it wants to see."""
        return on.facts

    def fold(self, batch: Sequence[Recorded], db: Db) -> Finish:
        """Apply events."""
        return on.fold(Fold, batch, db)


class Fold:
    """The views a batch touches."""

    def __init__(self, batch: Sequence[Recorded], db: Db) -> None:
        grouped = Grouped(batch)
        new = grouped.keys((ViewCreated,), "originator_id")
        self.views = Rows(VIEWS, db, grouped.keys(on.facts, "originator_id"), new=new)

    def save(self) -> None:
        """Write everything."""
        self.views.save()


on: Handlers[Fold] = Handlers()


@on
def created(fold: Fold, position: int, event: ViewCreated) -> None:
    """A view was saved."""
    look = {name: getattr(event, name) for name in LOOK}
    row = ViewRow(
        event.account_id, event.originator_id, event.owner_id, **look,
        removed=False, version=event.originator_version, position=position,
    )  # fmt: skip
    fold.views.add(row)


@on
def changed(fold: Fold, position: int, event: ViewChanged | ViewRemoved | ViewRestored) -> None:
    """It is otherwise, away, or back."""
    row = fold.views[event.account_id, event.originator_id]
    row.version, row.position = event.originator_version, position
    if isinstance(event, ViewChanged):
        for name in LOOK:
            setattr(row, name, getattr(event, name))
    else:
        row.removed = isinstance(event, ViewRemoved)
