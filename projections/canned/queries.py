"""Questions about what is prepared, as one person may see it (ACC-10)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg.rows import class_row

from projections.common.db import Db

MOST = 1000


@dataclass(frozen=True, slots=True)
class Reply:
    """A canned reply; `scope` is everyone, inbox, team or own, `scope_id` whose."""

    reply_id: UUID
    name: str
    shortcut: str
    text: str
    scope: str
    scope_id: UUID | None
    deleted: bool
    changed_at: datetime
    version: int
    position: int


@dataclass(frozen=True, slots=True)
class Macro:
    """A macro; `actions` are {"do", ...} in order."""

    macro_id: UUID
    name: str
    actions: list[dict[str, str]]
    scope: str
    scope_id: UUID | None
    deleted: bool
    changed_at: datetime
    version: int
    position: int


@dataclass(frozen=True, slots=True)
class Seer:
    """Who asks; `everything` is for whoever looks after what everybody uses, but not what is another's own."""

    account_id: UUID
    user_id: UUID | None
    inboxes: tuple[UUID, ...]
    teams: tuple[UUID, ...]
    everything: bool = False


SEEN = """
account_id = %(account)s AND (scope = 'everyone' OR (scope = 'own' AND scope_id = %(user)s)
    OR (scope = 'inbox' AND scope_id = ANY(%(inboxes)s))
    OR (scope = 'team' AND (scope_id = ANY(%(teams)s) OR %(everything)s)))
"""
REPLIES = f"SELECT {', '.join(Reply.__dataclass_fields__)} FROM canned_replies WHERE {SEEN}"
MACROS = f"SELECT {', '.join(Macro.__dataclass_fields__)} FROM canned_macros WHERE {SEEN}"


def replies(db: Db, seer: Seer) -> Sequence[Reply]:
    """Return those offered, by name."""
    with db.cursor(row_factory=class_row(Reply)) as cursor:
        statement = f"{REPLIES} AND NOT deleted ORDER BY name, reply_id LIMIT {MOST}"
        return cursor.execute(statement.encode(), _values(seer)).fetchall()


def reply(db: Db, seer: Seer, reply_id: UUID) -> Reply | None:
    """Return one, deleted or not."""
    with db.cursor(row_factory=class_row(Reply)) as cursor:
        values = _values(seer) | {"id": reply_id}
        return cursor.execute(f"{REPLIES} AND reply_id = %(id)s".encode(), values).fetchone()


def macros(db: Db, seer: Seer) -> Sequence[Macro]:
    """Return those offered, by name."""
    with db.cursor(row_factory=class_row(Macro)) as cursor:
        statement = f"{MACROS} AND NOT deleted ORDER BY name, macro_id LIMIT {MOST}"
        return cursor.execute(statement.encode(), _values(seer)).fetchall()


def macro(db: Db, seer: Seer, macro_id: UUID) -> Macro | None:
    """Return one, deleted or not."""
    with db.cursor(row_factory=class_row(Macro)) as cursor:
        values = _values(seer) | {"id": macro_id}
        return cursor.execute(f"{MACROS} AND macro_id = %(id)s".encode(), values).fetchone()


def _values(seer: Seer) -> dict[str, Any]:
    return {
        "account": seer.account_id, "user": seer.user_id, "inboxes": list(seer.inboxes), "teams": list(seer.teams),
        "everything": seer.everything,
    }  # fmt: skip
