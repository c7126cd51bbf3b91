"""Who is there for visitors of an inbox's channels, whether a rule names them or not (CHT-06)."""

from uuid import UUID

from psycopg.rows import class_row

from projections.common.db import Db
from projections.people.queries import SEES, Candidate

MOST = 1_000
MEMBERS = f"""
SELECT u.user_id, u.active, u.seats, true AS inbox_access, u.available, u.available_until,
    u.capacity_live, u.capacity_total, coalesce(l.open, 0) AS open, coalesce(l.live, 0) AS live, l.last_taken_at,
    false AS extra
FROM people_users u
JOIN people_inboxes i ON i.account_id = u.account_id AND i.inbox_id = %s
LEFT JOIN people_loads l ON l.account_id = u.account_id AND l.user_id = u.user_id
WHERE u.account_id = %s AND u.active AND {SEES} ORDER BY u.user_id LIMIT {MOST}
"""


def members(db: Db, account_id: UUID, inbox_id: UUID) -> list[Candidate]:
    """Return the active users who see an inbox, by id, as routing knows users."""
    with db.cursor(row_factory=class_row(Candidate)) as cursor:
        return cursor.execute(MEMBERS.encode(), [inbox_id, account_id]).fetchall()
