"""Questions about tickets.

`inboxes` are the ones the asker may see; tickets of others are not found (ACC-10).
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg.rows import class_row

from projections.common.db import Db
from projections.ticket_board.wanted import EVERYTHING, Wanted

Cursor = tuple[datetime, UUID]


@dataclass(frozen=True, slots=True)
class Ticket:
    """A ticket; `moved_at` is when it came into its stage."""

    ticket_id: UUID
    contact_id: UUID
    conversation_id: UUID | None
    channel_id: UUID | None
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
    description: str | None
    properties: dict[str, dict[str, str]]
    """Property id -> {"kind", "value"}."""
    contact_ids: list[str]
    conversation_ids: list[str]
    follows: bool
    closed_at: datetime | None
    """When it last came into a stage of tickets that are done, while it is in one."""
    reopened_at: datetime | None


@dataclass(frozen=True, slots=True)
class Pipeline:
    """A pipeline; its stages are {"key", "name", "closed"} each, in order."""

    pipeline_id: UUID
    name: str
    stages: list[dict[str, str | bool]]
    version: int
    position: int
    archived: bool
    removed: dict[str, str]
    """Stages that are no more -> where their tickets go."""


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
    wanted: Wanted = EVERYTHING,
    as_of: int | None = None,
    after: Cursor | None = None,
    limit: int = 50,
) -> list[Ticket]:
    """Return a page of one stage of the board, last moved first; `after` is (moved_at, ticket_id) of the last row.

    `as_of` shows the stage as it was at a position of the log (AUD-02).
    """
    there = replace(wanted, pipeline_id=pipeline_id, stage=stage)
    where, (at, last) = there.where() + _newest("moved_at", after), after or (None, None)
    return _tickets(
        db, account_id, inboxes, where, **there.values(), as_of=as_of, at=at, id=last, limit=limit
    )


def tickets(
    db: Db,
    account_id: UUID,
    inboxes: tuple[UUID, ...],
    *,
    wanted: Wanted = EVERYTHING,
    as_of: int | None = None,
    by: str = "opened_at",
    descending: bool = True,
    after: Cursor | None = None,
    limit: int = 50,
) -> list[Ticket]:
    """Return a page of tickets by `opened_at` or `moved_at`, perhaps as of a position (AUD-02).

    `after` is (that time, ticket_id) of the last row of the page before.
    """
    order = _newest(by, after) if descending else _oldest(by, after)
    where, (at, last) = wanted.where() + order, after or (None, None)
    return _tickets(
        db, account_id, inboxes, where, **wanted.values(), as_of=as_of, at=at, id=last, limit=limit
    )


def some(
    db: Db,
    account_id: UUID,
    inboxes: tuple[UUID, ...],
    ticket_ids: tuple[UUID, ...],
    as_of: int | None = None,
) -> list[Ticket]:
    """Return these tickets, as far as there are such, perhaps as of a position."""
    return _tickets(
        db, account_id, inboxes, " AND ticket_id = ANY(%(ids)s)", ids=list(ticket_ids), as_of=as_of
    )


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
    """Return the account's pipelines by name, archived ones last."""
    with db.cursor(row_factory=class_row(Pipeline)) as cursor:
        statement = f"{PIPELINE} WHERE account_id = %s ORDER BY archived, name, pipeline_id LIMIT %s"
        return cursor.execute(statement, [account_id, limit]).fetchall()


def _newest(column: str, after: Cursor | None) -> str:
    start = f" AND ({column}, ticket_id) < (%(at)s, %(id)s)" if after else ""
    return f"{start} ORDER BY {column} DESC, ticket_id DESC LIMIT %(limit)s"


def _oldest(column: str, after: Cursor | None) -> str:
    start = f" AND ({column}, ticket_id) > (%(at)s, %(id)s)" if after else ""
    return f"{start} ORDER BY {column}, ticket_id LIMIT %(limit)s"


def in_removed_stages(db: Db, account_id: UUID, pipeline_id: UUID, limit: int) -> list[UUID]:
    """Return tickets that are still in stages which are no more, those of all inboxes."""
    statement = """
        SELECT t.ticket_id FROM ticket_board_pipelines p
        CROSS JOIN LATERAL jsonb_object_keys(p.removed) AS gone (stage)
        JOIN ticket_board t ON t.account_id = p.account_id AND t.pipeline_id = p.pipeline_id AND t.stage = gone.stage
        WHERE p.account_id = %s AND p.pipeline_id = %s LIMIT %s"""
    return [row[0] for row in db.execute(statement, [account_id, pipeline_id, limit])]


def number(db: Db, account_id: UUID, inboxes: tuple[UUID, ...]) -> int:
    """Return how many tickets these inboxes have, from the counters."""
    statement = f"SELECT coalesce(sum(n), 0)::bigint FROM ticket_board_counters WHERE {VISIBLE}"
    found = db.execute(statement, {"account": account_id, "inboxes": list(inboxes)}).fetchone()
    return int(found[0]) if found else 0


def _tickets(db: Db, account_id: UUID, inboxes: tuple[UUID, ...], where: str, **values: Any) -> list[Ticket]:
    with db.cursor(row_factory=class_row(Ticket)) as cursor:
        bound = {"account": account_id, "inboxes": list(inboxes), **values}
        if values.get("as_of") is None:
            return cursor.execute(f"{TICKET} WHERE {VISIBLE} {where}", bound).fetchall()
        return cursor.execute(f"SELECT {COLUMNS} FROM {PAST} WHERE true {where}", bound).fetchall()
