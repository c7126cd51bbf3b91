"""Finding contacts: by the beginning of a name, its last word, an address or its domain; filtered and sorted (CON-04)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from projections.common.db import Db
from projections.contact_profile.queries import CONTACT, SURVIVOR, Contact, rows

Sort = Literal["active", "created", "name"]
CANDIDATES = 200
"""Looked at for each way of finding a text, before the filters."""
ORDERS: dict[str, tuple[str, str]] = {
    "active": ("(c.active_at, c.contact_id) < (%(key)s::timestamptz, %(id)s)", "c.active_at DESC, c.contact_id DESC"),
    "created": ("(c.created_at, c.contact_id) < (%(key)s::timestamptz, %(id)s)", "c.created_at DESC, c.contact_id DESC"),
    "name": ("(lower(c.name), c.contact_id) > (lower(%(key)s::text), %(id)s)", "lower(c.name), c.contact_id"),
}  # fmt: skip
"""Sort -> what is after a row, and the order; each has an index."""


@dataclass(frozen=True, slots=True)
class Filters:
    """Which contacts: of an owner (or of nobody), reached by a kind of identity, first known within a time."""

    owner_id: UUID | None = None
    unowned: bool = False
    kind: str | None = None
    created_after: datetime | None = None
    created_before: datetime | None = None

    def conditions(self) -> tuple[str, dict[str, Any]]:
        """Return the conditions in SQL, and their values."""
        wanted = {
            "c.owner_id = %(owner_id)s": self.owner_id,
            "c.owner_id IS NULL": self.unowned or None,
            "i.identities @> jsonb_build_array(jsonb_build_object('kind', %(kind)s::text))": self.kind,
            "c.created_at >= %(created_after)s": self.created_after,
            "c.created_at < %(created_before)s": self.created_before,
        }
        said = [condition for condition, value in wanted.items() if value is not None]
        return "".join(f" AND {condition}" for condition in said), {
            "owner_id": self.owner_id, "kind": self.kind,
            "created_after": self.created_after, "created_before": self.created_before,
        }  # fmt: skip


def page(
    db: Db,
    account_id: UUID,
    filters: Filters,
    sort: Sort = "active",
    *,
    after: tuple[datetime | str, UUID] | None = None,
    limit: int = 50,
) -> list[Contact]:
    """Return a page of contacts; `after` is (`key_of` the last row of the page before, its id)."""
    conditions, values = filters.conditions()
    following, order = ORDERS[sort]
    if after is not None:
        conditions += f" AND {following}"
    key, last = after or (None, None)
    statement = (
        f"{CONTACT} WHERE c.account_id = %(account)s AND c.merged_into IS NULL AND c.erased_at IS NULL"
    )
    statement += f" {conditions} ORDER BY {order} LIMIT %(limit)s"
    return rows(db, statement, account=account_id, key=key, id=last, limit=limit, **values)


def key_of(contact: Contact, sort: Sort) -> tuple[datetime | str, UUID]:
    """Return where the next page begins after this contact."""
    keys: dict[str, datetime | str] = {
        "active": contact.active_at, "created": contact.created_at, "name": contact.name,
    }  # fmt: skip
    return keys[sort], contact.contact_id


def search(
    db: Db, account_id: UUID, text: str, filters: Filters | None = None, *, limit: int = 20
) -> list[Contact]:
    """Return contacts whose name, last name, address or its domain begins with `text`, whatever its case, by name.

    Who is found by what a merged contact is called or reached by is the one it counts for.
    """
    conditions, values = (filters or Filters()).conditions()
    escaped = text.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")
    statement = f"{CONTACT} WHERE c.account_id = %(account)s AND c.contact_id IN ({FOUND}) {conditions}"
    statement += " ORDER BY lower(c.name), c.contact_id LIMIT %(limit)s"
    return rows(
        db, statement, account=account_id, prefix=escaped + "%", limit=limit, most=CANDIDATES, **values
    )


WAYS = (
    ("contact_profile", "lower(name)"),
    ("contact_profile", "lower(substring(name FROM '[^ ]+$'))"),
    ("contact_profile_identities", "lower(value)"),
    ("contact_profile_identities", "lower(split_part(value, '@', 2))"),
)
EACH = " UNION ".join(
    f"(SELECT contact_id FROM {table} WHERE account_id = %(account)s AND {what} LIKE lower(%(prefix)s)"
    f" ORDER BY {what} LIMIT %(most)s)"
    for table, what in WAYS
)
IN_F = {"account": "%(account)s", "contact": "f.contact_id", "merged_into": "f.merged_into"}
FOUND = f"""
SELECT CASE WHEN f.merged_into IS NULL THEN f.contact_id ELSE ({SURVIVOR.format(**IN_F)}) END
FROM contact_profile f WHERE f.account_id = %(account)s AND f.contact_id IN ({EACH})"""
