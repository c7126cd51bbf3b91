"""Questions about promises. Ids of another account find nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from psycopg.rows import class_row

from projections.common.db import Db


@dataclass(frozen=True, slots=True)
class Policy:
    """A policy; a target is [priority, minutes to first reply, next reply, resolution], no inboxes or channels are all."""

    policy_id: UUID
    name: str
    schedule_id: UUID | None
    inbox_ids: list[str]
    channel_ids: list[str]
    targets: list[tuple[str, int | None, int | None, int | None]]
    warn_minutes: int
    archived: bool
    version: int
    position: int


@dataclass(frozen=True, slots=True)
class Promise:
    """What a conversation is promised: goals, due times, and states, each empty, warned or breached.

    `due_at` is the soonest due time; `met` and `breached` count what became of promises so far.
    """

    conversation_id: UUID
    inbox_id: UUID
    policy_id: UUID | None
    reply_goal: str
    reply_due: datetime | None
    reply_state: str
    resolution_due: datetime | None
    resolution_state: str
    due_at: datetime | None
    met: int
    breached: int


COLUMNS = ", ".join(Promise.__dataclass_fields__)
POLICY = ", ".join(Policy.__dataclass_fields__)


def policies(db: Db, account_id: UUID, *, limit: int = 200) -> list[Policy]:
    """Return the account's policies by name, archived ones too."""
    statement = (
        f"SELECT {POLICY} FROM promise_policies WHERE account_id = %s ORDER BY name, policy_id LIMIT %s"
    )
    with db.cursor(row_factory=class_row(Policy)) as cursor:
        return cursor.execute(statement, [account_id, limit]).fetchall()


def policy(db: Db, account_id: UUID, policy_id: UUID) -> Policy | None:
    """Return one."""
    statement = f"SELECT {POLICY} FROM promise_policies WHERE account_id = %s AND policy_id = %s"
    with db.cursor(row_factory=class_row(Policy)) as cursor:
        return cursor.execute(statement, [account_id, policy_id]).fetchone()


def promises(db: Db, account_id: UUID, conversations: Sequence[UUID]) -> list[Promise]:
    """Return what these conversations, which the asker sees, are promised; those promised nothing ever are absent."""
    statement = f"SELECT {COLUMNS} FROM promise WHERE account_id = %s AND conversation_id = ANY(%s::uuid[])"
    with db.cursor(row_factory=class_row(Promise)) as cursor:
        return cursor.execute(statement, [account_id, list(conversations)]).fetchall()


def due(
    db: Db,
    account_id: UUID,
    inboxes: Sequence[UUID],
    *,
    after: tuple[datetime, UUID] | None = None,
    limit: int = 50,
) -> list[Promise]:
    """Return a page of what is promised in these inboxes and not done, what is due first first."""
    at, conversation_id = after or (None, None)
    statement = f"""
        SELECT {COLUMNS} FROM promise
        WHERE account_id = %s AND inbox_id = ANY(%s::uuid[]) AND due_at IS NOT NULL
        AND (%s::timestamptz IS NULL OR (due_at, conversation_id) > (%s, %s))
        ORDER BY due_at, conversation_id LIMIT %s"""
    with db.cursor(row_factory=class_row(Promise)) as cursor:
        return cursor.execute(
            statement, [account_id, list(inboxes), at, at, conversation_id, limit]
        ).fetchall()
