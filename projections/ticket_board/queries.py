"""Questions about tickets.

`inboxes` are the ones the asker may see; tickets of others are not found (ACC-10).
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
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


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which tickets: all that fit everything that is not None; `name` is how the name begins, whatever its case."""

    pipeline_id: UUID | None = None
    stage: str | None = None
    owner_id: UUID | None = None
    unowned: bool = False
    priority: str | None = None
    contact_ids: Sequence[UUID] | None = None
    """A contact and those merged into it."""
    conversation_id: UUID | None = None
    name: str = ""

    def where(self) -> str:
        """Return the conditions; what they compare with is in `values`."""
        columns = ("pipeline_id", "stage", "owner_id", "priority", "conversation_id")
        found = [f" AND {column} = %({column})s" for column in columns if getattr(self, column) is not None]
        if self.contact_ids is not None:
            found.append(" AND contact_id = ANY(%(contact_ids)s)")
        if self.unowned:
            found.append(" AND owner_id IS NULL")
        if self.name:
            found.append(f" AND {BEGINNING} LIKE %(name)s")
        return "".join(found)

    def values(self) -> dict[str, Any]:
        """Return what the conditions compare with."""
        begins = self.name.lower()[:INDEXED].replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")
        return {**asdict(self), "contact_ids": list(self.contact_ids or ()), "name": f"{begins}%"}


INDEXED = 60
BEGINNING = f"left(lower(name), {INDEXED})"
EVERYTHING = Wanted()
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
    after: Cursor | None = None,
    limit: int = 50,
) -> list[Ticket]:
    """Return a page of tickets, newest first, perhaps as of a position (AUD-02).

    `after` is (opened_at, ticket_id) of the last row of the page before.
    """
    where, (at, last) = wanted.where() + _newest("opened_at", after), after or (None, None)
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
