"""Questions about one conversation.

`inboxes` are the ones the asker may see; conversations of others are not found (ACC-10).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from heapq import nlargest
from operator import attrgetter
from typing import Any, LiteralString
from uuid import UUID

from psycopg.rows import class_row

from projections.common.db import Db


@dataclass(frozen=True, slots=True)
class Header:
    """The conversation as a whole; `version` is what If-Match compares, `merged_into` what shows its messages if not it."""

    conversation_id: UUID
    inbox_id: UUID
    channel_id: UUID
    kind: str
    contact_id: UUID
    subject: str
    started_by: str
    started_at: datetime
    status: str
    snoozed_until: datetime | None
    folder: str
    priority: str
    tags: list[str]
    properties: dict[str, dict[str, str]]
    assignee_id: UUID | None
    team_id: UUID | None
    ticket_id: UUID | None
    message_count: int
    merged_into: UUID | None
    last_inbound_at: datetime | None
    version: int
    position: int


@dataclass(frozen=True, slots=True)
class Message:
    """A message, in or out, or a note among colleagues. What only one direction has is empty or None in the others.

    `delivery_state` is scheduled, cancelled, queued, sending, deferred, sent, failed, undelivered, unresolved or refused, for messages
    of ours; `delivery_not_before` is when a scheduled one leaves.
    `threading` says why it is here: outcome, by, policy, reasons, matched_id, evidence, via_id. `attribution` says of
    a forward whose it is and why: why, reasons, form, client, settings, and in `evidence` address and name of the forwarder
    and of the original's sender; `correction` who said otherwise since: at, actor, why, to_contact_id, to_id.
    `conversation_id` is where it was recorded, `placed_in` where it was moved to, if it was; a merge shows it elsewhere all the same.
    """

    message_id: UUID
    conversation_id: UUID
    position: int
    direction: str
    at: datetime
    actor: str
    channel_id: UUID
    contact_id: UUID
    author_id: UUID | None
    origin: str
    provider_id: str
    sender: str
    sender_name: str
    sender_why: str
    recipients: list[str]
    cc: list[str]
    bcc: list[str]
    subject: str
    body: str
    body_cut: bool
    has_html: bool
    attachments: list[dict[str, Any]]
    automatic: str
    protected: str
    defects: list[str]
    in_reply_to: str
    refs: list[str]
    intake_id: UUID | None
    blob_id: UUID | None
    sent_at: datetime | None
    mentions: list[str]
    html: str
    parts: list[dict[str, Any]] | None
    signature: str
    page: str
    choices: list[str]
    said: str
    said_title: str
    said_url: str
    template: str
    template_language: str
    reaction: str | None
    reacted_at: datetime | None
    placed_in: UUID
    delivery_state: str | None
    delivery_attempts: int | None
    delivery_code: int | None
    delivery_reason: str | None
    delivery_since: datetime | None
    delivery_not_before: datetime | None
    threading: dict[str, Any] | None
    attribution: dict[str, Any] | None
    correction: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision shown between messages; `topic` is its event's, `details` what is worth showing."""

    position: int
    topic: str
    at: datetime
    actor: str
    details: dict[str, Any]


Item = Message | Decision

RECIPIENTS: LiteralString = (
    """CASE WHEN m.provider_id LIKE 'messenger:%%' THEN '[]' ELSE m.recipients END AS recipients"""
)
"""To whom a message went; a page's id of somebody is for nobody to read (MSG-01)."""
MESSAGE = f"""
SELECT m.message_id, m.conversation_id, m.position, m.direction, m.at, m.actor, m.channel_id, m.contact_id, m.author_id,
    m.origin, m.provider_id, m.sender, m.sender_name, m.sender_why, {RECIPIENTS}, m.cc, m.bcc, m.subject, m.body,
    m.body_cut, m.has_html, m.attachments, m.automatic, m.protected, m.defects, m.in_reply_to, m.refs, m.intake_id, m.blob_id,
    m.sent_at, m.mentions, m.html, m.parts, m.signature, m.page, m.choices, m.said, m.said_title, m.said_url, m.template, m.template_language,
    r.reaction, r.at AS reacted_at, m.placed_in, d.state AS delivery_state, d.attempts AS delivery_attempts, d.code AS delivery_code,
    d.reason AS delivery_reason, d.since AS delivery_since, d.not_before AS delivery_not_before,
    t.details AS threading,
    a.details AS attribution, CASE WHEN a.position IS NOT NULL OR m.placed_in <> m.conversation_id THEN (
        SELECT json_build_object('at', c.at, 'actor', c.actor, 'why', c.details ->> 'why',
            'to_contact_id', c.details ->> 'to_contact_id', 'to_id', c.details ->> 'to_id')
        FROM thread_decisions c WHERE c.account_id = m.account_id AND c.conversation_id = m.conversation_id
        AND c.topic = 'conversation.message_reattributed' AND c.details ->> 'of_message' = m.message_id::text
        ORDER BY c.position DESC LIMIT 1) END AS correction
FROM thread_messages m
LEFT JOIN thread_reactions r ON r.account_id = m.account_id AND r.message_id = m.message_id
LEFT JOIN thread_deliveries d ON d.account_id = m.account_id AND d.message_id = m.message_id
LEFT JOIN thread_decisions t ON t.account_id = m.account_id AND t.message_id = m.message_id
    AND t.conversation_id = m.conversation_id AND t.topic = 'conversation.threading_decided'
LEFT JOIN thread_decisions a ON a.account_id = m.account_id
    AND a.message_id = CASE WHEN m.direction = 'in' THEN m.message_id END AND a.conversation_id = m.conversation_id
    AND a.topic = 'conversation.message_attributed'
"""
HEADER = f"SELECT {', '.join(Header.__dataclass_fields__)} FROM thread"
DECISION = f"SELECT {', '.join(Decision.__dataclass_fields__)} FROM thread_decisions"


def header(db: Db, account_id: UUID, inboxes: tuple[UUID, ...], conversation_id: UUID) -> Header | None:
    """Return the conversation as a whole."""
    statement = f"{HEADER} WHERE account_id = %s AND conversation_id = %s AND inbox_id = ANY(%s)"
    with db.cursor(row_factory=class_row(Header)) as cursor:
        return cursor.execute(statement, [account_id, conversation_id, list(inboxes)]).fetchone()


def visible(
    db: Db, account_id: UUID, inboxes: tuple[UUID, ...], conversation_ids: Sequence[UUID]
) -> frozenset[UUID]:
    """Return which of these conversations are in these inboxes."""
    statement = (
        "SELECT conversation_id FROM thread WHERE account_id = %s AND inbox_id = ANY(%s)"
        " AND conversation_id = ANY(%s::uuid[])"
    )
    return frozenset(
        row[0] for row in db.execute(statement, [account_id, list(inboxes), list(conversation_ids)])
    )


def items(
    db: Db, account_id: UUID, conversation_id: UUID, *, before: int | None = None, limit: int = 50
) -> list[Item]:
    """Return messages and decisions of a conversation the asker may see (ask for its header first), newest first.

    `before` is the position of the last item of the page before.
    """
    page = "{0}account_id = %(account)s AND {0}shown_in = %(id)s"
    if before is not None:
        page += " AND {0}position < %(before)s"
    page += " ORDER BY {0}position DESC LIMIT %(limit)s"
    values = {"account": account_id, "id": conversation_id, "before": before, "limit": limit}
    with db.cursor(row_factory=class_row(Decision)) as cursor:
        statement = f"{DECISION} WHERE message_id IS NULL AND {page.format('')}"
        decisions = cursor.execute(statement, values).fetchall()
    with db.cursor(row_factory=class_row(Message)) as cursor:
        messages = cursor.execute(f"{MESSAGE} WHERE {page.format('m.')}", values).fetchall()
    both: Sequence[Item] = [*messages, *decisions]
    return nlargest(limit, both, key=attrgetter("position"))


def message(db: Db, account_id: UUID, inboxes: tuple[UUID, ...], message_id: UUID) -> Message | None:
    """Return one message."""
    statement = f"""{MESSAGE} JOIN thread h ON h.account_id = m.account_id AND h.conversation_id = m.shown_in
        WHERE m.account_id = %s AND m.message_id = %s AND h.inbox_id = ANY(%s)"""
    with db.cursor(row_factory=class_row(Message)) as cursor:
        return cursor.execute(statement, [account_id, message_id, list(inboxes)]).fetchone()


def unsent(db: Db, account_id: UUID, *, most: int = 1000) -> tuple[int, datetime | None]:
    """Return how many messages of an account wait to be sent, up to `most`, and since when the oldest does."""
    statement = """
        SELECT count(*), min(since) FROM (
            (SELECT since FROM thread_deliveries
            WHERE account_id = %(account)s AND state IN ('queued', 'sending', 'deferred')
            ORDER BY since LIMIT %(most)s)
            UNION ALL
            (SELECT not_before FROM thread_deliveries
            WHERE account_id = %(account)s AND state = 'scheduled' AND not_before <= now()
            ORDER BY not_before LIMIT %(most)s)
        ) AS a (since)"""
    ((count, since),) = db.execute(statement, {"account": account_id, "most": most}).fetchall()
    return count, since
