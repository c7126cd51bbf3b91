"""Which of some conversations the asker may see (ACC-10)."""

from collections.abc import Collection
from uuid import UUID

from projections.common.db import Db

STATEMENT = """
SELECT conversation_id FROM thread
WHERE account_id = %s AND conversation_id = ANY(%s) AND inbox_id = ANY(%s)
"""


def seen(db: Db, account_id: UUID, inboxes: tuple[UUID, ...], ids: Collection[UUID]) -> set[UUID]:
    """Return those of `ids` that are in one of the inboxes."""
    return {row[0] for row in db.execute(STATEMENT, [account_id, list(ids), list(inboxes)])} if ids else set()
