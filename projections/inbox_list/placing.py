"""Which conversation shows which messages, and what its row says of them then (CNV-07, EML-16).

A row is kept up by each event as it comes. Where messages come together or apart it is made anew of the messages it
shows, which is why the list keeps a line of each.
"""

from typing import Any
from uuid import UUID

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
from projections.common.table import Key
from projections.inbox_list.fold import InboxFold
from projections.inbox_list.rows import ConversationRow
from projections.inbox_list.shelves import shelve

ALONE: frozenset[type[Event]] = frozenset(
    {ConversationMerged, ConversationUnmerged, MessagesMovedIn, SendCancelled}
)
FOLLOW = """WITH RECURSIVE parts AS (
    SELECT %(id)s::uuid AS id
    UNION SELECT c.conversation_id FROM inbox_list c JOIN parts ON c.merged_into = parts.id WHERE c.account_id = %(account)s
) UPDATE inbox_list_messages SET shown_in = %(to)s
WHERE account_id = %(account)s AND shown_in = %(of)s AND placed_in IN (SELECT id FROM parts)"""
SHOWN = """SELECT DISTINCT shown_in FROM inbox_list_messages
WHERE account_id = %(account)s AND message_id = ANY(%(messages)s) ORDER BY shown_in"""
MOVE = """UPDATE inbox_list_messages SET placed_in = %(to)s, shown_in = %(to)s
WHERE account_id = %(account)s AND message_id = ANY(%(messages)s)"""
CANCEL = """UPDATE inbox_list_messages SET direction = 'gone'
WHERE account_id = %(account)s AND message_id = ANY(%(messages)s)"""
CALLED = """UPDATE inbox_list_mentions AS c SET conversation_id = m.shown_in FROM inbox_list_messages m
WHERE c.account_id = m.account_id AND c.note_id = m.message_id AND m.account_id = %(account)s
AND m.shown_in = ANY(%(shown)s) AND c.conversation_id <> m.shown_in"""
FACE = """SELECT
    (SELECT count(*) FROM shown WHERE direction IN ('in', 'out', 'called')),
    (SELECT coalesce(max(position), 0) FROM shown WHERE direction IN ('in', 'note')),
    (SELECT min(at) FROM shown WHERE direction = 'in' AND waits AND position > greatest(%(settled)s,
        (SELECT coalesce(max(position), 0) FROM shown WHERE direction IN ('out', 'taken')))),
    last.message_id, CASE last.direction WHEN 'called' THEN 'out' ELSE last.direction END, last.at, last.preview
FROM (SELECT) AS one LEFT JOIN LATERAL (
    SELECT * FROM shown WHERE direction IN ('in', 'out', 'called') ORDER BY position DESC LIMIT 1) AS last ON true"""
OF_SHOWN = """WITH shown AS (
    SELECT * FROM inbox_list_messages WHERE account_id = %(account)s AND shown_in = %(id)s) """

Place = (
    ConversationMerged
    | ConversationUnmerged
    | ConversationAbsorbed
    | ConversationReleased
    | ConversationMoved
    | MessagesMovedOut
    | MessagesMovedIn
    | SendCancelled
)


def register(on: Handlers[InboxFold]) -> None:
    """Add these functions to the view's."""
    on(placed)
    on(continued)


def placed(fold: InboxFold, position: int, event: Place) -> None:
    """It, or what is in it, stands elsewhere."""
    row = fold.row(event)
    fold.touch(row, position, event)
    row.version = event.originator_version
    match event:
        case ConversationMoved():
            row.inbox_id = event.inbox_id
        case ConversationMerged():
            row.merged_into = event.into_id
        case ConversationUnmerged():
            row.merged_into = None
        case MessagesMovedIn():
            row.first_message_id = row.first_message_id or event.message_ids[0]
    shelve(row)
    for key in fold.faces:
        shown = fold.rows.get(key)
        if shown is not None:  # one that is begun by the same command may follow in the log
            fold.touch(shown, position, event)
            _face(fold.db, shown)


def continued(fold: InboxFold, position: int, event: ConversationContinued) -> None:
    """Another one goes on where it ended; the list shows nothing of that."""
    row = fold.row(event)
    row.version, row.position = event.originator_version, position


def follow(db: Db, event: Event) -> list[Key]:
    """Show messages where an event of `ALONE` brings them; returns the conversations whose rows it changes."""
    here = event.originator_id
    values: dict[str, Any] = {"account": event.account_id, "id": here, "of": here, "to": here}
    shown: list[UUID] = []
    match event:
        case ConversationMerged():
            shown = [event.into_id]
            db.execute(FOLLOW, {**values, "to": event.into_id})
        case ConversationUnmerged():
            shown = [here, event.from_id]
            db.execute(FOLLOW, {**values, "of": event.from_id})
        case MessagesMovedIn():
            values["messages"] = list(event.message_ids)
            shown = [here, *(one for (one,) in db.execute(SHOWN, values) if one != here)]
            db.execute(MOVE, values)
        case SendCancelled():
            values["messages"] = [event.message_id]
            shown = [one for (one,) in db.execute(SHOWN, values)]
            db.execute(CANCEL, values)
    db.execute(CALLED, {**values, "shown": shown})
    return [(event.account_id, one) for one in shown]


def _face(db: Db, row: ConversationRow) -> None:
    values = {"account": row.account_id, "id": row.conversation_id, "settled": row.settled}
    found = db.execute(OF_SHOWN + FACE, values).fetchone()
    if found is None:
        return
    (
        row.message_count,
        row.news_position,
        row.waiting_since,
        row.last_message_id,
        direction,
        at,
        row.preview,
    ) = found
    row.last_direction = direction or ""
    row.active_at = at or row.active_at
