"""Questions about tickets.

`inboxes` are the ones the asker may see; tickets of others are not found (ACC-10).
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg.rows import class_row

from projections.common.db import Db

Cursor = tuple[datetime, UUID]


@dataclass(frozen=True, slots=True)
class Ticket:
    """A ticket; `moved_at` is when it came into its stage."""

    ticket_id: UUID
    contact_id: UUID
    conversation_id: UUID
    channel_id: UUID
    inbox_id: UUID
    name: str
    pipeline_id: UUID
    stage: str
    priority: str
    category: str
    source: str
    owner_id: UUID | None
    opened_at: datetime
    moved_at: datetime
    version: int
    position: int


@dataclass(frozen=True, slots=True)
class Pipeline:
    """A pipeline; its stages are {"key", "name", "closed"} each, in order."""

    pipeline_id: UUID
    name: str
    stages: list[dict[str, str | bool]]
    version: int
    position: int


COLUMNS = ", ".join(Ticket.__dataclass_fields__)
TICKET = f"SELECT {COLUMNS} FROM ticket_board"
PIPELINE = f"SELECT {', '.join(Pipeline.__dataclass_fields__)} FROM ticket_board_pipelines"
VISIBLE = "account_id = %(account)s AND inbox_id = ANY(%(inboxes)s)"
PAST = f"""(
    SELECT {COLUMNS}, account_id FROM ticket_board WHERE {VISIBLE} AND position <= %(as_of)s
    UNION ALL
    SELECT {COLUMNS}, account_id FROM ticket_board_history
    WHERE {VISIBLE} AND position <= %(as_of)s AND valid_to > %(as_of)s
) AS past"""


def ticket(db: Db, account_id: UUID, inboxes: tuple[UUID, ...], ticket_id: UUID) -> Ticket | None:
    """Return one ticket."""
    found = _tickets(db, account_id, inboxes, "AND ticket_id = %(ticket)s", ticket=ticket_id)
    return found[0] if found else None


def stage(
    db: Db,
    account_id: UUID,
    inboxes: tuple[UUID, ...],
    pipeline_id: UUID,
    stage: str,
    *,
    as_of: int | None = None,
    after: Cursor | None = None,
    limit: int = 50,
) -> list[Ticket]:
    """Return a page of one stage of the board, last moved first; `after` is (moved_at, ticket_id) of the last row.

    `as_of` shows the stage as it was at a position of the log (AUD-02).
    """
    where = "AND pipeline_id = %(pipeline)s AND stage = %(stage)s" + _newest("moved_at", after)
    at, last = after or (None, None)
    return _tickets(
        db,
        account_id,
        inboxes,
        where,
        pipeline=pipeline_id,
        stage=stage,
        as_of=as_of,
        at=at,
        id=last,
        limit=limit,
    )


def tickets(
    db: Db,
    account_id: UUID,
    inboxes: tuple[UUID, ...],
    *,
    contact_id: UUID | None = None,
    conversation_id: UUID | None = None,
    as_of: int | None = None,
    after: Cursor | None = None,
    limit: int = 50,
) -> list[Ticket]:
    """Return a page of tickets, newest first, perhaps of one contact or conversation, or as of a position (AUD-02).

    `after` is (opened_at, ticket_id) of the last row of the page before.
    """
    where = " AND contact_id = %(contact)s" if contact_id else ""
    where += " AND conversation_id = %(conversation)s" if conversation_id else ""
    where += _newest("opened_at", after)
    at, last = after or (None, None)
    return _tickets(
        db, account_id, inboxes, where, contact=contact_id, conversation=conversation_id, as_of=as_of, at=at, id=last, limit=limit
    )  # fmt: skip


def counts(
    db: Db, account_id: UUID, inboxes: tuple[UUID, ...], pipeline_id: UUID, *, as_of: int | None = None
) -> dict[str, int]:
    """Return stage key -> how many tickets of these inboxes are in it, or were; stages without any are absent."""
    if as_of is None:
        statement = f"""
            SELECT stage, sum(n)::bigint FROM ticket_board_counters
            WHERE {VISIBLE} AND pipeline_id = %(pipeline)s GROUP BY stage"""
    else:
        statement = f"SELECT stage, count(*) FROM {PAST} WHERE pipeline_id = %(pipeline)s GROUP BY stage"
    values = {"account": account_id, "inboxes": list(inboxes), "pipeline": pipeline_id, "as_of": as_of}
    return {row[0]: row[1] for row in db.execute(statement, values)}


def pipeline(db: Db, account_id: UUID, pipeline_id: UUID) -> Pipeline | None:
    """Return one pipeline."""
    with db.cursor(row_factory=class_row(Pipeline)) as cursor:
        statement = f"{PIPELINE} WHERE account_id = %s AND pipeline_id = %s"
        return cursor.execute(statement, [account_id, pipeline_id]).fetchone()


def pipelines(db: Db, account_id: UUID, *, limit: int = 100) -> list[Pipeline]:
    """Return the account's pipelines by name."""
    with db.cursor(row_factory=class_row(Pipeline)) as cursor:
        statement = f"{PIPELINE} WHERE account_id = %s ORDER BY name, pipeline_id LIMIT %s"
        return cursor.execute(statement, [account_id, limit]).fetchall()


def _newest(column: str, after: Cursor | None) -> str:
    start = f" AND ({column}, ticket_id) < (%(at)s, %(id)s)" if after else ""
    return f"{start} ORDER BY {column} DESC, ticket_id DESC LIMIT %(limit)s"


def _tickets(db: Db, account_id: UUID, inboxes: tuple[UUID, ...], where: str, **values: Any) -> list[Ticket]:
    with db.cursor(row_factory=class_row(Ticket)) as cursor:
        bound = {"account": account_id, "inboxes": list(inboxes), **values}
        if values.get("as_of") is None:
            return cursor.execute(f"{TICKET} WHERE {VISIBLE} {where}", bound).fetchall()
        return cursor.execute(f"SELECT {COLUMNS} FROM {PAST} WHERE true {where}", bound).fetchall()
