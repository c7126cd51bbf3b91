"""Which channels' numbers are of a WhatsApp Business Account, which Meta tells of as a whole."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from infrastructure.postgres.pool import Pool

OF = """
SELECT account_id, channel_id FROM channel_list
WHERE kind = 'whatsapp' AND whatsapp->>'waba_id' = %s AND NOT disconnected
"""


@dataclass(frozen=True)
class Accounts:
    """Looks them up."""

    pool: Pool

    def channels_of(self, waba_id: str) -> list[tuple[UUID, UUID]]:
        """Return (account, channel) of the numbers of it that are not disconnected."""
        with self.pool.connection() as db:
            rows: list[Any] = db.execute(OF, (waba_id,)).fetchall()
        return [(account_id, channel_id) for account_id, channel_id in rows]
