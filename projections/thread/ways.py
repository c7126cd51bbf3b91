"""The channels by which a conversation might be answered, and where whoever wrote last wrote (CNV-05)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from psycopg.rows import class_row

from projections.common.db import Db


@dataclass(frozen=True, slots=True)
class Line:
    """A channel that the asker sees, or the conversation's `own`; what else is there is the same in every line.

    `spoken_kind` is the kind of the channel by which somebody outside wrote last, and `spoken` their address there.
    """

    channel_id: UUID
    kind: str
    state: str
    own: bool
    contact_id: UUID
    spoken_kind: str | None
    spoken: str | None
    last_inbound_at: datetime | None
    """When the contact last wrote by the conversation's own channel, where its windows count from that."""


LINES = """
SELECT c.channel_id, c.kind, c.channel_id = t.channel_id AS own, t.contact_id, h.kind AS spoken_kind, h.sender AS spoken,
    t.last_inbound_at,
    CASE WHEN c.disconnected THEN 'disconnected' WHEN NOT c.connected THEN 'connecting' WHEN c.paused THEN 'paused'
        WHEN c.cause <> '' THEN 'degraded' ELSE 'connected' END AS state
FROM thread t
JOIN channel_list c ON c.account_id = t.account_id AND (c.channel_id = t.channel_id
    OR (c.inbox_id = ANY(%(inboxes)s) AND c.connected AND NOT c.disconnected))
LEFT JOIN LATERAL (
    SELECT k.kind, m.sender FROM thread_messages m JOIN channel_list k USING (account_id, channel_id)
    WHERE m.account_id = t.account_id AND m.shown_in = t.conversation_id AND m.direction = 'in' AND m.automatic = ''
    ORDER BY m.position DESC LIMIT 1
) AS h ON true
WHERE t.account_id = %(account)s AND t.conversation_id = %(id)s AND t.inbox_id = ANY(%(inboxes)s)
ORDER BY own DESC, c.kind, c.started_at, c.channel_id LIMIT %(limit)s"""


def lines(
    db: Db, account_id: UUID, inboxes: tuple[UUID, ...], conversation_id: UUID, *, limit: int = 100
) -> list[Line]:
    """Return the conversation's channel first, then the others; none where it is not the asker's to see."""
    values = {"account": account_id, "inboxes": list(inboxes), "id": conversation_id, "limit": limit}
    with db.cursor(row_factory=class_row(Line)) as cursor:
        return cursor.execute(LINES, values).fetchall()
