"""Links by which a customer rates a conversation: random, for a while, and nothing about anybody in them (CNV-10)."""

import hmac
import re
import secrets as random
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from psycopg.rows import class_row
from psycopg_pool import ConnectionPool

from api.ratings import Invited
from application.ports import Secrets

TOKEN_BYTES = 32
TOKEN = re.compile(r"[\w-]{43}", re.ASCII)
PATH = "/rate/"
KEEP = """
INSERT INTO public.rating_links (hash, account_id, conversation_id, contact_id, expires_at) VALUES (%s, %s, %s, %s, %s)
"""
LOOK = """
SELECT account_id, conversation_id, contact_id FROM public.rating_links WHERE hash = %s AND expires_at > %s
"""
SWEEP = "DELETE FROM public.rating_links WHERE expires_at <= %s"
FORGET = "DELETE FROM public.rating_links WHERE account_id = %s AND conversation_id = ANY(%s)"


class RatingLinks:
    """Issues tokens and says what they open; of each only a hash under the installation's secret is kept.

    Who reads the table can open nothing, and who writes to it, without the secret, neither.
    """

    def __init__(self, pool: ConnectionPool, secrets: Secrets) -> None:
        """Keep hashes in `pool`'s database."""
        self._pool, self._secrets = pool, secrets

    def issue(
        self, account_id: UUID, conversation_id: UUID, contact_id: UUID, at: datetime, expires_at: datetime
    ) -> str:
        """Return a new token; earlier ones of the conversation go on opening, since their mail may have arrived."""
        token = random.token_urlsafe(TOKEN_BYTES)
        with self._pool.connection() as db, db.transaction():
            db.execute(SWEEP, (at,))
            db.execute(KEEP, (self._hash(token), account_id, conversation_id, contact_id, expires_at))
        return token

    def look(self, token: str, at: datetime) -> Invited | None:
        """Return whom a token lets rate what; None for one that is expired, forgotten or made up."""
        if TOKEN.fullmatch(token) is None:
            return None
        with self._pool.connection() as db, db.cursor(row_factory=class_row(Invited)) as cursor:
            return cursor.execute(LOOK, (self._hash(token), at)).fetchone()

    def forget(self, account_id: UUID, conversation_ids: Sequence[UUID]) -> None:
        """Let no link to these conversations open anything (PRV-08)."""
        with self._pool.connection() as db:
            db.execute(FORGET, (account_id, list(conversation_ids)))

    def _hash(self, token: str) -> bytes:
        return hmac.digest(self._secrets.of_installation(), b"rating link\x1f" + token.encode(), "sha256")
