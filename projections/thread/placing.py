"""Where conversations and their messages are shown (CNV-07, EML-16): no row is copied, each says where it stands.

`placed_in` of a message is the conversation it was moved to, at first the one it was recorded in. `shown_in` follows
merges from there, so a thread is read by one column however its messages came together.
"""

from typing import Any
from uuid import UUID

from domain.conversation.bot_events import BotHeld, BotReleased
from domain.conversation.events import ConversationContinued
from domain.conversation.messages import SendCancelled
from domain.conversation.placing_events import (
    ConversationAbsorbed,
    ConversationMerged,
    ConversationMoved,
    ConversationReleased,
    ConversationUnmerged,
    MessagesMovedIn,
    MessagesMovedOut,
)
from domain.kernel.event import Event
from projections.common.db import Db
from projections.common.handlers import Handlers
from projections.thread.fold import ThreadFold

ALONE: frozenset[type[Event]] = frozenset(
    {ConversationMerged, ConversationUnmerged, MessagesMovedIn, SendCancelled}
)
PARTS = """WITH RECURSIVE parts AS (
    SELECT %(id)s::uuid AS id
    UNION SELECT t.conversation_id FROM thread t JOIN parts ON t.merged_into = parts.id WHERE t.account_id = %(account)s)"""
FOLLOW = (
    "UPDATE thread SET shown_in = %(to)s, shown_since = %(since)s WHERE account_id = %(account)s AND conversation_id IN (SELECT id FROM parts)",
    """UPDATE thread_messages SET shown_in = %(to)s
    WHERE account_id = %(account)s AND shown_in = %(of)s AND placed_in IN (SELECT id FROM parts)""",
    "UPDATE thread_decisions SET shown_in = %(to)s WHERE account_id = %(account)s AND conversation_id IN (SELECT id FROM parts)",
)
MOVE = """UPDATE thread_messages SET placed_in = %(to)s, shown_in = %(to)s
WHERE account_id = %(account)s AND message_id = ANY(%(messages)s)"""
COUNT = """UPDATE thread AS t SET message_count = (
    SELECT count(*) FROM thread_messages m LEFT JOIN thread_deliveries d USING (account_id, message_id)
    WHERE m.account_id = t.account_id AND m.shown_in = t.conversation_id AND m.direction <> 'note'
    AND d.state IS DISTINCT FROM 'cancelled')
WHERE t.account_id = %(account)s AND t.conversation_id IN (
    SELECT shown_in FROM thread WHERE account_id = %(account)s AND conversation_id = ANY(%(touched)s)
    UNION SELECT shown_in FROM thread_messages WHERE account_id = %(account)s AND message_id = ANY(%(messages)s))"""

Place = (
    ConversationMoved
    | ConversationMerged
    | ConversationUnmerged
    | ConversationAbsorbed
    | ConversationReleased
    | ConversationContinued
    | MessagesMovedOut
    | MessagesMovedIn
    | BotHeld
    | BotReleased
)


def register(on: Handlers[ThreadFold]) -> None:
    """Add this function to the view's."""
    on(placed)


def placed(fold: ThreadFold, position: int, event: Place) -> None:
    """It, or what is in it, stands elsewhere, or a bot holds it."""
    row = fold.thread(position, event)
    details: dict[str, Any] = {}
    match event:
        case ConversationMoved():
            row.inbox_id = event.inbox_id
            details = {"inbox_id": event.inbox_id, "from_inbox_id": event.from_inbox_id}
        case ConversationMerged():
            row.merged_into = event.into_id
            details = {"into_id": event.into_id, "confirmed": event.confirmed}
        case ConversationUnmerged():
            row.merged_into = None
            details = {"from_id": event.from_id}
        case ConversationAbsorbed() | ConversationReleased():
            details = {"merged_id": event.merged_id}
        case ConversationContinued():
            details = {"in_id": event.in_id}
        case MessagesMovedOut():
            details = {"to_id": event.to_id, "count": len(event.message_ids), "split": event.split}
        case MessagesMovedIn():
            row.first_message_id = row.first_message_id or event.message_ids[0]
            details = {"from_id": event.from_id, "count": len(event.message_ids), "split": event.split}
        case BotHeld():
            row.held_since = event.timestamp
        case BotReleased():
            row.held_since = None
            details = {"reason": event.reason}
    fold.decide(event.originator_id, position, event, **details)


def follow(db: Db, position: int, event: Event) -> None:
    """Show what an event of `ALONE` moves where it belongs now."""
    here = event.originator_id
    values: dict[str, Any] = {
        "account": event.account_id,
        "id": here,
        "of": here,
        "to": here,
        "since": position,
    }
    match event:
        case ConversationMerged():
            values["to"] = event.into_id
        case ConversationUnmerged():
            values["of"] = event.from_id
    if isinstance(event, MessagesMovedIn):
        db.execute(MOVE, {**values, "messages": list(event.message_ids)})
    elif not isinstance(event, SendCancelled):
        for statement in FOLLOW:
            db.execute(f"{PARTS} {statement}".encode(), values)


def recount(db: Db, event: Event) -> None:
    """Count the messages of every thread that an event of `ALONE` changed."""
    touched: list[UUID] = [event.originator_id]
    messages: list[UUID] = []
    match event:
        case ConversationUnmerged():
            touched.append(event.from_id)
        case MessagesMovedIn():
            touched.append(event.from_id)
        case SendCancelled():
            messages = [event.message_id]
    db.execute(COUNT, {"account": event.account_id, "touched": touched, "messages": messages})
