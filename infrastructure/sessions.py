"""Sessions in PostgreSQL; tokens are kept as hashes only, a browser's surroundings sealed (SE-05)."""

import hashlib
import json
import secrets
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from psycopg.rows import tuple_row
from psycopg_pool import ConnectionPool

from api.entrance import FULL, Client, OpenSession, Session
from infrastructure.sealing import Seal
from infrastructure.secrets import Secrets
from projections.common.db import Db

IDLE = timedelta(hours=12)
LONGEST = timedelta(days=14)
HALF_WAY = timedelta(minutes=10)
"""How long a session lasts that waits for its second step."""
TOUCH = timedelta(minutes=1)
NOBODY = Client()

FIND = """
SELECT session_id, account_id, user_id, csrf, stage, expires_at, seen_at FROM public.sessions
WHERE token_hash = %s AND expires_at > %s AND seen_at > %s
"""
LIST = """
SELECT session_id, created_at, seen_at, expires_at, client FROM public.sessions
WHERE user_id = %s AND stage = 'full' AND expires_at > %s AND seen_at > %s ORDER BY seen_at DESC, session_id
"""
ADD = """
INSERT INTO public.sessions
    (token_hash, session_id, account_id, user_id, csrf, stage, client, created_at, seen_at, expires_at)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
"""


class Sessions:
    """Satisfies `api.entrance.Sessions`: idle for a while at most, and old at most."""

    def __init__(
        self, pool: ConnectionPool, own: Secrets, idle: timedelta = IDLE, longest: timedelta = LONGEST
    ) -> None:
        """Keep sessions in `pool`'s database, sealing under the installation's secret."""
        self._pool, self._idle, self._longest = pool, idle, longest
        self._seal = Seal(own.of_installation, "sessions")

    def start(
        self, account_id: UUID, user_id: UUID, at: datetime, *, stage: str = FULL, client: Client = NOBODY
    ) -> tuple[str, Session]:
        """Begin a session; those that ended go at this occasion."""
        token, csrf, session_id = secrets.token_urlsafe(32), secrets.token_urlsafe(32), uuid4()
        ends = at + (self._longest if stage == FULL else HALF_WAY)
        session = Session(_hash(token), session_id, account_id, user_id, csrf, stage, ends)
        about = json.dumps([client.address, client.agent]).encode()
        row = (
            session.token_hash, session_id, account_id, user_id, csrf, stage, self._seal.close(about, session_id.bytes),
            at, at, ends,
        )  # fmt: skip
        with self._pool.connection() as db:
            db.execute(
                "DELETE FROM public.sessions WHERE expires_at <= %s OR seen_at <= %s", (at, at - self._idle)
            )
            db.execute(ADD, row)
        return token, session

    def find(self, db: Db, token: str, at: datetime) -> Session | None:
        """Return the session of a token, read over the caller's connection; notes once a minute that it is used."""
        token_hash = _hash(token)
        row = db.execute(FIND, (token_hash, at, at - self._idle)).fetchone()
        if row is None:
            return None
        *found, seen_at = row
        if at - seen_at > TOUCH:
            with self._pool.connection() as writing:
                writing.execute(
                    "UPDATE public.sessions SET seen_at = %s WHERE token_hash = %s", (at, token_hash)
                )
        return Session(token_hash, *found)

    def of_user(self, user_id: UUID, at: datetime) -> list[OpenSession]:
        """Return a user's sessions that are signed in, the one used last first."""
        with self._pool.connection() as db, db.cursor(row_factory=tuple_row) as cursor:
            rows = cursor.execute(LIST, (user_id, at, at - self._idle)).fetchall()
        return [
            OpenSession(session_id, created, seen, expires, self._client(session_id, client))
            for session_id, created, seen, expires, client in rows
        ]

    def end(self, token: str) -> None:
        """End one session."""
        with self._pool.connection() as db:
            db.execute("DELETE FROM public.sessions WHERE token_hash = %s", (_hash(token),))

    def end_one(self, user_id: UUID, session_id: UUID) -> bool:
        """End one session of a user; false where there is none."""
        statement = "DELETE FROM public.sessions WHERE user_id = %s AND session_id = %s"
        with self._pool.connection() as db:
            return db.execute(statement, (user_id, session_id)).rowcount == 1

    def end_all(self, user_id: UUID, *, but: UUID | None = None) -> int:
        """End all sessions of a user, but one perhaps; returns how many."""
        statement = "DELETE FROM public.sessions WHERE user_id = %s AND session_id IS DISTINCT FROM %s"
        with self._pool.connection() as db:
            return db.execute(statement, (user_id, but)).rowcount

    def _client(self, session_id: UUID, sealed: bytes) -> Client:
        about = self._seal.open(bytes(sealed), session_id.bytes)
        return Client(*json.loads(about)) if about else NOBODY


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "replace")).digest()
