"""Questions about saved views: each answer holds only what the asker may see (CNV-03)."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from psycopg.rows import class_row

from domain.view.filter import Filter
from projections.common.db import Db


@dataclass(frozen=True, slots=True)
class SavedView:
    """A saved view; ids are texts, `shared` is nobody, team or everyone, and `place` says where it stands."""

    view_id: UUID
    owner_id: UUID | None
    name: str
    shared: str
    team_id: UUID | None
    place: int
    sort: str
    base: str
    inbox_ids: list[str]
    channel_ids: list[str]
    assignee_ids: list[str]
    tags: list[str]
    priorities: list[str]
    kinds: list[str]
    waiting: bool
    unread: bool
    team_ids: list[str]
    dues: list[str]
    properties: list[list[str]]
    version: int
    position: int

    @property
    def filter(self) -> Filter:
        """What it shows."""
        return Filter(
            self.base, _ids(self.inbox_ids), _ids(self.channel_ids), _ids(self.assignee_ids), tuple(self.tags),
            tuple(self.priorities), tuple(self.kinds), self.waiting, self.unread, _ids(self.team_ids), tuple(self.dues),
            tuple((property_id, how, value) for property_id, how, value in self.properties),
        )  # fmt: skip


MOST = 200
COLUMNS = ", ".join(SavedView.__dataclass_fields__)
SEEN = """account_id = %(account)s AND (%(removed)s OR NOT removed)
    AND (owner_id = %(user)s OR shared = 'everyone' OR shared = 'team' AND team_id = ANY(%(teams)s))"""


def views(db: Db, account_id: UUID, user_id: UUID | None, team_ids: Sequence[UUID]) -> list[SavedView]:
    """Return the views a user sees, in the order of the rail; at most 200. None is a machine: it sees what all see."""
    statement = f"SELECT {COLUMNS} FROM saved_view WHERE {SEEN} ORDER BY place, name, view_id LIMIT {MOST}"
    values = {"account": account_id, "user": user_id, "teams": list(team_ids), "removed": False}
    with db.cursor(row_factory=class_row(SavedView)) as cursor:
        return cursor.execute(statement, values).fetchall()


def view(
    db: Db,
    account_id: UUID,
    user_id: UUID | None,
    team_ids: Sequence[UUID],
    view_id: UUID,
    *,
    removed: bool = False,
) -> SavedView | None:
    """Return one of them, or also one that was `removed`."""
    statement = f"SELECT {COLUMNS} FROM saved_view WHERE {SEEN} AND view_id = %(view)s"
    values = {
        "account": account_id,
        "user": user_id,
        "teams": list(team_ids),
        "view": view_id,
        "removed": removed,
    }
    with db.cursor(row_factory=class_row(SavedView)) as cursor:
        return cursor.execute(statement, values).fetchone()


def _ids(texts: Sequence[str]) -> tuple[UUID, ...]:
    return tuple(map(UUID, texts))
