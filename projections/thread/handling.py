"""How a conversation is handled, and notes among colleagues, as the thread shows them (CNV-01, CNV-02)."""

from typing import Any

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
from projections.common.handlers import Handlers
from projections.thread.fold import ThreadFold
from projections.thread.rows import MessageRow

Mark = (
    ConversationSnoozed
    | ConversationWoken
    | ConversationFiled
    | ConversationTagged
    | ConversationUntagged
    | ConversationPrioritySet
    | MacroApplied
)


def register(on: Handlers[ThreadFold]) -> None:
    """Add these functions to the view's."""
    for function in (marked, property_set, noted, note_withdrawn):
        on(function)


def marked(fold: ThreadFold, position: int, event: Mark) -> None:
    """It is put off or away or back, or carries another mark."""
    row = fold.thread(position, event)
    details: dict[str, Any] = {}
    match event:
        case ConversationSnoozed():
            row.snoozed_until = event.until
            details = {"until": event.until.isoformat()}
        case ConversationWoken():
            row.snoozed_until = None
            details = {"reason": event.reason}
        case ConversationFiled():
            row.folder = event.folder
            details = {"folder": event.folder, "previous": event.previous, "reason": event.reason}
        case ConversationTagged():
            row.tags = (*row.tags, event.tag)
            details = {"tag": event.tag}
        case MacroApplied():
            details = {"macro_id": event.macro_id}
        case ConversationUntagged():
            row.tags = tuple(tag for tag in row.tags if tag != event.tag)
            details = {"tag": event.tag}
        case ConversationPrioritySet():
            row.priority = event.priority
            details = {"priority": event.priority, "previous": event.previous}
    fold.decide(event.originator_id, position, event, **details)


def property_set(fold: ThreadFold, position: int, event: ConversationPropertySet) -> None:
    """It has a value of a property, or none; which one is told without the value."""
    row = fold.thread(position, event)
    key = str(event.property_id)
    kept = {one: value for one, value in row.properties.items() if one != key}
    value = event.text if event.kind == "text" else event.value
    row.properties = kept if event.cleared else {**kept, key: {"kind": event.kind, "value": value}}
    fold.decide(event.originator_id, position, event, property_id=event.property_id, cleared=event.cleared)


def noted(fold: ThreadFold, position: int, event: NoteWritten) -> None:
    """A colleague wrote a note; it counts as no message."""
    thread = fold.thread(position, event)
    row = MessageRow(
        account_id=event.account_id,
        message_id=event.note_id,
        conversation_id=event.originator_id,
        position=position,
        direction="note",
        at=event.timestamp,
        actor=event.envelope.actor,
        channel_id=thread.channel_id,
        contact_id=event.contact_id,
        author_id=event.author_id,
        origin="human" if event.author_id else "automation",
        provider_id="",
        sender="",
        sender_name="",
        sender_why="",
        recipients=(),
        cc=(),
        bcc=(),
        subject="",
        body=event.text,
        body_cut=False,
        has_html=False,
        attachments=(),
        automatic="",
        defects=(),
        in_reply_to="",
        refs=(),
        intake_id=None,
        blob_id=None,
        sent_at=None,
        mentions=tuple(str(user_id) for user_id in event.mentions),
        placed_in=event.originator_id,
        shown_in=thread.shown_in,
    )
    fold.messages.append(row)


def note_withdrawn(fold: ThreadFold, position: int, event: NoteWithdrawn) -> None:
    """Its author took a note back; the log still has it."""
    fold.thread(position, event)
    fold.take_back(event.account_id, event.note_id)
