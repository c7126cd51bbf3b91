"""The line that the list keeps of each message and note, so that a row can be made anew of them (CNV-07)."""

from domain.conversation.content import BY_PEOPLE
from domain.conversation.handling_events import NoteWritten
from domain.conversation.messages import MessagePosted, MessageReceived
from projections.inbox_list.rows import CALLED, MessageRow


def line_of(
    position: int, event: MessageReceived | MessagePosted | NoteWritten, preview: str | None
) -> MessageRow:
    """Return what the list keeps of a message or note."""
    return MessageRow(
        account_id=event.account_id,
        message_id=event.note_id if isinstance(event, NoteWritten) else event.message_id,
        conversation_id=event.originator_id,
        placed_in=event.originator_id,
        shown_in=event.originator_id,
        position=position,
        at=event.timestamp,
        direction=_direction(event),
        waits=isinstance(event, MessageReceived) and not event.automatic,
        preview=preview,
    )


def _direction(event: MessageReceived | MessagePosted | NoteWritten) -> str:
    match event:
        case MessageReceived():
            return "in"
        case NoteWritten():
            return "note"
        case _:
            # a greeting, an instant reply or a bot's words answer nobody, as promises have it
            return "out" if event.origin in BY_PEOPLE else CALLED


def said_in(event: MessageReceived | MessagePosted) -> str:
    """Return what a list shows of a message: what was newly written; all of it where that is nothing (EML-17)."""
    return event.reply or event.text if isinstance(event, MessageReceived) else event.text
