"""Questions to the timeline. What happened is read from the log by position; here is only where to look."""

from dataclasses import dataclass
from uuid import UUID

from psycopg.rows import class_row

from projections.common.db import Db


@dataclass(frozen=True, slots=True)
class Entry:
    """Where an event is, and what it is; who caused it, when and why stands there."""

    position: int
    topic: str


def page(
    db: Db,
    account_id: UUID,
    object_kind: str,
    object_id: UUID,
    *,
    after: int = 0,
    up_to: int | None = None,
    limit: int = 200,
) -> list[Entry]:
    """Return a page of an object's history in order: after a position, perhaps up to and with another (AUD-01).

    `object_kind` is what the topics of its events begin with: account, canned_reply, channel, contact, conversation and so on.
    """
    end = "" if up_to is None else "AND position <= %(up_to)s"
    statement = f"""
        SELECT {", ".join(Entry.__dataclass_fields__)} FROM timeline
        WHERE account_id = %(account)s AND object_kind = %(kind)s AND object_id = %(id)s AND position > %(after)s {end}
        ORDER BY position LIMIT %(limit)s"""
    values = {
        "account": account_id, "kind": object_kind, "id": object_id, "after": after, "up_to": up_to, "limit": limit,
    }  # fmt: skip
    with db.cursor(row_factory=class_row(Entry)) as cursor:
        return cursor.execute(statement, values).fetchall()
