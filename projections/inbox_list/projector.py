"""How events change the inbox list."""

from collections.abc import Sequence

from domain.contact.events import ContactCreated, ContactErased, ContactRenamed, IdentityAdded
from domain.conversation.attribution_events import MessageAttributed, MessageReattributed
from domain.conversation.content import BY_PEOPLE
from domain.conversation.events import (
    PERSONAL_SOURCES,
    REOPENING,
    UNDONE,
    AssignmentDecided,
    ConversationClosed,
    ConversationReopened,
    ConversationStarted,
    OwnerTold,
    ThreadingDecided,
    TicketSkipped,
)
from domain.conversation.handling_events import (
    ConversationFiled,
    ConversationPrioritySet,
    ConversationPropertySet,
    ConversationSnoozed,
    ConversationTagged,
    ConversationUntagged,
    ConversationWoken,
    MacroApplied,
    NoteWithdrawn,
    NoteWritten,
)
from domain.conversation.messages import (
    MessageBounced,
    MessagePosted,
    MessageReceived,
    MessageSent,
    SendFailed,
    SendRefused,
    SendRescheduled,
    SendRetried,
    SendStarted,
    SendUnresolved,
)
from domain.kernel.event import Event
from projections.common.db import Db
from projections.common.handlers import Finish, Handlers
from projections.common.masking import Mask
from projections.common.projector import FORGETTING, Forgetting, PersonalView
from projections.common.recorded import Recorded
from projections.common.texts import preview_of
from projections.common.unread import UNREAD
from projections.inbox_list import calls, dues, forgetting, placing, tickets
from projections.inbox_list.fold import InboxFold
from projections.inbox_list.lines import line_of, said_in
from projections.inbox_list.rows import ContactRow, ConversationRow, MentionRow
from projections.inbox_list.shelves import shelve
from projections.inbox_list.valued import with_value


class InboxList(PersonalView):
    """One row per conversation, its versions by position, and counters."""

    name = "inbox_list"
    version = 10
    tables = (
        "inbox_list", "inbox_list_history", "inbox_list_counters", "inbox_list_contacts", "inbox_list_mentions",
        "inbox_list_messages", "inbox_list_valued", "inbox_list_dues",
    )  # fmt: skip

    alone = placing.ALONE

    @property
    def handles(self) -> frozenset[type[Event]]:
        """The events it wants to see."""
        return on.facts | FORGETTING

    def fold(self, batch: Sequence[Recorded], db: Db) -> Finish:
        """Apply events."""
        return on.fold(InboxFold, batch, db)

    def fold_alone(self, recorded: Recorded, db: Db) -> None:
        """Show messages elsewhere, and make the rows of the conversations anew that show others now."""
        faces = placing.follow(db, recorded.event)
        on.fold(lambda batch, db: InboxFold(batch, db, faces), [recorded], db)()

    def erase(self, event: ContactErased, db: Db) -> None:
        """Erase the contact's rows, past ones too."""
        forgetting.erase(db, event)

    def mask(self, event: Forgetting, mask: Mask, db: Db) -> None:
        """Mask previews and subjects made of mentioning messages."""
        forgetting.mask(db, event, mask)


on: Handlers[InboxFold] = Handlers()
placing.register(on)
calls.register(on)
dues.register(on)
tickets.register(on)


@on
def contact_created(fold: InboxFold, _: int, event: ContactCreated) -> None:
    """Somebody new; their conversations come later."""
    fold.contacts.add(ContactRow(event.account_id, event.originator_id, event.name))


@on
def contact_described(fold: InboxFold, position: int, event: ContactRenamed | IdentityAdded) -> None:
    """Show a contact by name, and by the first address they are reached by."""
    contact = fold.contacts[event.account_id, event.originator_id]
    if isinstance(event, ContactRenamed):
        contact.name = event.name
    elif contact.address is None and event.kind not in UNREAD:
        contact.address = event.value
    else:
        return
    for row in fold.rows_of(contact):
        fold.touch(row, position, event)
        row.contact_name, row.contact_address = contact.name, contact.address


@on
def started(fold: InboxFold, position: int, event: ConversationStarted) -> None:
    """A conversation enters the list."""
    contact = fold.contacts[event.account_id, event.contact_id]
    row = ConversationRow(
        account_id=event.account_id,
        conversation_id=event.originator_id,
        inbox_id=event.inbox_id,
        channel_id=event.channel_id,
        kind=event.channel_kind,
        contact_id=event.contact_id,
        contact_name=contact.name,
        contact_address=contact.address,
        subject=event.subject,
        preview=None,
        status="open",
        shelf="open",
        snoozed_until=None,
        priority="none",
        tags=(),
        assignee_id=None,
        ticket_id=None,
        message_count=0,
        first_message_id=None,
        last_message_id=None,
        last_direction="",
        active_at=event.timestamp,
        waiting_since=None,
        version=event.originator_version,
        position=position,
        valid_from=position,
        command_id=event.envelope.command_id,
    )
    fold.start(row)


@on
def message(fold: InboxFold, position: int, event: MessageReceived | MessagePosted) -> None:
    """The newest message is what the row shows; a person's message waits for a person's answer (MSG-05, CNV-10)."""
    row = fold.row(event)
    fold.touch(row, position, event)
    row.version = event.originator_version
    row.first_message_id = row.first_message_id or event.message_id
    row.last_message_id = event.message_id
    row.message_count += 1
    row.preview = preview_of(said_in(event))
    row.active_at = event.timestamp
    fold.messages.append(line_of(position, event, row.preview))
    if isinstance(event, MessagePosted):
        row.last_direction = "out"
        if event.origin in BY_PEOPLE:
            row.waiting_since = None
    else:
        row.last_direction, row.news_position = "in", position
        if not event.automatic:
            row.waiting_since = row.waiting_since or event.timestamp


@on
def decided(
    fold: InboxFold, position: int, event: AssignmentDecided | ConversationClosed | ConversationReopened
) -> None:
    """Somebody else has it, or nothing more is owed, or it is open again."""
    row = fold.row(event)
    fold.touch(row, position, event)
    row.version = event.originator_version
    match event:
        case AssignmentDecided():
            row.assignee_id, row.team_id = event.assignee_id, event.team_id
            nobody = event.assignee_id is None and event.source not in PERSONAL_SOURCES
            row.unassigned_since = (row.unassigned_since or event.timestamp) if nobody else None
        case ConversationClosed():
            row.status, row.waiting_before, row.waiting_since = "closed", row.waiting_since, None
            row.settled_before, row.settled = row.settled, position
        case ConversationReopened():
            row.status = "open"
            if row.assignee_id is None and event.reason in REOPENING:
                row.unassigned_since = event.timestamp
            if event.reason in {"send_cancelled", UNDONE}:
                row.settled = row.settled_before
            if event.reason == UNDONE:
                row.waiting_since = row.waiting_before
    shelve(row)


@on
def handled(
    fold: InboxFold,
    position: int,
    event: ConversationSnoozed
    | ConversationWoken
    | ConversationFiled
    | ConversationTagged
    | ConversationUntagged
    | ConversationPrioritySet
    | ConversationPropertySet,
) -> None:
    """It is put off or away or back, or carries another mark."""
    row = fold.row(event)
    fold.touch(row, position, event)
    row.version = event.originator_version
    match event:
        case ConversationSnoozed():
            row.snoozed_until = event.until
        case ConversationWoken():
            row.snoozed_until = None
        case ConversationFiled():
            row.folder = event.folder
        case ConversationTagged():
            row.tags = (*row.tags, event.tag)
        case ConversationUntagged():
            row.tags = tuple(tag for tag in row.tags if tag != event.tag)
        case ConversationPrioritySet():
            row.priority = event.priority
        case ConversationPropertySet():
            row.properties = with_value(row.properties, event)
    shelve(row)


@on
def passed(
    fold: InboxFold,
    position: int,
    event: ThreadingDecided
    | MessageAttributed
    | MessageReattributed
    | TicketSkipped
    | OwnerTold
    | SendStarted
    | MessageSent
    | MessageBounced
    | SendFailed
    | SendUnresolved
    | SendRefused
    | SendRetried
    | SendRescheduled
    | MacroApplied,
) -> None:
    """Nothing the list shows, so no version of the row; but its stream went on, which If-Match compares."""
    row = fold.row(event)
    row.version, row.position = event.originator_version, position


@on
def noted(fold: InboxFold, position: int, event: NoteWritten | NoteWithdrawn) -> None:
    """A note is news, and may call users, until it is taken back; the row shows nothing of it."""
    row = fold.row(event)
    row.version, row.position = event.originator_version, position
    if isinstance(event, NoteWithdrawn):
        fold.mentions.withdrawn(event.account_id, event.note_id)
        return
    row.news_position = position
    fold.messages.append(line_of(position, event, None))
    for user_id in dict.fromkeys(event.mentions):
        fold.mentions.add(MentionRow(event.account_id, event.note_id, user_id, event.originator_id, position))
