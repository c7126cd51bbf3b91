"""How events change the ticket board."""

from collections import Counter
from collections.abc import Sequence
from typing import get_args

from domain.contact.events import ContactErased
from domain.conversation.messages import MessagePosted, MessageReceived
from domain.kernel.event import Event
from domain.kernel.personal import ERASED
from domain.pipeline.events import PipelineCreated, StagesChanged
from domain.ticket.events import (
    TicketCategorySet,
    TicketMoved,
    TicketOpened,
    TicketOwnerSet,
    TicketPrioritySet,
    TicketRenamed,
)
from projections.common.counters import bump
from projections.common.db import Db
from projections.common.grouped import Grouped
from projections.common.handlers import Handlers
from projections.common.masking import Mask, mask_texts
from projections.common.projector import FORGETTING, Forgetting, PersonalView
from projections.common.recorded import Recorded
from projections.common.rows import Rows
from projections.common.table import Key
from projections.ticket_board.rows import (
    COUNTERS,
    HISTORY,
    MESSAGES,
    PIPELINES,
    TICKETS,
    MessageRow,
    PastRow,
    PipelineRow,
    TicketRow,
)

Changed = TicketMoved | TicketOwnerSet | TicketPrioritySet | TicketCategorySet | TicketRenamed
CHANGES = get_args(Changed)
TABLES = (
    ("ticket_board", ("account_id", "ticket_id")),
    ("ticket_board_history", ("account_id", "ticket_id", "position")),
)
MENTIONED = """account_id = %s AND conversation_id IN (
    SELECT conversation_id FROM ticket_board_messages WHERE account_id = %s AND message_id = ANY(%s))"""


class TicketBoard(PersonalView):
    """Tickets, pipelines, and counters per stage."""

    name = "ticket_board"
    version = 3
    tables = (
        "ticket_board",
        "ticket_board_history",
        "ticket_board_pipelines",
        "ticket_board_counters",
        "ticket_board_messages",
    )

    @property
    def handles(self) -> frozenset[type[Event]]:
        """The events it wants to see."""
        return on.facts | FORGETTING

    def fold(self, batch: Sequence[Recorded], db: Db) -> None:
        """Apply events."""
        on.fold(Fold, batch, db)

    def erase(self, event: ContactErased, db: Db) -> None:
        """Erase the names of the contact's tickets, past ones too."""
        for table, _ in TABLES:
            erased = f"UPDATE {table} SET name = '{ERASED}' WHERE account_id = %s AND contact_id = %s"
            db.execute(erased.encode(), [event.account_id, event.originator_id])

    def mask(self, event: Forgetting, mask: Mask, db: Db) -> None:
        """Mask the names of tickets whose conversation mentions somebody erased."""
        if event.mentions:
            found = event.account_id, event.account_id, list(event.mentions)
            for table, key in TABLES:
                mask_texts(db, table, key, ("name",), mask, MENTIONED, *found)


class Fold:
    """Everything a batch touches in this view."""

    def __init__(self, batch: Sequence[Recorded], db: Db) -> None:
        self.db = db
        grouped = Grouped(batch)
        changed = grouped.keys(CHANGES, "originator_id")
        self.tickets = Rows(TICKETS, db, changed, new=grouped.keys((TicketOpened,), "originator_id"))
        self.pipelines = Rows(PIPELINES, db, grouped.keys((StagesChanged,), "originator_id"))
        self.messages: list[MessageRow] = []
        self._history: list[PastRow] = []
        self._deltas: Counter[Key] = Counter()

    def change(self, position: int, event: Event) -> TicketRow:
        """Return the ticket whose stream the event is in, as it is about to be; what it was is kept."""
        row = self.tickets[event.account_id, event.originator_id]
        self._history.append(PastRow(*(*TICKETS.values_of(row), position)))
        row.version, row.position = event.originator_version, position
        return row

    def count(self, row: TicketRow, n: int) -> None:
        """Count a ticket in or out of its stage."""
        self._deltas[row.account_id, row.pipeline_id, row.inbox_id, row.stage] += n

    def save(self) -> None:
        """Write everything."""
        self.tickets.save()
        self.pipelines.save()
        HISTORY.insert(self.db, self._history)
        MESSAGES.insert(self.db, self.messages)
        bump(self.db, COUNTERS, self._deltas)


on: Handlers[Fold] = Handlers()


@on
def opened(fold: Fold, position: int, event: TicketOpened) -> None:
    """A ticket exists."""
    row = TicketRow(
        account_id=event.account_id,
        ticket_id=event.originator_id,
        contact_id=event.contact_id,
        conversation_id=event.conversation_id,
        channel_id=event.channel_id,
        inbox_id=event.inbox_id,
        name=event.name,
        pipeline_id=event.pipeline_id,
        stage=event.stage,
        priority=event.priority,
        category=event.category,
        source=event.source,
        owner_id=event.owner_id,
        opened_at=event.timestamp,
        moved_at=event.timestamp,
        version=event.originator_version,
        position=position,
    )
    fold.count(fold.tickets.add(row), 1)


@on
def changed(fold: Fold, position: int, event: Changed) -> None:
    """A ticket moved on, or one of its properties changed."""
    row = fold.change(position, event)
    match event:
        case TicketMoved():
            fold.count(row, -1)
            row.stage, row.moved_at = event.stage, event.timestamp
            fold.count(row, 1)
        case TicketOwnerSet():
            row.owner_id = event.owner_id
        case TicketPrioritySet():
            row.priority = event.priority
        case TicketCategorySet():
            row.category = event.category
        case TicketRenamed():
            row.name = event.name


@on
def pipeline_created(fold: Fold, position: int, event: PipelineCreated) -> None:
    """A pipeline exists."""
    row = PipelineRow(
        event.account_id, event.originator_id, event.name, event.stages, event.originator_version, position
    )
    fold.pipelines.add(row)


@on
def stages_changed(fold: Fold, position: int, event: StagesChanged) -> None:
    """A pipeline has other stages."""
    row = fold.pipelines[event.account_id, event.originator_id]
    row.stages, row.version, row.position = event.stages, event.originator_version, position


@on
def message(fold: Fold, _: int, event: MessageReceived | MessagePosted) -> None:
    """Remember whose message it is."""
    fold.messages.append(MessageRow(event.account_id, event.message_id, event.originator_id))
