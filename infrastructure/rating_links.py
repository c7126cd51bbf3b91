"""Links by which a customer rates a conversation: random, for a while, and nothing about anybody in them (CNV-10).

The one in a chat is made of the installation's secret, so that it is shown to the visitor whenever they look, while what
everybody who works on the conversation reads has none.
"""

import hmac
import re
import secrets as random
from base64 import urlsafe_b64encode
from collections.abc import Callable, Sequence
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
ON CONFLICT (hash) DO NOTHING
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
        self._keep(token, account_id, conversation_id, contact_id, at, expires_at)
        return token

    def issue_in_chat(
        self, account_id: UUID, conversation_id: UUID, contact_id: UUID, at: datetime, expires_at: datetime
    ) -> None:
        """Let the link that a conversation's visitor is shown open, however often this is said."""
        self._keep(self._of_chat(conversation_id), account_id, conversation_id, contact_id, at, expires_at)

    def in_chat(self, conversation_id: UUID) -> str:
        """Return the path of the link that a conversation's visitor is shown, by whoever shows it: it is kept nowhere."""
        return f"{PATH}{self._of_chat(conversation_id)}"

    def to_rate(self, base_url: str) -> Callable[[UUID], str]:
        """Return what says the whole address of such a link, for a conversation."""
        return lambda conversation_id: f"{base_url}{self.in_chat(conversation_id)}"

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

    def _keep(
        self,
        token: str,
        account_id: UUID,
        conversation_id: UUID,
        contact_id: UUID,
        at: datetime,
        until: datetime,
    ) -> None:
        with self._pool.connection() as db, db.transaction():
            db.execute(SWEEP, (at,))
            db.execute(KEEP, (self._hash(token), account_id, conversation_id, contact_id, until))

    def _of_chat(self, conversation_id: UUID) -> str:
        secret = self._secrets.of_installation()
        made = hmac.digest(secret, b"rating in chat\x1f" + conversation_id.bytes, "sha256")
        return urlsafe_b64encode(made).rstrip(b"=").decode()

    def _hash(self, token: str) -> bytes:
        return hmac.digest(self._secrets.of_installation(), b"rating link\x1f" + token.encode(), "sha256")
