"""Questions about contacts. What was merged into a contact counts for it in every answer (CON-03)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg.rows import class_row

from projections.common.db import Db

Cursor = tuple[datetime, UUID]


@dataclass(frozen=True, slots=True)
class Contact:
    """A contact, with everything that counts for it.

    `last_seen_at` is when they last wrote; `identities` {"identity_id", "contact_id", "kind", "value", "proven"} each, the primary
    one first, then in the order added, cookies last; these and page-scoped ids without the value, which says nothing to people; `tracked` whether a cookie tells who they are; `merged_into` the contact this one
    was merged into, `survivor_id` the one it counts for in the end; `merged` {"contact_id", "merged_into", "name"} each.
    """

    contact_id: UUID
    name: str
    source: str
    owner_id: UUID | None
    merged_into: UUID | None
    survivor_id: UUID
    created_at: datetime
    active_at: datetime
    last_seen_at: datetime | None
    conversation_count: int
    message_count: int
    ticket_count: int
    erased_at: datetime | None
    identities: list[dict[str, Any]]
    tracked: bool
    merged: list[dict[str, str]]
    version: int
    position: int

    @property
    def cursor(self) -> Cursor:
        """Where the next page begins after this contact."""
        return self.active_at, self.contact_id


LINKED = """
    WITH RECURSIVE linked AS (
        SELECT {contact} AS id
        UNION
        SELECT m.contact_id FROM linked JOIN contact_profile m ON m.account_id = {account} AND m.merged_into = linked.id
    )"""
"""A contact and all that were merged into it, directly or not."""
SURVIVOR = """
    WITH RECURSIVE up AS (
        SELECT {contact} AS id, {merged_into} AS next
        UNION
        SELECT m.contact_id, m.merged_into FROM up
        JOIN contact_profile m ON m.account_id = {account} AND m.contact_id = up.next
    ) SELECT id FROM up WHERE next IS NULL"""
"""Whom a contact counts for."""
IN_C = {"account": "c.account_id", "contact": "c.contact_id", "merged_into": "c.merged_into"}
CONTACT = f"""
SELECT c.contact_id, c.name, c.source, c.owner_id, c.merged_into, c.created_at, c.active_at, c.erased_at, c.version,
    c.position, g.last_seen_at, g.conversation_count, g.message_count, g.ticket_count,
    coalesce(g.merged, '[]') AS merged, coalesce(i.identities, '[]') AS identities, coalesce(i.tracked, false) AS tracked,
    CASE WHEN c.merged_into IS NULL THEN c.contact_id ELSE ({SURVIVOR.format(**IN_C)}) END AS survivor_id
FROM contact_profile c
CROSS JOIN LATERAL ({LINKED.format(**IN_C)}
    SELECT array_agg(o.contact_id) AS ids, max(o.last_seen_at) AS last_seen_at,
        sum(o.conversation_count)::bigint AS conversation_count, sum(o.message_count)::bigint AS message_count,
        sum(o.ticket_count)::bigint AS ticket_count,
        jsonb_agg(jsonb_build_object('contact_id', o.contact_id, 'merged_into', o.merged_into, 'name', o.name)
            ORDER BY o.created_at, o.contact_id) FILTER (WHERE o.contact_id <> c.contact_id) AS merged
    FROM linked JOIN contact_profile o ON o.account_id = c.account_id AND o.contact_id = linked.id
) AS g
CROSS JOIN LATERAL (
    SELECT jsonb_agg(jsonb_build_object(
        'identity_id', i.claim_id, 'contact_id', i.contact_id, 'kind', i.kind,
        'value', CASE WHEN i.kind IN ('cookie', 'page_scoped_id') THEN '' ELSE i.value END,
        'proven', i.proven
    ) ORDER BY i.claim_id IS DISTINCT FROM c.primary_id, i.kind = 'cookie', i.position) AS identities, bool_or(i.kind = 'cookie') AS tracked
    FROM contact_profile_identities i WHERE i.account_id = c.account_id AND i.contact_id = ANY(g.ids)
) AS i
"""


def contact(db: Db, account_id: UUID, contact_id: UUID) -> Contact | None:
    """Return one contact, a merged one too."""
    found = rows(
        db, CONTACT + "WHERE c.account_id = %(a)s AND c.contact_id = %(c)s", a=account_id, c=contact_id
    )
    return found[0] if found else None


def linked(db: Db, account_id: UUID, contact_id: UUID) -> list[UUID]:
    """Return a contact and all that were merged into it, directly or not; itself where there is no such contact."""
    statement = LINKED.format(account="%(account)s", contact="%(contact)s::uuid") + " SELECT id FROM linked"
    return [row[0] for row in db.execute(statement, {"account": account_id, "contact": contact_id})]


def counted_for(
    db: Db, account_id: UUID, contact_ids: Collection[UUID]
) -> dict[UUID, tuple[UUID, str, str | None]]:
    """Return of those that were merged whom they count for, what that is called, and the address it is reached by first."""
    statement = f"""
        SELECT c.contact_id, s.contact_id, s.name, (
            SELECT i.value FROM contact_profile_identities i
            WHERE i.account_id = s.account_id AND i.contact_id = s.contact_id AND i.kind NOT IN ('cookie', 'page_scoped_id')
            ORDER BY i.claim_id IS DISTINCT FROM s.primary_id, i.position LIMIT 1)
        FROM contact_profile c JOIN contact_profile s
            ON s.account_id = c.account_id AND s.contact_id = ({SURVIVOR.format(**IN_C)}) AND s.erased_at IS NULL
        WHERE c.account_id = %(account)s AND c.contact_id = ANY(%(contacts)s) AND c.merged_into IS NOT NULL"""
    found = db.execute(statement.encode(), {"account": account_id, "contacts": list(contact_ids)}).fetchall()
    return {row[0]: row[1:] for row in found}


def contacts(db: Db, account_id: UUID, *, after: Cursor | None = None, limit: int = 50) -> list[Contact]:
    """Return a page of contacts, most recently active first; `after` is the last cursor of the page before."""
    statement = CONTACT + "WHERE c.account_id = %(account)s AND c.merged_into IS NULL"
    if after is not None:
        statement += " AND (c.active_at, c.contact_id) < (%(at)s, %(id)s)"
    statement += " ORDER BY c.active_at DESC, c.contact_id DESC LIMIT %(limit)s"
    at, last = after or (None, None)
    return rows(db, statement, account=account_id, at=at, id=last, limit=limit)


def alike(db: Db, account_id: UUID, contact_id: UUID, *, limit: int = 10) -> list[Contact]:
    """Return others of the same name that may be the same person: one of the two is known to a page only (MSG-10).

    Such a channel gives no address, so that somebody who writes to two pages is two contacts until people merge them.
    """
    statement = (
        CONTACT
        + """
        WHERE c.account_id = %(account)s AND c.contact_id <> %(contact)s AND c.merged_into IS NULL
            AND c.erased_at IS NULL AND c.name <> '' AND lower(c.name) = (
                SELECT lower(o.name) FROM contact_profile o
                WHERE o.account_id = %(account)s AND o.contact_id = %(contact)s AND o.merged_into IS NULL)
            AND EXISTS (
                SELECT FROM contact_profile_identities k
                WHERE k.account_id = c.account_id AND k.contact_id IN (c.contact_id, %(contact)s) AND k.kind = %(kind)s)
        ORDER BY c.active_at DESC, c.contact_id DESC LIMIT %(limit)s"""
    )
    return rows(db, statement, account=account_id, contact=contact_id, kind="page_scoped_id", limit=limit)


def exported(db: Db, account_id: UUID, after: UUID | None, limit: int) -> list[Contact]:
    """Return a page of all contacts that were not forgotten, by id; `after` is the last of the page before."""
    statement = CONTACT + "WHERE c.account_id = %(account)s AND c.erased_at IS NULL AND c.merged_into IS NULL"
    if after is not None:
        statement += " AND c.contact_id > %(after)s"
    statement += " ORDER BY c.contact_id LIMIT %(limit)s"
    return rows(db, statement, account=account_id, after=after, limit=limit)


def number(db: Db, account_id: UUID) -> int:
    """Return how many contacts `exported` has in all."""
    counted = """
        SELECT count(*) FROM contact_profile WHERE account_id = %s AND erased_at IS NULL AND merged_into IS NULL"""
    ((found,),) = db.execute(counted, [account_id]).fetchall()
    return int(found)


def rows(db: Db, statement: str, **values: Any) -> list[Contact]:
    """Return what a statement that begins with `CONTACT` finds."""
    with db.cursor(row_factory=class_row(Contact)) as cursor:
        return cursor.execute(statement, values).fetchall()
