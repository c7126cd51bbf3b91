"""Everything that happened with a contact and those merged into it, newest first, with words to show (CON-02).

Where it is comes from the timeline, what people wrote from the views, where erasure masks it; of what is in an inbox
the asker does not see there is no trace (ACC-10).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from psycopg.rows import class_row

from projections.common.db import Db

OWN = (
    "contact.created", "contact.renamed", "contact.owner_set", "contact.identity_added", "contact.identity_removed",
    "contact.primary_identity_set", "contact.merged", "contact.unmerged", "contact.erasure_requested",
    "contact.erased",
)  # fmt: skip
WRITTEN = ("conversation.message_received", "conversation.message_posted", "conversation.contact_called")
SUBMITTED = "submission.received"
OF_OTHERS = (*WRITTEN, "conversation.started", "ticket.opened", SUBMITTED)


@dataclass(frozen=True, slots=True)
class Step:
    """Something that happened; `contact_id` is the one of the linked contacts it is listed under."""

    position: int
    topic: str
    contact_id: UUID


@dataclass(frozen=True, slots=True)
class Shown:
    """What it was about: the conversation it is read in, its subject or the ticket's name, and a line of what was written.

    Of a conversation that began the line is its first message's, and `channel_id` where it began. `given` is all that was sent by a form, hidden values too (FRM-07).
    """

    conversation_id: UUID | None = None
    title: str = ""
    preview: str = ""
    channel_id: UUID | None = None
    given: Sequence[dict[str, Any]] = ()


def page(
    db: Db, account_id: UUID, contact_ids: Sequence[UUID], *, before: int | None = None, limit: int = 50
) -> list[Step]:
    """Return a page of steps, newest first; `before` is the position of the last one of the page before."""
    statement = """
        SELECT position, topic, contact_id FROM unnest(%(ids)s::uuid[]) AS linked (contact_id)
        CROSS JOIN LATERAL (
            SELECT position, topic FROM timeline
            WHERE account_id = %(account)s AND object_id = linked.contact_id AND topic = ANY(%(topics)s)
                AND (%(before)s::bigint IS NULL OR position < %(before)s)
            ORDER BY position DESC LIMIT %(limit)s) AS steps
        ORDER BY position DESC LIMIT %(limit)s"""
    values = {
        "account": account_id, "ids": list(contact_ids), "topics": [*OWN, *OF_OTHERS], "before": before, "limit": limit,
    }  # fmt: skip
    with db.cursor(row_factory=class_row(Step)) as cursor:
        return cursor.execute(statement, values).fetchall()


MESSAGES = """
SELECT m.message_id, m.shown_in, m.subject, left(m.body, 200), m.channel_id FROM thread_messages m
JOIN thread t ON t.account_id = m.account_id AND t.conversation_id = m.shown_in
WHERE m.account_id = %(account)s AND m.message_id = ANY(%(ids)s) AND t.inbox_id = ANY(%(inboxes)s)"""
CONVERSATIONS = """
SELECT c.conversation_id, c.shown_in, c.subject, COALESCE(left(m.body, 200), ''), c.channel_id FROM thread c
JOIN thread t ON t.account_id = c.account_id AND t.conversation_id = c.shown_in
LEFT JOIN thread_messages m ON m.account_id = c.account_id AND m.message_id = c.first_message_id AND m.shown_in = c.shown_in
WHERE c.account_id = %(account)s AND c.conversation_id = ANY(%(ids)s) AND t.inbox_id = ANY(%(inboxes)s)"""
TICKETS = """
SELECT ticket_id, conversation_id, name, '', NULL FROM ticket_board
WHERE account_id = %(account)s AND ticket_id = ANY(%(ids)s) AND inbox_id = ANY(%(inboxes)s)"""

SUBMISSIONS = """
SELECT s.submission_id, s.conversation_id, f.name, '', NULL, s.given FROM form_submissions s
JOIN form f ON f.account_id = s.account_id AND f.form_id = s.form_id
WHERE s.account_id = %(account)s AND s.submission_id = ANY(%(ids)s) AND s.inbox_id = ANY(%(inboxes)s)"""


def shown(
    db: Db, account_id: UUID, inboxes: Sequence[UUID], wanted: Sequence[tuple[str, UUID]]
) -> dict[UUID, Shown]:
    """Return what to show of messages, conversations and tickets, given as (topic, id); what may not be seen is absent."""
    found: dict[UUID, Shown] = {}
    for statement, topics in (
        (MESSAGES, WRITTEN), (CONVERSATIONS, ("conversation.started",)), (TICKETS, ("ticket.opened",)),
        (SUBMISSIONS, (SUBMITTED,)),
    ):  # fmt: skip
        ids = [one for topic, one in wanted if topic in topics]
        values: dict[str, Any] = {"account": account_id, "inboxes": list(inboxes), "ids": ids}
        for object_id, conversation_id, title, preview, *more in db.execute(statement, values) if ids else ():
            found[object_id] = Shown(conversation_id, title, " ".join(preview.split()), *more)
    return found
