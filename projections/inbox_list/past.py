"""How many conversations there were of each status (AUD-02)."""

from uuid import UUID

from projections.common.db import Db
from projections.inbox_list.queries import PAST


def counted(db: Db, account_id: UUID, inboxes: tuple[UUID, ...], as_of: int) -> dict[str, int]:
    """Return status -> how many conversations had it at a position of the log; what none had is absent."""
    statement = f"SELECT status, count(*) FROM {PAST} GROUP BY status ORDER BY status"
    values = {"account": account_id, "inboxes": list(inboxes), "as_of": as_of}
    return {row[0]: row[1] for row in db.execute(statement.encode(), values)}
