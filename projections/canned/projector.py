"""How events change what is prepared. Nothing in it is personal: tokens stand where people are named."""

from collections.abc import Sequence

from domain.canned.events import (
    CannedReplyChanged,
    CannedReplyCreated,
    CannedReplyDeleted,
    CannedReplyRestored,
)
from domain.kernel.event import Event
from domain.macro.events import MacroChanged, MacroCreated, MacroDeleted, MacroRestored
from projections.canned.rows import MACROS, REPLIES, MacroRow, ReplyRow
from projections.common.db import Db
from projections.common.grouped import Grouped
from projections.common.handlers import Finish, Handlers
from projections.common.projector import View
from projections.common.recorded import Recorded
from projections.common.rows import Rows

REPLY_FACTS = (CannedReplyChanged, CannedReplyDeleted, CannedReplyRestored)
MACRO_FACTS = (MacroChanged, MacroDeleted, MacroRestored)


class Canned(View):
    """Canned replies and macros, deleted ones too: they can be restored."""

    name = "canned"
    version = 1
    tables = ("canned_replies", "canned_macros")

    @property
    def handles(self) -> frozenset[type[Event]]:
        """The events it wants to see."""
        return on.facts

    def fold(self, batch: Sequence[Recorded], db: Db) -> Finish:
        """Apply events."""
        return on.fold(Fold, batch, db)


class Fold:
    """What a batch touches."""

    def __init__(self, batch: Sequence[Recorded], db: Db) -> None:
        grouped = Grouped(batch)
        new_replies = grouped.keys((CannedReplyCreated,), "originator_id")
        new_macros = grouped.keys((MacroCreated,), "originator_id")
        self.replies = Rows(REPLIES, db, grouped.keys(REPLY_FACTS, "originator_id"), new=new_replies)
        self.macros = Rows(MACROS, db, grouped.keys(MACRO_FACTS, "originator_id"), new=new_macros)

    def save(self) -> None:
        """Write everything."""
        self.replies.save()
        self.macros.save()


on: Handlers[Fold] = Handlers()


@on
def reply_created(fold: Fold, position: int, event: CannedReplyCreated) -> None:
    """A text was prepared."""
    row = ReplyRow(
        event.account_id, event.originator_id, event.name, event.shortcut, event.text, event.scope, event.scope_id,
        deleted=False, changed_at=event.timestamp, version=event.originator_version, position=position,
    )  # fmt: skip
    fold.replies.add(row)


@on
def reply_changed(
    fold: Fold, position: int, event: CannedReplyChanged | CannedReplyDeleted | CannedReplyRestored
) -> None:
    """It says something else, or is offered no longer, or again."""
    row = fold.replies[event.account_id, event.originator_id]
    row.changed_at, row.version, row.position = event.timestamp, event.originator_version, position
    match event:
        case CannedReplyChanged():
            row.name, row.shortcut, row.text = event.name, event.shortcut, event.text
            row.scope, row.scope_id = event.scope, event.scope_id
        case _:
            row.deleted = isinstance(event, CannedReplyDeleted)


@on
def macro_created(fold: Fold, position: int, event: MacroCreated) -> None:
    """Deeds were put together."""
    row = MacroRow(
        event.account_id, event.originator_id, event.name, event.actions, event.scope, event.scope_id,
        deleted=False, changed_at=event.timestamp, version=event.originator_version, position=position,
    )  # fmt: skip
    fold.macros.add(row)


@on
def macro_changed(fold: Fold, position: int, event: MacroChanged | MacroDeleted | MacroRestored) -> None:
    """It does something else, or is offered no longer, or again."""
    row = fold.macros[event.account_id, event.originator_id]
    row.changed_at, row.version, row.position = event.timestamp, event.originator_version, position
    match event:
        case MacroChanged():
            row.name, row.actions = event.name, event.actions
            row.scope, row.scope_id = event.scope, event.scope_id
        case _:
            row.deleted = isinstance(event, MacroDeleted)
