"""Questions about the inbox list.

`inboxes` are the ones the asker may see; conversations of others are not found (ACC-10).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg.rows import class_row

from projections.common.db import Db
from projections.inbox_list.shelves import SHELVES

Cursor = tuple[datetime, UUID]


@dataclass(frozen=True, slots=True)
class Conversation:
    """A row of the list.

    `contact_name` may be empty: show the address then. `preview` is one line of the newest message, `waiting_since`
    the time of the first message nobody answered, `shelf` the view that shows it to all (open, snoozed, closed, spam, trash, archive), `last_direction` in or out, `version` what If-Match compares.
    """

    conversation_id: UUID
    inbox_id: UUID
    channel_id: UUID
    kind: str
    contact_id: UUID
    contact_name: str | None
    contact_address: str | None
    subject: str | None
    preview: str | None
    last_message_id: UUID | None
    status: str
    shelf: str
    snoozed_until: datetime | None
    priority: str
    tags: list[str]
    assignee_id: UUID | None
    team_id: UUID | None
    properties: dict[str, str]
    """Property -> its value, empty for a text."""
    due_at: datetime | None
    due: str
    """How the promise that is due first stands: ahead, soon, overdue, or empty. Of the past nothing is known of it."""
    ticket_id: UUID | None
    message_count: int
    last_direction: str
    active_at: datetime
    waiting_since: datetime | None
    version: int
    position: int
    valid_from: int
    """The position of the first event of the command that made it so."""

    @property
    def cursor(self) -> Cursor:
        """Where the next page begins after this row."""
        return self.active_at, self.conversation_id


@dataclass(frozen=True, slots=True)
class Counts:
    """How many conversations of one inbox each view shows."""

    open: int
    mine: int
    unassigned: int
    snoozed: int
    closed: int
    spam: int
    trash: int
    archive: int


COLUMNS = ", ".join(Conversation.__dataclass_fields__)
AFTER = "(%(at)s::timestamptz IS NULL OR (active_at, conversation_id) < (%(at)s, %(id)s))"
NEWEST = "ORDER BY active_at DESC, conversation_id DESC LIMIT %(limit)s"
VISIBLE = "account_id = %(account)s AND inbox_id = ANY(%(inboxes)s)"
THEN = COLUMNS.replace("due_at, due,", "NULL::timestamptz AS due_at, ''::text AS due,")
PAST = f"""(
    SELECT {THEN} FROM inbox_list WHERE {VISIBLE} AND valid_from <= %(as_of)s
    UNION ALL
    SELECT {THEN} FROM inbox_list_history
    WHERE {VISIBLE} AND valid_from <= %(as_of)s AND valid_to > %(as_of)s
) AS past"""


def of_contact(
    db: Db,
    account_id: UUID,
    inboxes: tuple[UUID, ...],
    contact_ids: Sequence[UUID],
    *,
    as_of: int | None = None,
    after: Cursor | None = None,
    limit: int = 50,
) -> list[Conversation]:
    """Return a page of the conversations of a contact and of those merged into it, open and closed, most recently active first, perhaps as they were."""
    table, visible = ("inbox_list", VISIBLE) if as_of is None else (PAST, "true")
    statement = f"""SELECT {COLUMNS} FROM {table} WHERE {visible} AND contact_id = ANY(%(contacts)s)
        AND shelf <> 'merged' AND {AFTER} {NEWEST}"""
    at, last = after or (None, None)
    values = {
        "account": account_id,
        "inboxes": list(inboxes),
        "contacts": list(contact_ids),
        "at": at,
        "id": last,
    }
    return _rows(db, statement, {**values, "as_of": as_of, "limit": limit})


def conversation(
    db: Db, account_id: UUID, inboxes: tuple[UUID, ...], conversation_id: UUID, *, as_of: int | None = None
) -> Conversation | None:
    """Return one row, as it is or as it was at a position."""
    table = "inbox_list" if as_of is None else PAST
    condition = VISIBLE if as_of is None else "true"
    statement = f"SELECT {COLUMNS} FROM {table} WHERE {condition} AND conversation_id = %(id)s"
    values = {"account": account_id, "inboxes": list(inboxes), "id": conversation_id, "as_of": as_of}
    found = _rows(db, statement, values)
    return found[0] if found else None


def counts(db: Db, account_id: UUID, inboxes: tuple[UUID, ...], user_id: UUID) -> dict[UUID, Counts]:
    """Return what each view shows of each inbox, `mine` for this user; nothing is counted here."""
    mine = f"mine:{user_id}"
    found: dict[UUID, dict[str, int]] = {inbox_id: {} for inbox_id in inboxes}
    statement = (
        f"SELECT inbox_id, scope, n FROM inbox_list_counters WHERE {VISIBLE} AND scope = ANY(%(scopes)s)"
    )
    scopes = [*SHELVES, "unassigned", mine]
    values = {"account": account_id, "inboxes": list(inboxes), "scopes": scopes}
    for inbox_id, scope, n in db.execute(statement, values):
        found[inbox_id][scope] = n
    return {
        inbox_id: Counts(
            mine=n.get(mine, 0),
            unassigned=n.get("unassigned", 0),
            **{shelf: n.get(shelf, 0) for shelf in SHELVES},
        )
        for inbox_id, n in found.items()
    }


def by_channel(db: Db, account_id: UUID, inboxes: tuple[UUID, ...]) -> dict[UUID, int]:
    """Return how many open conversations each channel has; nothing is counted here."""
    statement = f"SELECT scope, n FROM inbox_list_counters WHERE {VISIBLE} AND starts_with(scope, 'channel:') ORDER BY scope"
    found: dict[UUID, int] = {}
    for scope, n in db.execute(statement, {"account": account_id, "inboxes": list(inboxes)}):
        channel_id = UUID(scope.removeprefix("channel:"))
        found[channel_id] = found.get(channel_id, 0) + n
    return found


def _rows(db: Db, statement: str, values: dict[str, Any]) -> list[Conversation]:
    with db.cursor(row_factory=class_row(Conversation)) as cursor:
        return cursor.execute(statement, values).fetchall()
