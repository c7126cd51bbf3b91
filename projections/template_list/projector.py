"""How events change the templates. Nothing in them is personal: variables stand where people are named."""

from collections.abc import Sequence

from domain.kernel.event import Event
from domain.template.events import TemplateChanged, TemplateFound, TemplateGone
from projections.common.db import Db
from projections.common.grouped import Grouped
from projections.common.handlers import Finish, Handlers
from projections.common.projector import View
from projections.common.recorded import Recorded
from projections.common.rows import Rows
from projections.template_list.rows import TEMPLATES, TemplateRow

SAID = ("category", "status", "reason", "header", "body", "footer", "buttons")


class Templates(View):
    """The templates of numbers, with their state at Meta."""

    name = "template_list"
    version = 1
    tables = ("template_list",)

    @property
    def handles(self) -> frozenset[type[Event]]:
        """The events it wants to see."""
        return on.facts

    def fold(self, batch: Sequence[Recorded], db: Db) -> Finish:
        """Apply events."""
        return on.fold(Fold, batch, db)


class Fold:
    """The templates a batch touches."""

    def __init__(self, batch: Sequence[Recorded], db: Db) -> None:
        grouped = Grouped(batch)
        changed = grouped.keys((TemplateChanged, TemplateGone), "originator_id")
        self.templates = Rows(TEMPLATES, db, changed, new=grouped.keys((TemplateFound,), "originator_id"))

    def save(self) -> None:
        """Write everything."""
        self.templates.save()


on: Handlers[Fold] = Handlers()


@on
def found(fold: Fold, position: int, event: TemplateFound) -> None:
    """The number has it."""
    row = TemplateRow(
        event.account_id, event.originator_id, event.channel_id, event.inbox_id, event.name, event.language,
        **{name: getattr(event, name) for name in SAID},
        gone=False, changed_at=event.timestamp, version=event.originator_version, position=position,
    )  # fmt: skip
    fold.templates.add(row)


@on
def changed(fold: Fold, position: int, event: TemplateChanged | TemplateGone) -> None:
    """It is otherwise, or the number has it no more."""
    row = fold.templates[event.account_id, event.originator_id]
    row.changed_at, row.version, row.position = event.timestamp, event.originator_version, position
    row.gone = isinstance(event, TemplateGone)
    if isinstance(event, TemplateChanged):
        for name in SAID:
            setattr(row, name, getattr(event, name))
