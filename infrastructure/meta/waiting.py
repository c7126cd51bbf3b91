"""Items of webhooks whose files are still to be fetched: durable before Meta is answered, sealed, gone once accepted.

Each is sealed under the key that its original will have: where somebody has to agree first and does not, destroying that one
key leaves nothing of it readable, in whatever copy (PRV-02).
"""

import json
import os
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag

from infrastructure.door import Target
from infrastructure.events.keyring import Keyring
from infrastructure.events.master import NONCE
from infrastructure.meta.hook import Item
from infrastructure.postgres.pool import Pool

PUT = """
INSERT INTO public.messenger_waiting (intake_id, account_id, channel_id, sealed, at, next_at, kind)
VALUES (%s, %s, %s, %s, %s, %s, %s) ON CONFLICT (intake_id) DO NOTHING
"""
ONE = "SELECT account_id, channel_id, sealed, at, tries FROM public.messenger_waiting WHERE intake_id = %s"
DUE = """
SELECT account_id, channel_id, intake_id FROM public.messenger_waiting
WHERE kind = %s AND next_at <= %s ORDER BY next_at LIMIT %s
"""
LATER = "UPDATE public.messenger_waiting SET tries = tries + 1, next_at = %s WHERE intake_id = %s"
MOST = 2_000


@dataclass(frozen=True, slots=True)
class Waits:
    """One item, since when, and how often its files were asked for in vain."""

    target: Target
    item: Item
    at: datetime
    tries: int


@dataclass(frozen=True)
class Waiting:
    """Keeps those of one kind of channel."""

    kind: str
    pool: Pool
    keyring: Keyring

    def put(self, intake_id: UUID, target: Target, item: Item, at: datetime) -> None:
        """Keep an item, once."""
        told = json.dumps([item.place, item.key, item.told]).encode()
        nonce = os.urandom(NONCE)
        sealed = nonce + self.keyring.begin(intake_id).encrypt(nonce, told, intake_id.bytes)
        with self.pool.connection() as db:
            db.execute(PUT, (intake_id, target.account_id, target.channel_id, sealed, at, at, self.kind))

    def of(self, intake_id: UUID) -> Waits | None:
        """Return one; None where it is accepted, was never there, or nobody can read it any more."""
        with self.pool.connection() as db:
            row: Any = db.execute(ONE, (intake_id,)).fetchone()
        kept = None if row is None else self._opened(intake_id, bytes(row[2]))
        return (
            None if kept is None else Waits(Target(row[0], row[1]), Item(*json.loads(kept)), row[3], row[4])
        )

    def _opened(self, intake_id: UUID, sealed: bytes) -> bytes | None:
        cipher = self.keyring.for_reading(intake_id)
        try:
            return None if cipher is None else cipher.decrypt(sealed[:NONCE], sealed[NONCE:], intake_id.bytes)
        except InvalidTag:
            return None

    def due(self, at: datetime) -> list[tuple[UUID, UUID, UUID]]:
        """Return (account, channel, intake) of those whose time it is."""
        with self.pool.connection() as db:
            rows: list[Any] = db.execute(DUE, (self.kind, at, MOST)).fetchall()
        return [(account_id, channel_id, intake_id) for account_id, channel_id, intake_id in rows]

    def later(self, intake_id: UUID, at: datetime, pause: timedelta) -> None:
        """It did not work this time."""
        with self.pool.connection() as db:
            db.execute(LATER, (at + pause, intake_id))

    def end(self, intake_id: UUID) -> None:
        """It is accepted."""
        with self.pool.connection() as db:
            db.execute("DELETE FROM public.messenger_waiting WHERE intake_id = %s", (intake_id,))
