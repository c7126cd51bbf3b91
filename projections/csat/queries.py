"""Questions about surveys and ratings. Ids of another account find nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from psycopg.rows import class_row

from projections.common.db import Db


@dataclass(frozen=True, slots=True)
class Survey:
    """How customers of an inbox are asked; version 0: nobody ever said."""

    inbox_id: UUID
    asks: bool = False
    delay_minutes: int = 60
    pause_days: int = 30
    question: str = ""
    thanks: str = ""
    version: int = 0
    position: int = 0


@dataclass(frozen=True, slots=True)
class Rating:
    """A customer who was asked; `mail` is empty while it is to leave, sent or refused; `score` None: no answer."""

    conversation_id: UUID
    inbox_id: UUID
    assignee_id: UUID | None
    asked_at: datetime
    expires_at: datetime
    mail: str
    score: int | None
    comment: str
    rated_at: datetime | None
    position: int


SURVEY = ", ".join(Survey.__dataclass_fields__)
RATING = ", ".join(Rating.__dataclass_fields__)


def survey(db: Db, account_id: UUID, inbox_id: UUID) -> Survey:
    """Return how customers of an inbox, which the asker sees, are asked."""
    statement = f"SELECT {SURVEY} FROM csat_surveys WHERE account_id = %s AND inbox_id = %s"
    with db.cursor(row_factory=class_row(Survey)) as cursor:
        return cursor.execute(statement, [account_id, inbox_id]).fetchone() or Survey(inbox_id)


def rating(db: Db, account_id: UUID, conversation_id: UUID) -> Rating | None:
    """Return what became of the question about a conversation, which the asker sees; None: nobody was asked."""
    statement = f"SELECT {RATING} FROM csat WHERE account_id = %s AND conversation_id = %s"
    with db.cursor(row_factory=class_row(Rating)) as cursor:
        return cursor.execute(statement, [account_id, conversation_id]).fetchone()


def ratings(
    db: Db,
    account_id: UUID,
    inboxes: Sequence[UUID],
    *,
    before: tuple[datetime, UUID] | None = None,
    limit: int = 50,
) -> list[Rating]:
    """Return a page of what was answered in these inboxes, the newest first."""
    at, conversation_id = before or (None, None)
    statement = f"""
        SELECT {RATING} FROM csat
        WHERE account_id = %s AND inbox_id = ANY(%s::uuid[]) AND rated_at IS NOT NULL
        AND (%s::timestamptz IS NULL OR (rated_at, conversation_id) < (%s, %s))
        ORDER BY rated_at DESC, conversation_id DESC LIMIT %s"""
    with db.cursor(row_factory=class_row(Rating)) as cursor:
        return cursor.execute(
            statement, [account_id, list(inboxes), at, at, conversation_id, limit]
        ).fetchall()
