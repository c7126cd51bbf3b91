"""Questions about consents. `inboxes` are the ones the asker may see; consents on channels of others are not found."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg.rows import class_row

from projections.common.db import Db

Cursor = tuple[datetime, UUID]
STATES = ("given", "outdated", "withdrawn")
"""`outdated`: they agreed, and the channel asks something else by now, so that they are asked again (PRV-05)."""


@dataclass(frozen=True, slots=True)
class Consent:
    """A contact's consent on a channel; the text is what they agreed to last. `name` is the contact's, as it is known now."""

    consent_id: UUID
    contact_id: UUID
    channel_id: UUID
    inbox_id: UUID
    purpose: str
    state: str
    mode: str
    method: str
    text_version: int
    text_hash: str
    language: str
    given_at: datetime | None
    withdrawn_at: datetime | None
    withdrawn_by: str
    changed_at: datetime
    version: int
    position: int
    name: str

    @property
    def cursor(self) -> Cursor:
        """Where the next page begins after this."""
        return self.changed_at, self.consent_id


@dataclass(frozen=True, slots=True)
class Text:
    """What a channel asked in one version, who had set it and when."""

    channel_id: UUID
    text_version: int
    mode: str
    purpose: str
    texts: dict[str, str]
    actor: str
    at: datetime
    position: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which consents: every bound that is None asks for all; `contacts` are ids of people who count as one."""

    contacts: Sequence[UUID] | None = None
    channel_id: UUID | None = None
    state: str | None = None
    mode: str | None = None
    since: datetime | None = None
    until: datetime | None = None


OUTDATED = (
    "c.purpose <> 'messages' AND k.mode <> 'off' AND (c.mode, c.text_version) <> (k.mode, k.text_version)"
)
SHOWN = {
    name: f"c.{name}" for name in Consent.__dataclass_fields__
} | {"state": f"CASE WHEN c.state = 'given' AND {OUTDATED} THEN 'outdated' ELSE c.state END", "name": "coalesce(p.name, '')"}  # fmt: skip
FROM = """
FROM consent c
LEFT JOIN LATERAL (
    SELECT mode, text_version FROM consent_texts t WHERE t.account_id = c.account_id AND t.channel_id = c.channel_id
    ORDER BY t.text_version DESC LIMIT 1
) k ON true
LEFT JOIN contact_profile p ON p.account_id = c.account_id AND p.contact_id = c.contact_id
WHERE c.account_id = %(account)s AND c.inbox_id = ANY(%(inboxes)s)"""
BOUNDS = {
    "contacts": "c.contact_id = ANY(%(contacts)s)",
    "channel_id": "c.channel_id = %(channel_id)s",
    "mode": "c.mode = %(mode)s",
    "since": "c.changed_at >= %(since)s",
    "until": "c.changed_at < %(until)s",
}
IN_STATE = {
    "given": f"c.state = 'given' AND NOT coalesce({OUTDATED}, false)",
    "outdated": f"c.state = 'given' AND {OUTDATED}",
    "withdrawn": "c.state = 'withdrawn'",
}


def page(
    db: Db,
    account_id: UUID,
    inboxes: Sequence[UUID],
    wanted: Wanted,
    *,
    before: Cursor | None = None,
    limit: int = 50,
) -> list[Consent]:
    """Return a page of consents, the last changed first."""
    columns = ", ".join(f"{shown} AS {name}" for name, shown in SHOWN.items())
    older = " AND (c.changed_at, c.consent_id) < (%(at)s, %(id)s)" if before else ""
    at, last = before or (None, None)
    bound = _bound(account_id, inboxes, wanted) | {"at": at, "id": last, "limit": limit}
    statement = f"""
        SELECT {columns} {FROM}{_where(wanted)}{older}
        ORDER BY c.changed_at DESC, c.consent_id DESC LIMIT %(limit)s"""
    with db.cursor(row_factory=class_row(Consent)) as cursor:
        return cursor.execute(statement, bound).fetchall()


def number(db: Db, account_id: UUID, inboxes: Sequence[UUID], wanted: Wanted) -> int:
    """Return how many consents `page` has in all."""
    statement = f"SELECT count(*) {FROM}{_where(wanted)}"
    ((rows,),) = db.execute(statement, _bound(account_id, inboxes, wanted)).fetchall()
    return int(rows)


def one(db: Db, account_id: UUID, inboxes: Sequence[UUID], consent_id: UUID) -> UUID | None:
    """Return whose a consent is; None where there is none to see."""
    statement = (
        "SELECT contact_id FROM consent WHERE account_id = %s AND consent_id = %s AND inbox_id = ANY(%s)"
    )
    row = db.execute(statement, [account_id, consent_id, list(inboxes)]).fetchone()
    return row[0] if row else None


def texts(
    db: Db,
    account_id: UUID,
    channel_id: UUID,
    *,
    as_of: int | None = None,
    before: int | None = None,
    limit: int = 50,
) -> list[Text]:
    """Return what a channel, which the asker sees, asked: the newest version first, perhaps as of a position."""
    return _texts(
        db, account_id, [channel_id], as_of, "AND text_version < %(before)s" if before else "", before, limit
    )


def asked(
    db: Db, account_id: UUID, channel_ids: Sequence[UUID], as_of: int | None, at: datetime | None
) -> dict[UUID, Text]:
    """Return what each channel asked at a position, or at a time; those that never had asked are absent."""
    newest: dict[UUID, Text] = {}
    for text in _texts(db, account_id, channel_ids, as_of, "", None, 10_000):
        if at is None or text.at <= at:
            newest.setdefault(text.channel_id, text)
    return newest


def words(db: Db, account_id: UUID, channel_id: UUID) -> tuple[dict[str, list[str]], dict[str, str]] | None:
    """Return by which words consent is taken back on a channel, and the answers, by language; None: nobody chose any."""
    statement = "SELECT words, replies FROM consent_words WHERE account_id = %s AND channel_id = %s"
    row = db.execute(statement, [account_id, channel_id]).fetchone()
    return None if row is None else (row[0], row[1])


def _texts(
    db: Db,
    account_id: UUID,
    channel_ids: Sequence[UUID],
    as_of: int | None,
    more: str,
    before: int | None,
    limit: int,
) -> list[Text]:
    statement = f"""
        SELECT {", ".join(Text.__dataclass_fields__)} FROM consent_texts
        WHERE account_id = %(account)s AND channel_id = ANY(%(channels)s) AND (%(as_of)s::bigint IS NULL OR position <= %(as_of)s)
        {more} ORDER BY text_version DESC LIMIT %(limit)s"""
    bound = {
        "account": account_id,
        "channels": list(channel_ids),
        "as_of": as_of,
        "before": before,
        "limit": limit,
    }
    with db.cursor(row_factory=class_row(Text)) as cursor:
        return cursor.execute(statement, bound).fetchall()


def _where(wanted: Wanted) -> str:
    asked_for = [text for name, text in BOUNDS.items() if getattr(wanted, name) is not None]
    if wanted.state is not None:
        asked_for.append(IN_STATE[wanted.state])
    return "".join(f" AND {text}" for text in asked_for)


def _bound(account_id: UUID, inboxes: Sequence[UUID], wanted: Wanted) -> dict[str, Any]:
    named = {name: getattr(wanted, name) for name in BOUNDS}
    if wanted.contacts is not None:
        named["contacts"] = list(wanted.contacts)
    return {"account": account_id, "inboxes": list(inboxes), **named}
