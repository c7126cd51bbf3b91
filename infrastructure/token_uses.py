"""When tokens were last used, written at most every ten minutes of a process: nobody waits for it often (API-06)."""

from datetime import datetime, timedelta
from threading import Lock
from uuid import UUID

from psycopg.rows import tuple_row
from psycopg_pool import ConnectionPool

EVERY = timedelta(minutes=10)
KEPT = 10_000
NOTE = """
INSERT INTO public.token_uses (token_id, account_id, used_at) VALUES (%s, %s, %s)
ON CONFLICT (token_id) DO UPDATE SET used_at = greatest(token_uses.used_at, EXCLUDED.used_at)
"""


class TokenUses:
    """Satisfies `api.services.TokenUses`."""

    def __init__(self, pool: ConnectionPool) -> None:
        """Write to `pool`'s database."""
        self._pool = pool
        self._noted: dict[UUID, datetime] = {}
        self._lock = Lock()

    def note(self, account_id: UUID, token_id: UUID, at: datetime) -> None:
        """Write that the token is used, unless this process did so a moment ago."""
        with self._lock:
            before = self._noted.get(token_id)
            if before is not None and at - before < EVERY:
                return
            if len(self._noted) >= KEPT:
                self._noted.clear()
            self._noted[token_id] = at
        with self._pool.connection() as db:
            db.execute(NOTE, (token_id, account_id, at))

    def of_account(self, account_id: UUID) -> dict[UUID, datetime]:
        """Return token -> when it was last used."""
        statement = "SELECT token_id, used_at FROM public.token_uses WHERE account_id = %s"
        with self._pool.connection() as db, db.cursor(row_factory=tuple_row) as cursor:
            return dict(cursor.execute(statement, (account_id,)).fetchall())
