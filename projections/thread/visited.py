"""A conversation as the visitor of a chat may see it: what they wrote and what left for them, and nothing else (CHT-11).

Notes, decisions, and messages that wait, were taken back or failed are never there. Where the conversation was merged into
another one, what we say there from then on is; what others say there, and what was said to them before, is not.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg.rows import class_row

from domain.kernel.personal import ERASED
from projections.common.db import Db

ARRIVED = ("sent", "delivered", "seen")


@dataclass(frozen=True, slots=True)
class Visited:
    """Where a visitor's conversation is shown now: itself, or what it was merged into; `position` is of the newest change."""

    conversation_id: UUID
    contact_id: UUID
    shown_in: UUID
    inbox_id: UUID
    status: str
    folder: str
    erased: bool
    """Whether the visitor was forgotten (PRV-08)."""
    merged_at: int
    position: int


@dataclass(frozen=True, slots=True)
class Said:
    """A message; `changed` is the position of the newest that is known of it, `state` empty for the visitor's own."""

    message_id: UUID
    direction: str
    origin: str
    provider_id: str
    author_id: UUID | None
    sender_name: str
    body: str
    choices: list[str]
    attachments: list[dict[str, Any]]
    at: datetime
    position: int
    changed: int
    state: str
    contact_id: UUID
    intake_id: UUID | None
    blob_id: UUID | None


VISITED = f"""
SELECT t.conversation_id, t.contact_id, t.shown_in, r.inbox_id, r.status, r.folder, t.subject = '{ERASED}' AS erased,
    CASE WHEN t.shown_in = t.conversation_id THEN 0 ELSE t.shown_since END AS merged_at,
    greatest(t.position, r.position) AS position
FROM thread t JOIN thread r ON r.account_id = t.account_id AND r.conversation_id = t.shown_in
WHERE t.account_id = %s AND t.conversation_id = %s
"""
SAID = f"""
SELECT m.message_id, m.direction, m.origin, m.provider_id, m.author_id, m.sender_name, m.body, m.choices, m.attachments,
    m.at, m.position, greatest(m.position, d.position) AS changed, coalesce(d.state, '') AS state, m.contact_id,
    m.intake_id, m.blob_id
FROM thread_messages m LEFT JOIN thread_deliveries d USING (account_id, message_id)
WHERE m.account_id = %(account)s AND m.shown_in = %(shown_in)s AND m.channel_id = %(channel)s AND (
    (m.direction = 'in' AND m.sender = %(visitor)s)
    OR (m.direction = 'out' AND d.state IN {ARRIVED!r}
        AND (m.conversation_id = %(conversation)s
            OR (m.conversation_id = %(shown_in)s AND m.position > %(merged_at)s))))
"""


def visited(db: Db, account_id: UUID, conversation_id: UUID) -> Visited | None:
    """Return where the conversation of a visitor is shown; None where the view does not know it yet."""
    with db.cursor(row_factory=class_row(Visited)) as cursor:
        return cursor.execute(VISITED, [account_id, conversation_id]).fetchone()


@dataclass(frozen=True, slots=True)
class Place:
    """What a visitor may see of which conversation, by which channel."""

    account_id: UUID
    channel_id: UUID
    visitor: str
    visited: Visited

    @property
    def values(self) -> dict[str, Any]:
        """The values of `SAID`."""
        one = self.visited
        return {
            "account": self.account_id, "channel": self.channel_id, "visitor": self.visitor, "shown_in": one.shown_in,
            "conversation": one.conversation_id, "merged_at": one.merged_at,
        }  # fmt: skip


def newest(db: Db, place: Place, *, before: int | None, limit: int) -> list[Said]:
    """Return the newest messages, or those before a position, oldest first."""
    older = " AND m.position < %(before)s" if before is not None else ""
    statement = f"SELECT * FROM ({SAID}{older} ORDER BY m.position DESC LIMIT %(limit)s) a ORDER BY position"
    return _said(db, statement, {**place.values, "before": before, "limit": limit})


def changed(db: Db, place: Place, *, after: int, limit: int) -> list[Said]:
    """Return what is new, or known otherwise, after a position, in that order."""
    statement = f"SELECT * FROM ({SAID}) a WHERE changed > %(after)s ORDER BY changed FETCH FIRST %(limit)s ROWS WITH TIES"
    return _said(db, statement, {**place.values, "after": after, "limit": limit})


def message(db: Db, place: Place, message_id: UUID) -> Said | None:
    """Return one message, None where it is none of theirs."""
    found = _said(db, f"{SAID} AND m.message_id = %(message)s", {**place.values, "message": message_id})
    return found[0] if found else None


def unread(db: Db, place: Place) -> int:
    """Return how many messages of ours the visitor has not seen, up to 100."""
    statement = f"SELECT count(*) FROM ({SAID} AND m.direction = 'out' AND d.state <> 'seen' LIMIT 100) a"
    ((count,),) = db.execute(statement.encode(), place.values).fetchall()
    return int(count)


def _said(db: Db, statement: str, values: dict[str, Any]) -> list[Said]:
    with db.cursor(row_factory=class_row(Said)) as cursor:
        return cursor.execute(statement.encode(), values).fetchall()
