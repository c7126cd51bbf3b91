"""What contacts are called, for lists of other things."""

from collections.abc import Iterable
from uuid import UUID

from projections.common.db import Db
from projections.contact_profile.queries import counted_for

NAMES = """
SELECT c.contact_id, coalesce(nullif(c.name, ''), (
    SELECT i.value FROM contact_profile_identities i
    WHERE i.account_id = c.account_id AND i.contact_id = c.contact_id ORDER BY i.position LIMIT 1), '')
FROM contact_profile c WHERE c.account_id = %s AND c.contact_id = ANY(%s)
"""


def names(db: Db, account_id: UUID, contact_ids: Iterable[UUID]) -> dict[UUID, str]:
    """Return contact -> name, or else an address, or nothing, of whom it counts for; contacts there are not are absent."""
    wanted = list(contact_ids)
    merged = counted_for(db, account_id, wanted)
    found: dict[UUID, str] = dict(db.execute(NAMES, [account_id, wanted]))
    return found | {one: name or address or "" for one, (_, name, address) in merged.items()}
