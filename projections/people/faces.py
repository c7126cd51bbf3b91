"""Whom customers see: a name and perhaps a picture (ACC-12, CHT-03). Ids of another account find nothing."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from psycopg.rows import class_row

from projections.common.db import Db

FACES = """
SELECT user_id, coalesce(nullif(shown_name, ''), name) AS name, CASE WHEN active THEN picture_id END AS picture_id,
    picture_type
FROM people_users WHERE account_id = %s AND user_id = ANY(%s::uuid[])
"""


@dataclass(frozen=True, slots=True)
class Face:
    """A user as customers see them; no picture while they are deactivated."""

    user_id: UUID
    name: str
    picture_id: UUID | None
    picture_type: str


def faces(db: Db, account_id: UUID, user_ids: Collection[UUID]) -> dict[UUID, Face]:
    """Return users by id; unknown ones are absent."""
    if not user_ids:
        return {}
    with db.cursor(row_factory=class_row(Face)) as cursor:
        found = cursor.execute(FACES, [account_id, list(set(user_ids))]).fetchall()
    return {one.user_id: one for one in found}
