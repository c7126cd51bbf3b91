"""What is kept sealed for a while as somebody connects a channel at Meta: who began it, and what is on offer."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from psycopg.rows import tuple_row

from infrastructure.postgres.pool import Pool
from infrastructure.sealing import Seal

OFFERED = timedelta(minutes=30)
"""How long what is on offer is kept."""
KEEP = """
INSERT INTO public.provider_flows (state_hash, account_id, sealed, expires_at) VALUES (%s, %s, %s, %s)
ON CONFLICT (state_hash) DO UPDATE SET sealed = EXCLUDED.sealed, expires_at = EXCLUDED.expires_at
"""
TAKE = (
    "DELETE FROM public.provider_flows WHERE state_hash = %s AND expires_at > %s RETURNING account_id, sealed"
)
READ = (
    "SELECT sealed FROM public.provider_flows WHERE state_hash = %s AND account_id = %s AND expires_at > %s"
)


@dataclass(frozen=True)
class Kept:
    """Keeps it, each under a key of 32 bytes."""

    pool: Pool
    seal: Seal

    def keep(self, key: bytes, account_id: UUID, kept: bytes, until: datetime) -> None:
        """Keep something until then, in place of what was there."""
        with self.pool.connection() as db:
            db.execute(KEEP, (key, account_id, self.seal.close(kept, key), until))

    def take(self, key: bytes, at: datetime) -> tuple[UUID, bytes] | None:
        """Use something up, with whose it was; of several who try it one does."""
        with self.pool.connection() as db, db.cursor(row_factory=tuple_row) as cursor:
            row = cursor.execute(TAKE, (key, at)).fetchone()
        kept = self.seal.open(bytes(row[1]), key) if row else None
        return None if row is None or kept is None else (row[0], kept)

    def read(self, key: bytes, account_id: UUID, at: datetime) -> bytes | None:
        """Return what is kept of an account; None where nothing is, or not any more."""
        with self.pool.connection() as db, db.cursor(row_factory=tuple_row) as cursor:
            row = cursor.execute(READ, (key, account_id, at)).fetchone()
        return self.seal.open(bytes(row[0]), key) if row else None

    def tidy(self, at: datetime) -> None:
        """Let go of what is over."""
        with self.pool.connection() as db:
            db.execute("DELETE FROM public.provider_flows WHERE expires_at <= %s", (at,))


def hashed(state: str) -> bytes:
    """Return the key of a state that a browser keeps."""
    return hashlib.sha256(state.encode("utf-8", "replace")).digest()


def offer(channel_id: UUID) -> bytes:
    """Return the key of what is on offer for a channel."""
    return hashlib.sha256(b"messenger offer\x1f" + channel_id.bytes).digest()
