"""Sessions and the counting of sign-ins in PostgreSQL; tokens are kept as hashes only (SE-05)."""

import hashlib
import secrets
from datetime import datetime, timedelta
from uuid import UUID

from psycopg.rows import tuple_row
from psycopg_pool import ConnectionPool

from api.services import Session
from projections.common.db import Db

IDLE = timedelta(hours=12)
LONGEST = timedelta(days=14)
TOUCH = timedelta(minutes=1)
WINDOW = timedelta(minutes=15)

FIND = """
SELECT account_id, user_id, csrf, expires_at, seen_at FROM public.sessions
WHERE token_hash = %s AND expires_at > %s AND seen_at > %s
"""
COUNT = """
INSERT INTO public.sign_ins AS s (key, since, n) SELECT key, %(at)s, 1 FROM unnest(%(keys)s::bytea[]) AS key ORDER BY key
ON CONFLICT (key) DO UPDATE SET
    n = CASE WHEN s.since <= %(begin)s THEN 1 ELSE s.n + 1 END,
    since = CASE WHEN s.since <= %(begin)s THEN %(at)s ELSE s.since END
RETURNING key, n, since
"""


class Sessions:
    """Satisfies `api.services.Sessions`: 12 hours idle, 14 days at most; sign-ins counted per 15 minutes."""

    def __init__(self, pool: ConnectionPool) -> None:
        """Keep sessions in `pool`'s database."""
        self._pool = pool

    def start(self, account_id: UUID, user_id: UUID, at: datetime) -> tuple[str, Session]:
        """Begin a session; those that ended go at this occasion."""
        token, csrf = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
        session = Session(_hash(token), account_id, user_id, csrf, at + LONGEST)
        with self._pool.connection() as db:
            db.execute("DELETE FROM public.sessions WHERE expires_at <= %s OR seen_at <= %s", (at, at - IDLE))
            db.execute(
                "INSERT INTO public.sessions (token_hash, account_id, user_id, csrf, created_at, seen_at, expires_at)"
                " VALUES (%s, %s, %s, %s, %s, %s, %s)",
                (session.token_hash, account_id, user_id, csrf, at, at, session.expires_at),
            )
        return token, session

    def find(self, db: Db, token: str, at: datetime) -> Session | None:
        """Return the session of a token, read over the caller's connection; notes once a minute that it is used."""
        token_hash = _hash(token)
        row = db.execute(FIND, (token_hash, at, at - IDLE)).fetchone()
        if row is None:
            return None
        account_id, user_id, csrf, expires_at, seen_at = row
        if at - seen_at > TOUCH:
            with self._pool.connection() as writing:
                writing.execute(
                    "UPDATE public.sessions SET seen_at = %s WHERE token_hash = %s", (at, token_hash)
                )
        return Session(token_hash, account_id, user_id, csrf, expires_at)

    def end(self, token: str) -> None:
        """End one session."""
        with self._pool.connection() as db:
            db.execute("DELETE FROM public.sessions WHERE token_hash = %s", (_hash(token),))

    def end_all(self, user_id: UUID) -> None:
        """End all sessions of a user."""
        with self._pool.connection() as db:
            db.execute("DELETE FROM public.sessions WHERE user_id = %s", (user_id,))

    def count_attempts(self, limits: dict[bytes, int], at: datetime) -> int:
        """Count one sign-in under each key, before the password is looked at; so parallel guesses count too."""
        with self._pool.connection() as db, db.cursor(row_factory=tuple_row) as cursor:
            cursor.execute("DELETE FROM public.sign_ins WHERE since <= %s", (at - WINDOW,))
            values = {"keys": list(limits), "at": at, "begin": at - WINDOW}
            rows = cursor.execute(COUNT, values).fetchall()
        waits = [since + WINDOW - at for key, n, since in rows if n > limits[bytes(key)]]
        return max((int(wait.total_seconds()) + 1 for wait in waits), default=0)

    def forget_attempts(self, key: bytes) -> None:
        """Begin counting anew under a key."""
        with self._pool.connection() as db:
            db.execute("DELETE FROM public.sign_ins WHERE key = %s", (key,))


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
