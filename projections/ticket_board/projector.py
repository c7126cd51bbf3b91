"""How events change the ticket board."""

from collections.abc import Sequence

from domain.contact.events import ContactErased
from domain.conversation.messages import MessagePosted, MessageReceived
from domain.kernel.event import Event
from domain.pipeline import events as pipelines
from domain.ticket import events as tickets
from projections.common.db import Db
from projections.common.handlers import Finish, Handlers
from projections.common.masking import Mask
from projections.common.projector import FORGETTING, Forgetting, PersonalView
from projections.common.recorded import Recorded
from projections.ticket_board import forgetting
from projections.ticket_board.fold import Fold
from projections.ticket_board.rows import MessageRow, PipelineRow, TicketRow


class TicketBoard(PersonalView):
    """Tickets, pipelines, and counters per stage."""

    name = "ticket_board"
    version = 4
    tables = (
        "ticket_board",
        "ticket_board_history",
        "ticket_board_links",
        "ticket_board_pipelines",
        "ticket_board_counters",
        "ticket_board_messages",
    )

    @property
    def handles(self) -> frozenset[type[Event]]:
        """The events it wants to see."""
        return on.facts | FORGETTING

    def fold(self, batch: Sequence[Recorded], db: Db) -> Finish:
        """Apply events."""
        return on.fold(Fold, batch, db)

    def erase(self, event: ContactErased, db: Db) -> None:
        """Erase the texts of the contact's tickets, past ones too."""
        forgetting.erase(db, event)

    def mask(self, event: Forgetting, mask: Mask, db: Db) -> None:
        """Mask the texts of tickets that may name somebody erased."""
        forgetting.mask(db, event, mask)


on: Handlers[Fold] = Handlers()


@on
def opened(fold: Fold, position: int, event: tickets.TicketOpened | tickets.TicketDirectlyOpened) -> None:
    """A ticket exists."""
    of_conversation = event if isinstance(event, tickets.TicketOpened) else None
    row = TicketRow(
        account_id=event.account_id,
        ticket_id=event.originator_id,
        contact_id=event.contact_id,
        conversation_id=of_conversation.conversation_id if of_conversation else None,
        channel_id=of_conversation.channel_id if of_conversation else None,
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
        contact_ids=[str(event.contact_id)],
        conversation_ids=[str(of_conversation.conversation_id)] if of_conversation else [],
        follows=of_conversation is not None and of_conversation.follows,
    )
    fold.count(fold.tickets.add(row), 1)


@on
def moved(fold: Fold, position: int, event: tickets.TicketMoved | tickets.TicketPipelineChanged) -> None:
    """A ticket moved on."""
    row = fold.change(position, event)
    fold.count(row, -1)
    if isinstance(event, tickets.TicketPipelineChanged):
        row.pipeline_id = event.pipeline_id
    row.stage, row.moved_at = event.stage, event.timestamp
    fold.count(row, 1)
    # events of old do not say whether the stage is one of tickets that are done
    closed = event.stage == "closed" if event.closed is None else event.closed
    if closed and row.closed_at is None:
        row.closed_at = event.timestamp
    elif not closed and row.closed_at is not None:
        row.closed_at, row.reopened_at = None, event.timestamp


@on
def changed(
    fold: Fold,
    position: int,
    event: tickets.TicketOwnerSet
    | tickets.TicketPrioritySet
    | tickets.TicketCategorySet
    | tickets.TicketRenamed
    | tickets.TicketDescribed
    | tickets.TicketPropertySet,
) -> None:
    """One of a ticket's properties changed."""
    row = fold.change(position, event)
    match event:
        case tickets.TicketOwnerSet():
            row.owner_id, row.follows = event.owner_id, event.followed
        case tickets.TicketPrioritySet():
            row.priority = event.priority
        case tickets.TicketCategorySet():
            row.category = event.category
        case tickets.TicketRenamed():
            row.name = event.name
        case tickets.TicketDescribed():
            row.description = event.description
        case tickets.TicketPropertySet():
            key = str(event.property_id)
            kept = {one: value for one, value in row.properties.items() if one != key}
            value = {"kind": event.kind, "value": event.text if event.kind == "text" else event.value}
            row.properties = kept if event.cleared else {**kept, key: value}


@on
def linked(
    fold: Fold,
    position: int,
    event: tickets.TicketConversationLinked
    | tickets.TicketConversationUnlinked
    | tickets.TicketContactLinked
    | tickets.TicketContactUnlinked,
) -> None:
    """A ticket has a conversation or contact more, or less."""
    row = fold.change(position, event)
    match event:
        case tickets.TicketConversationLinked():
            fold.link(event)
            row.conversation_ids = [*row.conversation_ids, str(event.conversation_id)]
        case tickets.TicketConversationUnlinked():
            gone = str(event.conversation_id)
            row.conversation_ids = [one for one in row.conversation_ids if one != gone]
        case tickets.TicketContactLinked():
            fold.link(event)
            row.contact_ids = [*row.contact_ids, str(event.contact_id)]
        case tickets.TicketContactUnlinked():
            row.contact_ids = [one for one in row.contact_ids if one != str(event.contact_id)]


@on
def pipeline_created(fold: Fold, position: int, event: pipelines.PipelineCreated) -> None:
    """A pipeline exists."""
    row = PipelineRow(
        event.account_id, event.originator_id, event.name, event.stages, event.originator_version, position
    )
    fold.pipelines.add(row)


@on
def pipeline_changed(
    fold: Fold,
    position: int,
    event: pipelines.PipelineRenamed
    | pipelines.StagesChanged
    | pipelines.StageRemoved
    | pipelines.PipelineArchived
    | pipelines.PipelineRestored,
) -> None:
    """A pipeline is called otherwise, has other stages, or takes new tickets or none."""
    row = fold.pipeline(position, event)
    match event:
        case pipelines.PipelineRenamed():
            row.name = event.name
        case pipelines.StagesChanged():
            row.stages = event.stages
        case pipelines.StageRemoved():
            row.stages = [stage for stage in row.stages if stage["key"] != event.stage]
            row.removed = {**row.removed, event.stage: event.into}
        case pipelines.PipelineArchived():
            row.archived = True
        case pipelines.PipelineRestored():
            row.archived = False


@on
def message(fold: Fold, _: int, event: MessageReceived | MessagePosted) -> None:
    """Remember whose message it is."""
    fold.messages.append(MessageRow(event.account_id, event.message_id, event.originator_id))
