"""Questions about schedules. Ids of another account find nothing."""

from dataclasses import dataclass
from uuid import UUID

from psycopg.rows import class_row

from projections.common.db import Db


@dataclass(frozen=True, slots=True)
class Schedule:
    """A schedule; a range is [day of the week, 0 is Monday, from, to], a holiday [YYYY-MM-DD, name]."""

    schedule_id: UUID
    name: str
    zone: str
    ranges: list[tuple[int, str, str]]
    holidays: list[tuple[str, str]]
    account_holidays: bool
    archived: bool
    version: int
    position: int


COLUMNS = ", ".join(Schedule.__dataclass_fields__)


def schedules(
    db: Db, account_id: UUID, *, after: tuple[str, UUID] | None = None, limit: int = 100
) -> list[Schedule]:
    """Return a page of the account's schedules by name, archived ones too; `after` is the last of the page before."""
    name, schedule_id = after or (None, None)
    statement = f"""
        SELECT {COLUMNS} FROM schedule WHERE account_id = %s
        AND (%s::text IS NULL OR (name, schedule_id) > (%s, %s)) ORDER BY name, schedule_id LIMIT %s"""
    with db.cursor(row_factory=class_row(Schedule)) as cursor:
        return cursor.execute(statement, [account_id, name, name, schedule_id, limit]).fetchall()


def schedule(db: Db, account_id: UUID, schedule_id: UUID) -> Schedule | None:
    """Return one."""
    statement = f"SELECT {COLUMNS} FROM schedule WHERE account_id = %s AND schedule_id = %s"
    with db.cursor(row_factory=class_row(Schedule)) as cursor:
        return cursor.execute(statement, [account_id, schedule_id]).fetchone()
