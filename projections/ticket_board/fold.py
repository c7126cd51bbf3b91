"""Everything a batch touches on the ticket board, read before and written after."""

from collections import Counter
from collections.abc import Sequence

from domain.kernel.event import Event
from domain.pipeline import events as pipelines
from domain.ticket import events as tickets
from projections.common.counters import bump
from projections.common.db import Db
from projections.common.grouped import Grouped
from projections.common.recorded import Recorded
from projections.common.rows import Rows
from projections.common.table import Key
from projections.ticket_board.rows import (
    COUNTERS,
    HISTORY,
    LINKS,
    MESSAGES,
    PIPELINES,
    TICKETS,
    LinkRow,
    MessageRow,
    PastRow,
    PipelineRow,
    TicketRow,
)

OPENINGS: tuple[type[Event], ...] = (tickets.TicketOpened, tickets.TicketDirectlyOpened)
CHANGES: tuple[type[Event], ...] = (
    tickets.TicketMoved, tickets.TicketPipelineChanged, tickets.TicketOwnerSet, tickets.TicketPrioritySet,
    tickets.TicketCategorySet, tickets.TicketRenamed, tickets.TicketDescribed, tickets.TicketPropertySet,
    tickets.TicketConversationLinked, tickets.TicketConversationUnlinked, tickets.TicketContactLinked,
    tickets.TicketContactUnlinked,
)  # fmt: skip
PIPELINE_CHANGES: tuple[type[Event], ...] = (
    pipelines.PipelineRenamed, pipelines.StagesChanged, pipelines.StageRemoved, pipelines.PipelineArchived,
    pipelines.PipelineRestored,
)  # fmt: skip


class Fold:
    """The rows of a batch."""

    def __init__(self, batch: Sequence[Recorded], db: Db) -> None:
        self.db = db
        grouped = Grouped(batch)
        changed = grouped.keys(CHANGES, "originator_id")
        self.tickets = Rows(TICKETS, db, changed, new=grouped.keys(OPENINGS, "originator_id"))
        self.pipelines = Rows(PIPELINES, db, grouped.keys(PIPELINE_CHANGES, "originator_id"))
        linked = grouped.keys((tickets.TicketConversationLinked,), "originator_id", "conversation_id")
        self.links = Rows(
            LINKS, db, linked | grouped.keys((tickets.TicketContactLinked,), "originator_id", "contact_id")
        )
        self.messages: list[MessageRow] = []
        self._history: list[PastRow] = []
        self._deltas: Counter[Key] = Counter()

    def change(self, position: int, event: Event) -> TicketRow:
        """Return the ticket whose stream the event is in, as it is about to be; what it was is kept."""
        row = self.tickets[event.account_id, event.originator_id]
        self._history.append(PastRow(*(*TICKETS.values_of(row), position)))
        row.version, row.position = event.originator_version, position
        return row

    def pipeline(self, position: int, event: Event) -> PipelineRow:
        """Return the pipeline whose stream the event is in."""
        row = self.pipelines[event.account_id, event.originator_id]
        row.version, row.position = event.originator_version, position
        return row

    def link(self, event: tickets.TicketConversationLinked | tickets.TicketContactLinked) -> None:
        """Remember what the ticket is found by."""
        linked = event.contact_id if isinstance(event, tickets.TicketContactLinked) else event.conversation_id
        self.links.add(LinkRow(event.account_id, event.originator_id, linked))

    def count(self, row: TicketRow, n: int) -> None:
        """Count a ticket in or out of its stage."""
        self._deltas[row.account_id, row.pipeline_id, row.inbox_id, row.stage] += n

    def save(self) -> None:
        """Write everything."""
        self.tickets.save()
        self.pipelines.save()
        self.links.save()
        HISTORY.insert(self.db, self._history)
        MESSAGES.insert(self.db, self.messages)
        bump(self.db, COUNTERS, self._deltas)
