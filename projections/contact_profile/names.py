"""What contacts are called, for lists of other things."""

from collections.abc import Iterable
from uuid import UUID

from projections.common.db import Db

NAMES = """
SELECT c.contact_id, coalesce(nullif(c.name, ''), (
    SELECT i.value FROM contact_profile_identities i
    WHERE i.account_id = c.account_id AND i.contact_id = c.contact_id ORDER BY i.position LIMIT 1), '')
FROM contact_profile c WHERE c.account_id = %s AND c.contact_id = ANY(%s)
"""


def names(db: Db, account_id: UUID, contact_ids: Iterable[UUID]) -> dict[UUID, str]:
    """Return contact -> name, or else an address, or nothing; contacts there are not are absent."""
    return dict(db.execute(NAMES, [account_id, list(contact_ids)]))
