"""A page of a conversation in one statement: the read agents do all day (PF-07).

Messages and decisions come as the documents PostgreSQL makes of them: times and ids are text already, and nothing is
turned into an object on the way to JSON.
"""

from collections.abc import Container
from dataclasses import dataclass
from heapq import nlargest
from operator import itemgetter
from typing import Any, LiteralString, NamedTuple
from uuid import UUID

from projections.common.db import Db
from projections.thread.queries import DECISION, RECIPIENTS, Header

Document = dict[str, Any]
NEWEST = 2**63 - 1
COLUMNS = tuple(Header.__dataclass_fields__)
# What nobody asks for of a message in a page is left out, and only messages of ours are looked up among deliveries, only
# those of others among decisions: each column and each look-up counts, as often as there are messages.
MESSAGE: LiteralString = f"""
SELECT m.message_id, m.conversation_id, m.position, m.direction, m.at, m.actor, m.channel_id, m.author_id, m.origin,
    m.sender, m.sender_name, m.sender_why, {RECIPIENTS}, m.cc, m.bcc, m.subject, m.body, m.body_cut, m.has_html, m.attachments,
    m.automatic, m.protected, m.defects, m.sent_at, m.mentions, m.html, m.parts, m.signature, m.page, m.choices, m.said, m.said_title, m.said_url, m.template, m.template_language,
    r.reaction, r.at AS reacted_at, m.placed_in, d.state AS delivery_state,
    d.attempts AS delivery_attempts, d.code AS delivery_code, d.reason AS delivery_reason, d.since AS delivery_since,
    d.not_before AS delivery_not_before, t.details AS threading,
    a.details AS attribution, CASE WHEN a.position IS NOT NULL OR m.placed_in <> m.conversation_id THEN (
        SELECT json_build_object('at', c.at, 'actor', c.actor, 'why', c.details ->> 'why',
            'to_contact_id', c.details ->> 'to_contact_id', 'to_id', c.details ->> 'to_id')
        FROM thread_decisions c WHERE c.account_id = m.account_id AND c.conversation_id = m.conversation_id
        AND c.topic = 'conversation.message_reattributed' AND c.details ->> 'of_message' = m.message_id::text
        AND c.position < %(until)s ORDER BY c.position DESC LIMIT 1) END AS correction
FROM thread_messages m
LEFT JOIN thread_reactions r ON r.account_id = m.account_id
    AND r.message_id = CASE WHEN m.provider_id LIKE ANY('{{messenger:%%,whatsapp:%%}}') THEN m.message_id END
LEFT JOIN thread_deliveries d ON d.account_id = m.account_id
    AND d.message_id = CASE WHEN m.direction = 'out' THEN m.message_id END
LEFT JOIN thread_decisions t ON t.account_id = m.account_id
    AND t.message_id = CASE WHEN m.direction = 'in' THEN m.message_id END AND t.conversation_id = m.conversation_id
    AND t.topic = 'conversation.threading_decided'
LEFT JOIN thread_decisions a ON a.account_id = m.account_id
    AND a.message_id = CASE WHEN m.direction = 'in' THEN m.message_id END AND a.conversation_id = m.conversation_id
    AND a.topic = 'conversation.message_attributed'
"""


# From when on a window counts is what the conversation says, and those that were merged into it (MSG-08).
HEARD: LiteralString = """CASE WHEN h.kind IN ('messenger', 'whatsapp') THEN (
    SELECT max(w.last_inbound_at) FROM thread w WHERE w.account_id = h.account_id AND w.channel_id = h.channel_id
    AND (w.conversation_id = h.conversation_id OR (w.merged_into IS NOT NULL AND w.shown_in = h.conversation_id))) END"""
HEADER = ", ".join(HEARD if column == "last_inbound_at" else f"h.{column}" for column in COLUMNS)


def _statement(messages: LiteralString, decisions: LiteralString) -> str:
    return f"""
SELECT {HEADER},
    (SELECT coalesce(json_agg(x), '[]') FROM ({MESSAGE}
        WHERE m.account_id = h.account_id AND {messages} AND m.position < %(before)s
        ORDER BY m.position DESC LIMIT %(limit)s) AS x),
    (SELECT coalesce(json_agg(x), '[]') FROM ({DECISION}
        WHERE account_id = h.account_id AND {decisions} AND message_id IS NULL
        AND position < %(before)s ORDER BY position DESC LIMIT %(limit)s) AS x)
FROM thread h
WHERE h.account_id = %(account)s AND h.conversation_id = %(id)s"""


NOW = _statement("m.shown_in = h.conversation_id", "shown_in = h.conversation_id")
ALONE = _statement("m.conversation_id = h.conversation_id", "conversation_id = h.conversation_id")
TOGETHER = _statement(
    "((m.conversation_id = ANY(%(homes)s) AND m.message_id <> ALL(%(away)s)) OR m.message_id = ANY(%(guests)s))",
    "conversation_id = ANY(%(homes)s)",
)


class Places(NamedTuple):
    """What a conversation showed at a time: all of `homes`, its own first, without `away`, and `guests` of others."""

    homes: tuple[UUID, ...]
    away: tuple[UUID, ...] = ()
    guests: tuple[UUID, ...] = ()

    @property
    def plain(self) -> bool:
        """Whether it showed just its own."""
        return len(self.homes) == 1 and not self.away and not self.guests


@dataclass(frozen=True, slots=True)
class Page:
    """The conversation, and its newest messages and decisions before a position, newest first.

    Documents have names of `queries.Message` (those with `message_id`) and of `queries.Decision`.
    """

    header: Header
    items: list[Document]


def page(
    db: Db,
    account_id: UUID,
    inboxes: Container[UUID],
    conversation_id: UUID,
    *,
    before: int | None = None,
    limit: int = 50,
    places: Places | None = None,
    until: int | None = None,
) -> Page | None:
    """Return a page of a conversation the asker may see, or None; `places` say what it showed then, None: now.

    Corrections of attributions from the position `until` on are not told of.
    """
    values = {
        "account": account_id, "id": conversation_id, "before": NEWEST if before is None else before, "limit": limit,
        "until": NEWEST if until is None else until,
    }  # fmt: skip
    statement = NOW if places is None else ALONE if places.plain else TOGETHER
    if places is not None and not places.plain:
        values |= {name: list(ids) for name, ids in places._asdict().items()}
    row = db.execute(statement.encode(), values).fetchone()
    if row is None:
        return None
    *columns, messages, decisions = row
    header = Header(*columns)
    if header.inbox_id not in inboxes:
        return None
    return Page(header, nlargest(limit, [*messages, *decisions], key=itemgetter("position")))
