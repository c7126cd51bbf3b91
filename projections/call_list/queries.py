"""Questions about calls. Who may see one is for the caller to say: whoever sees the entry it has in a conversation."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from psycopg.rows import class_row

from projections.common.db import Db


@dataclass(frozen=True, slots=True)
class Call:
    """A call as it stands (CAL-01, CAL-02).

    `state` is ringing, answered or ended; `outcome` and `side` are as in `CallEnded`; `rung` are users' ids as text, and
    `agent_id` is who is in it. `consent` is what was said to being recorded: agreed, refused or nothing yet (empty). What is
    known of a recording is empty until one is kept; `dropped` is why one was not. `transcript_state` is none, waiting, done
    or failed, `confidence` in percent.
    """

    call_id: UUID
    conversation_id: UUID
    contact_id: UUID
    channel_id: UUID
    direction: str
    number: str
    agent_id: UUID | None
    began_at: datetime
    state: str
    rung: list[str]
    hanging_up: bool
    answered_at: datetime | None
    ended_at: datetime | None
    outcome: str
    side: str
    seconds: int | None
    code: str
    consent: str
    recording_id: UUID | None
    recording_kind: str
    recording_seconds: int
    recording_type: str
    recording_blob: UUID | None
    dropped: str
    transcript: str | None
    confidence: int | None
    transcript_state: str
    version: int
    position: int


@dataclass(frozen=True, slots=True)
class On:
    """A call that is on, to be asked after where its end was never told."""

    account_id: UUID
    call_id: UUID
    direction: str
    state: str
    began_at: datetime


CALL = f"SELECT {', '.join(Call.__dataclass_fields__)} FROM call_list"


def calls(db: Db, account_id: UUID, call_ids: Sequence[UUID]) -> dict[UUID, Call]:
    """Return those of these calls that there are, by id."""
    if not call_ids:
        return {}
    with db.cursor(row_factory=class_row(Call)) as cursor:
        found = cursor.execute(
            f"{CALL} WHERE account_id = %s AND call_id = ANY(%s)", [account_id, list(call_ids)]
        )
        return {one.call_id: one for one in found}


def of_user(db: Db, account_id: UUID, user_id: UUID, since: datetime) -> list[Call]:
    """Return the calls since a time that ring a user or that they are in, the oldest first."""
    where = (
        "account_id = %s AND state <> 'ended' AND began_at > %s"
        " AND (agent_id = %s OR (state = 'ringing' AND direction = 'inbound' AND rung ? %s))"
    )
    with db.cursor(row_factory=class_row(Call)) as cursor:
        values = [account_id, since, user_id, str(user_id)]
        return cursor.execute(f"{CALL} WHERE {where} ORDER BY began_at, call_id", values).fetchall()


def callers(db: Db, account_id: UUID, since: datetime, most: int) -> list[UUID]:
    """Return who made each of the calls that were made from here since a time, the newest so many."""
    statement = (
        "SELECT agent_id FROM call_list WHERE account_id = %s AND direction = 'outbound' AND began_at > %s"
        " ORDER BY began_at DESC LIMIT %s"
    )
    return [row[0] for row in db.execute(statement, [account_id, since, most])]


def still_on(db: Db, before: datetime, *, limit: int = 100) -> list[On]:
    """Return calls of all accounts that began before a time and are not known to have ended, the oldest first."""
    statement = (
        f"SELECT {', '.join(On.__dataclass_fields__)} FROM call_list"
        " WHERE state <> 'ended' AND began_at < %s ORDER BY began_at, call_id LIMIT %s"
    )
    with db.cursor(row_factory=class_row(On)) as cursor:
        return cursor.execute(statement, [before, limit]).fetchall()
