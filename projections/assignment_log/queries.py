"""Questions to the assignment log.

`inboxes` are the ones the asker may see; decisions about others are not found (ACC-10).
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg.rows import class_row

from projections.common.db import Db


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision and its inputs (RTG-08).

    `kind` is assignment or ticket_skipped; `considered` each candidate with its verdict; `facts_position` the log
    position the facts had; `reasons` and `advice` say why and what to do instead; `trigger` why a rule decided just then, `notice` what
    became of the mail to an owner who was away. `position` is its id and cursor.
    """

    position: int
    kind: str
    conversation_id: UUID
    inbox_id: UUID
    channel_id: UUID
    outcome: str
    source: str
    assignee_id: UUID | None
    previous_id: UUID | None
    policy: str
    rule_version: int | None
    strategy: str
    available_only: bool | None
    reasons: list[str]
    considered: list[dict[str, str | int | bool | None]]
    facts_position: int | None
    advice: str
    actor: str
    at: datetime
    correlation_id: UUID
    trigger: str = ""
    team_id: UUID | None = None
    notice: str = ""


SELECT = f"""
SELECT {", ".join(Decision.__dataclass_fields__)} FROM assignment_log
WHERE account_id = %(account)s AND inbox_id = ANY(%(inboxes)s)"""


def around(db: Db, account_id: UUID, at: datetime) -> tuple[int, int | None]:
    """Return the position of the account's last decision up to a time, 0 for none, and that of the one after it."""
    before = "SELECT max(position) FROM assignment_log WHERE account_id = %s AND at <= %s"
    ((low,),) = db.execute(before, [account_id, at]).fetchall()
    after = "SELECT min(position) FROM assignment_log WHERE account_id = %s AND at > %s AND position > %s"
    ((high,),) = db.execute(after, [account_id, at, low or 0]).fetchall()
    return low or 0, high


def of_conversation(
    db: Db,
    account_id: UUID,
    inboxes: tuple[UUID, ...],
    conversation_id: UUID,
    *,
    before: int | None = None,
    limit: int = 50,
) -> list[Decision]:
    """Return the decisions about one conversation, newest first, before a position."""
    where = " AND conversation_id = %(conversation)s"
    return _decisions(db, account_id, inboxes, where, before, limit, conversation=conversation_id)


def of_account(
    db: Db,
    account_id: UUID,
    inboxes: tuple[UUID, ...],
    *,
    kind: str | None = None,
    before: int | None = None,
    limit: int = 50,
) -> list[Decision]:
    """Return a page of all decisions, newest first, perhaps of one kind, before a position."""
    where = " AND kind = %(kind)s" if kind else ""
    return _decisions(db, account_id, inboxes, where, before, limit, kind=kind)


def number(db: Db, account_id: UUID, inboxes: tuple[UUID, ...], *, kind: str | None = None) -> int:
    """Return how many decisions `of_account` has in all."""
    statement = (
        "SELECT count(*) FROM assignment_log WHERE account_id = %(account)s AND inbox_id = ANY(%(inboxes)s)"
    )
    statement += " AND kind = %(kind)s" if kind else ""
    bound = {"account": account_id, "inboxes": list(inboxes), "kind": kind}
    ((rows,),) = db.execute(statement, bound).fetchall()
    return int(rows)


def _decisions(
    db: Db,
    account_id: UUID,
    inboxes: tuple[UUID, ...],
    where: str,
    before: int | None,
    limit: int,
    **values: Any,
) -> list[Decision]:
    older = "" if before is None else " AND position < %(before)s"
    bound = {"account": account_id, "inboxes": list(inboxes), "before": before, "limit": limit, **values}
    with db.cursor(row_factory=class_row(Decision)) as cursor:
        statement = f"{SELECT}{where}{older} ORDER BY position DESC LIMIT %(limit)s"
        return cursor.execute(statement, bound).fetchall()
