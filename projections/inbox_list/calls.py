"""Calls in the inbox list: the newest thing of a conversation, and what ends somebody's waiting (CAL-01, CNV-01)."""

from uuid import UUID

from domain.conversation.calling_events import CallTaken, ContactCalled
from domain.kernel.ids import derived
from projections.common.handlers import Handlers
from projections.inbox_list.fold import InboxFold
from projections.inbox_list.rows import CALLED, TAKEN, MessageRow


def register(on: Handlers[InboxFold]) -> None:
    """Add these functions to the view's."""
    on(called)
    on(call_taken)


def called(fold: InboxFold, position: int, event: ContactCalled) -> None:
    """Somebody of ours calls: the newest thing there is, though nobody is answered by that."""
    row = fold.row(event)
    fold.touch(row, position, event)
    row.version = event.originator_version
    row.first_message_id = row.first_message_id or event.call_id
    row.last_message_id, row.last_direction, row.preview = event.call_id, "out", ""
    row.message_count += 1
    row.active_at = event.timestamp
    fold.messages.append(call_line(position, event, event.call_id, CALLED))


def call_taken(fold: InboxFold, position: int, event: CallTaken) -> None:
    """They talk: nobody waits for an answer any longer."""
    row = fold.row(event)
    fold.touch(row, position, event)
    row.version, row.waiting_since = event.originator_version, None
    fold.messages.append(call_line(position, event, derived(event.call_id, TAKEN), TAKEN))


def call_line(position: int, event: ContactCalled | CallTaken, line_id: UUID, direction: str) -> MessageRow:
    """Return what the list keeps of a call of ours, and of one that was answered."""
    return MessageRow(
        account_id=event.account_id,
        message_id=line_id,
        conversation_id=event.originator_id,
        placed_in=event.originator_id,
        shown_in=event.originator_id,
        position=position,
        at=event.timestamp,
        direction=direction,
        waits=False,
        preview="",
    )
