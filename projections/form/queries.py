"""Questions about forms and submissions.

`inboxes` are the ones the asker may see; what belongs to others is not found (ACC-10). A form that leads to no inbox yet
is for those who edit inboxes: `edits`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg.rows import class_row

from projections.common.db import Db


@dataclass(frozen=True, slots=True)
class Form:
    """A form; `state` is open, not_connected, paused or archived."""

    form_id: UUID
    key: str
    name: str
    state: str
    channel_id: UUID | None
    inbox_id: UUID | None
    create_tickets: bool
    has_ticket_fields: bool
    form_version: int
    fields_count: int
    submissions: int
    last_submitted_at: datetime | None
    created_at: datetime
    changed_at: datetime
    version: int
    position: int


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a form; `by` is the actor who made it."""

    form_version: int
    name: str
    at: datetime
    by: str
    fields_count: int
    submissions: int
    definition: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Submission:
    """What somebody sent; `ticket_skipped` says why it became no ticket. `given` are the answers, `files` the files."""

    submission_id: UUID
    form_id: UUID
    form_name: str
    form_version: int
    inbox_id: UUID
    contact_id: UUID
    conversation_id: UUID
    message_id: UUID
    intake_id: UUID
    ticket_id: UUID | None
    ticket_skipped: str
    submitted_at: datetime
    page: str
    given: list[dict[str, Any]]
    files: list[dict[str, Any]]
    position: int


@dataclass(frozen=True, slots=True)
class Seer:
    """Who asks."""

    account_id: UUID
    inboxes: Sequence[UUID]
    edits: bool = False


FORM = """
SELECT f.form_id, f.key, f.name,
    CASE WHEN f.archived THEN 'archived' WHEN NOT coalesce(c.connected, false) THEN 'not_connected'
        WHEN c.paused THEN 'paused' ELSE 'open' END AS state,
    f.channel_id, f.inbox_id, f.has_ticket_fields AND coalesce(c.tickets, false) AS create_tickets, f.has_ticket_fields,
    f.form_version, f.fields_count, f.submissions, f.last_submitted_at, f.created_at, f.changed_at, f.version, f.position
FROM form f LEFT JOIN form_channels c ON c.account_id = f.account_id AND c.channel_id = f.channel_id
WHERE f.account_id = %(account)s AND (f.inbox_id = ANY(%(inboxes)s) OR (f.inbox_id IS NULL AND %(edits)s))
"""
VERSION = f"""
SELECT {", ".join(Version.__dataclass_fields__)} FROM form_versions
WHERE account_id = %(account)s AND form_id = %(form)s
"""
SUBMISSION = f"""
SELECT {", ".join(f"s.{name}" for name in Submission.__dataclass_fields__ if name != "form_name")},
    f.name AS form_name
FROM form_submissions s JOIN form f ON f.account_id = s.account_id AND f.form_id = s.form_id
WHERE s.account_id = %(account)s AND s.inbox_id = ANY(%(inboxes)s)
"""


def forms(
    db: Db,
    seer: Seer,
    *,
    archived: bool = False,
    inbox_id: UUID | None = None,
    after: tuple[str, UUID] | None = None,
    limit: int = 50,
) -> list[Form]:
    """Return a page of forms by name."""
    name, form_id = after or (None, None)
    more = {"archived": archived, "inbox": inbox_id, "name": name, "id": form_id, "limit": limit}
    statement = f"""{FORM} AND f.archived = %(archived)s AND (%(inbox)s::uuid IS NULL OR f.inbox_id = %(inbox)s)
        AND (%(name)s::text IS NULL OR (f.name, f.form_id) > (%(name)s, %(id)s))
        ORDER BY f.name, f.form_id LIMIT %(limit)s"""
    with db.cursor(row_factory=class_row(Form)) as cursor:
        return cursor.execute(statement.encode(), _values(seer) | more).fetchall()


def form(db: Db, seer: Seer, form_id: UUID) -> Form | None:
    """Return one form."""
    with db.cursor(row_factory=class_row(Form)) as cursor:
        return cursor.execute(
            f"{FORM} AND f.form_id = %(form)s".encode(), _values(seer) | {"form": form_id}
        ).fetchone()


def versions(
    db: Db, account_id: UUID, form_id: UUID, *, before: int | None = None, limit: int = 50
) -> list[Version]:
    """Return a page of the versions of a form, which the asker sees, the newest first."""
    statement = f"""{VERSION} AND (%(before)s::bigint IS NULL OR form_version < %(before)s)
        ORDER BY form_version DESC LIMIT %(limit)s"""
    values = {"account": account_id, "form": form_id, "before": before, "limit": limit}
    with db.cursor(row_factory=class_row(Version)) as cursor:
        return cursor.execute(statement.encode(), values).fetchall()


def version(db: Db, account_id: UUID, form_id: UUID, number: int) -> Version | None:
    """Return one version of a form, which the asker sees."""
    values = {"account": account_id, "form": form_id, "number": number}
    with db.cursor(row_factory=class_row(Version)) as cursor:
        return cursor.execute(f"{VERSION} AND form_version = %(number)s".encode(), values).fetchone()


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which submissions; None: any."""

    form_id: UUID | None = None
    form_version: int | None = None
    contact_id: UUID | None = None
    since: datetime | None = None
    until: datetime | None = None


def submissions(
    db: Db, seer: Seer, wanted: Wanted, *, before: int | None = None, limit: int = 50
) -> list[Submission]:
    """Return a page of submissions, the newest first; `before` is the position of the last one of the page before."""
    values: dict[str, Any] = {name: getattr(wanted, name) for name in Wanted.__dataclass_fields__}
    conditions = {
        "form_id": "s.form_id = %(form_id)s", "form_version": "s.form_version = %(form_version)s",
        "contact_id": "s.contact_id = %(contact_id)s", "since": "s.submitted_at >= %(since)s",
        "until": "s.submitted_at < %(until)s",
    }  # fmt: skip
    values["before"] = before
    conditions["before"] = "s.position < %(before)s"
    told = "".join(f" AND {one}" for name, one in conditions.items() if values[name] is not None)
    statement = f"{SUBMISSION}{told} ORDER BY s.position DESC LIMIT %(limit)s"
    with db.cursor(row_factory=class_row(Submission)) as cursor:
        return cursor.execute(statement.encode(), _values(seer) | values | {"limit": limit}).fetchall()


def submission(db: Db, seer: Seer, submission_id: UUID) -> Submission | None:
    """Return one submission."""
    statement = f"{SUBMISSION} AND s.submission_id = %(submission)s"
    with db.cursor(row_factory=class_row(Submission)) as cursor:
        return cursor.execute(statement.encode(), _values(seer) | {"submission": submission_id}).fetchone()


def _values(seer: Seer) -> dict[str, Any]:
    return {"account": seer.account_id, "inboxes": list(seer.inboxes), "edits": seer.edits}
