"""Questions about contacts."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg.rows import class_row

from projections.common.db import Db

Cursor = tuple[datetime, UUID]


@dataclass(frozen=True, slots=True)
class Contact:
    """A contact; `last_seen_at` is when they last wrote, `identities` {"kind", "value"} each in the order added."""

    contact_id: UUID
    name: str
    source: str
    owner_id: UUID | None
    created_at: datetime
    active_at: datetime
    last_seen_at: datetime | None
    conversation_count: int
    message_count: int
    ticket_count: int
    erased_at: datetime | None
    identities: list[dict[str, str]]
    version: int
    position: int

    @property
    def cursor(self) -> Cursor:
        """Where the next page begins after this contact."""
        return self.active_at, self.contact_id


CONTACT = """
SELECT c.contact_id, c.name, c.source, c.owner_id, c.created_at, c.active_at, c.last_seen_at, c.conversation_count,
    c.message_count, c.ticket_count, c.erased_at, c.version, c.position, coalesce(
        (SELECT jsonb_agg(jsonb_build_object('kind', i.kind, 'value', i.value) ORDER BY i.position)
         FROM contact_profile_identities i WHERE i.account_id = c.account_id AND i.contact_id = c.contact_id),
        '[]') AS identities
FROM contact_profile c
"""
SEARCH = (
    CONTACT
    + """
WHERE c.account_id = %(account)s AND c.contact_id IN (
    (SELECT contact_id FROM contact_profile
     WHERE account_id = %(account)s AND lower(name) LIKE lower(%(prefix)s) ORDER BY lower(name) LIMIT %(limit)s)
    UNION
    (SELECT contact_id FROM contact_profile_identities
     WHERE account_id = %(account)s AND lower(value) LIKE lower(%(prefix)s) ORDER BY lower(value) LIMIT %(limit)s))
ORDER BY lower(c.name), c.contact_id LIMIT %(limit)s
"""
)


def contact(db: Db, account_id: UUID, contact_id: UUID) -> Contact | None:
    """Return one contact."""
    found = _contacts(
        db, CONTACT + "WHERE c.account_id = %(a)s AND c.contact_id = %(c)s", a=account_id, c=contact_id
    )
    return found[0] if found else None


def contacts(db: Db, account_id: UUID, *, after: Cursor | None = None, limit: int = 50) -> list[Contact]:
    """Return a page of contacts, most recently active first; `after` is the last cursor of the page before."""
    statement = CONTACT + "WHERE c.account_id = %(account)s"
    if after is not None:
        statement += " AND (c.active_at, c.contact_id) < (%(at)s, %(id)s)"
    statement += " ORDER BY c.active_at DESC, c.contact_id DESC LIMIT %(limit)s"
    at, last = after or (None, None)
    return _contacts(db, statement, account=account_id, at=at, id=last, limit=limit)


def exported(db: Db, account_id: UUID, after: UUID | None, limit: int) -> list[Contact]:
    """Return a page of all contacts that were not forgotten, by id; `after` is the last of the page before."""
    statement = CONTACT + "WHERE c.account_id = %(account)s AND c.erased_at IS NULL"
    if after is not None:
        statement += " AND c.contact_id > %(after)s"
    statement += " ORDER BY c.contact_id LIMIT %(limit)s"
    return _contacts(db, statement, account=account_id, after=after, limit=limit)


def number(db: Db, account_id: UUID) -> int:
    """Return how many contacts `exported` has in all."""
    counted = "SELECT count(*) FROM contact_profile WHERE account_id = %s AND erased_at IS NULL"
    ((rows,),) = db.execute(counted, [account_id]).fetchall()
    return int(rows)


def search(db: Db, account_id: UUID, prefix: str, *, limit: int = 20) -> list[Contact]:
    """Return contacts whose name or an address begins with `prefix`, whatever its case, by name."""
    escaped = prefix.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")
    return _contacts(db, SEARCH, account=account_id, prefix=escaped + "%", limit=limit)


def _contacts(db: Db, statement: str, **values: Any) -> list[Contact]:
    with db.cursor(row_factory=class_row(Contact)) as cursor:
        return cursor.execute(statement, values).fetchall()
