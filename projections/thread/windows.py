"""When the contact last wrote, from which windows count, and what they make of messages (MSG-01, MSG-08)."""

from datetime import datetime

from domain.channels.window import OPENING
from domain.conversation.messages import MessageReceived
from domain.conversation.messaging_events import ConsentAsked, ConsentDeclined, MessageReacted, WindowDecided
from projections.common.handlers import Handlers
from projections.thread.fold import ThreadFold
from projections.thread.rows import ReactionRow, ThreadRow

WITH_WINDOWS = frozenset({"messenger", "whatsapp"})


def register(on: Handlers[ThreadFold]) -> None:
    """Add these functions to the view's."""
    for function in (decided, asked, reacted):
        on(function)


def wrote(row: ThreadRow, event: MessageReceived) -> None:
    """Note that somebody wrote; a time of the provider's that is still to come counts as now."""
    if row.kind in WITH_WINDOWS and event.channel_id == row.channel_id and event.said in OPENING:
        _heard(row, min(event.sent_at or event.timestamp, event.timestamp))


def decided(fold: ThreadFold, position: int, event: WindowDecided) -> None:
    """It was decided whether a message may go out: how that ended its delivery says."""
    fold.thread(position, event)


def asked(fold: ThreadFold, position: int, event: ConsentAsked | ConsentDeclined) -> None:
    """They wrote what is held until they agree, and are asked to, or do not want to (PRV-02, PRV-05)."""
    _heard(fold.thread(position, event), min(event.at, event.timestamp))


def reacted(fold: ThreadFold, position: int, event: MessageReacted) -> None:
    """The contact reacted to a message, or took that back; of two that come in disorder the later one counts."""
    fold.thread(position, event)
    key = event.account_id, event.message_id
    known = fold.reactions.get(key)
    if event.erased or event.removed:
        fold.reactions.remove(key)
    elif known is None or known.at <= event.at:
        row = ReactionRow(
            event.account_id, event.message_id, event.contact_id, event.reaction, event.at, position
        )
        fold.reactions.add(row)


def _heard(row: ThreadRow, at: datetime) -> None:
    row.last_inbound_at = at if row.last_inbound_at is None else max(row.last_inbound_at, at)
