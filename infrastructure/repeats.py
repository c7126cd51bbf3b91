"""What was sent under an Idempotency-Key, kept for two days: working state beside the log."""

from datetime import datetime, timedelta
from uuid import UUID

from psycopg.rows import tuple_row
from psycopg_pool import ConnectionPool

KEPT = timedelta(hours=48)
SWEEP = timedelta(hours=1)

KEEP = """
INSERT INTO public.repeats (key, fingerprint, at) VALUES (%s, %s, %s)
ON CONFLICT (key) DO UPDATE SET at = excluded.at
RETURNING fingerprint, set_config('synchronous_commit', 'off', true)
"""
"""Waits for no disk: what is done under the key is written after it, so that whoever finds that finds this."""


class Repeats:
    """Satisfies `api.services.Repeats`; at most once an hour a process forgets what was not sent for 48 hours."""

    def __init__(self, pool: ConnectionPool) -> None:
        """Keep fingerprints in `pool`'s database."""
        self._pool = pool
        self._swept: datetime | None = None

    def first(self, key: UUID, fingerprint: bytes, at: datetime) -> bytes:
        """See `api.services.Repeats.first`."""
        if self._swept is None or at - self._swept >= SWEEP:
            self._swept = at
            with self._pool.connection() as db:
                db.execute("DELETE FROM public.repeats WHERE at <= %s", (at - KEPT,))
        with self._pool.connection() as db, db.cursor(row_factory=tuple_row) as cursor:
            ((kept, _),) = cursor.execute(KEEP, (key, fingerprint, at)).fetchall()
        return bytes(kept)
