"""Calls among the messages of a thread; how they go is in a view of their own (CAL-01)."""

from domain.conversation.calling_events import CallTaken, ContactCalled
from domain.kernel.personal import ERASED
from projections.common.handlers import Handlers
from projections.thread.fold import ThreadFold
from projections.thread.messages import add_message
from projections.thread.rows import MessageRow


def register(on: Handlers[ThreadFold]) -> None:
    """Add these functions to the view's."""
    on(called)
    on(taken)


def called(fold: ThreadFold, position: int, event: ContactCalled) -> None:
    """Somebody of ours calls; one that came in is a message that was received."""
    gone = ERASED if event.erased else ""
    row = MessageRow(
        account_id=event.account_id,
        message_id=event.call_id,
        conversation_id=event.originator_id,
        position=position,
        direction="out",
        at=event.timestamp,
        actor=event.envelope.actor,
        channel_id=event.channel_id,
        contact_id=event.contact_id,
        author_id=event.author_id,
        origin="human",
        provider_id="",
        sender="",
        sender_name=gone,
        sender_why="",
        recipients=() if event.erased else (event.number,),
        cc=(),
        bcc=(),
        subject=gone,
        body=gone,
        body_cut=False,
        has_html=False,
        attachments=(),
        automatic="",
        defects=(),
        in_reply_to=gone,
        refs=(),
        intake_id=None,
        blob_id=None,
        sent_at=None,
        mentions=(),
        placed_in=event.originator_id,
        shown_in=event.originator_id,
        said="call",
    )
    add_message(fold, position, event, row)


def taken(fold: ThreadFold, position: int, event: CallTaken) -> None:
    """They talk: the call says so."""
    fold.thread(position, event)
