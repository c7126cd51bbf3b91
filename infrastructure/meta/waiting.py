"""Items of webhooks whose files are still to be fetched: durable before Meta is answered, sealed, gone once accepted."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from infrastructure.door import Target
from infrastructure.meta.hook import Item
from infrastructure.postgres.pool import Pool
from infrastructure.sealing import Seal

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
    seal: Seal

    def put(self, intake_id: UUID, target: Target, item: Item, at: datetime) -> None:
        """Keep an item, once."""
        told = json.dumps([item.place, item.key, item.told]).encode()
        sealed = self.seal.close(told, intake_id.bytes)
        with self.pool.connection() as db:
            db.execute(PUT, (intake_id, target.account_id, target.channel_id, sealed, at, at, self.kind))

    def of(self, intake_id: UUID) -> Waits | None:
        """Return one; None where it is accepted, or was never there."""
        with self.pool.connection() as db:
            row: Any = db.execute(ONE, (intake_id,)).fetchone()
        kept = None if row is None else self.seal.open(bytes(row[2]), intake_id.bytes)
        return (
            None if kept is None else Waits(Target(row[0], row[1]), Item(*json.loads(kept)), row[3], row[4])
        )

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
