"""Sign-ins at providers under way: begun here, finished once, within ten minutes (API-06, SE-03)."""

import hashlib
import json
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from psycopg.rows import tuple_row
from psycopg_pool import ConnectionPool

from api.providers import Identity, ProviderFailed
from application.claims import claim_id
from application.sign_in import IDENTITY, PROVIDER_SECRET
from domain.account.sign_in import Provider
from infrastructure.events.log import Log
from infrastructure.oidc import OpenId, new_verifier
from infrastructure.sealing import Seal
from infrastructure.secrets import Secrets

LASTS = timedelta(minutes=10)
CALLBACK = "/sign-in/callback"


@dataclass
class ProviderFlows:
    """Satisfies `api.providers.Providers`."""

    pool: ConnectionPool
    secrets: Secrets
    log: Log
    open_id: OpenId
    base_url: str
    _seal: Seal = field(init=False)

    def __post_init__(self) -> None:
        """Seal what is kept under the installation's secret."""
        self._seal = Seal(self.secrets.of_installation, "provider flows")

    def check(self, provider: Provider, at: datetime) -> None:
        """Fetch the provider's own document."""
        self.open_id.about(provider.issuer, at)

    def begin(self, account_id: UUID, provider: Provider, at: datetime) -> tuple[str, str]:
        """Keep a new state with its nonce and PKCE verifier; those that are over go at this occasion."""
        state, nonce, verifier = secrets.token_urlsafe(32), secrets.token_urlsafe(32), new_verifier()
        url = self.open_id.authorize_url(
            provider, at, back=self._back(), state=state, nonce=nonce, verifier=verifier
        )
        key = _hash(state)
        sealed = self._seal.close(json.dumps([nonce, verifier]).encode(), key)
        with self.pool.connection() as db:
            db.execute("DELETE FROM public.provider_flows WHERE expires_at <= %s", (at,))
            db.execute(
                "INSERT INTO public.provider_flows (state_hash, account_id, sealed, expires_at) VALUES (%s, %s, %s, %s)",
                (key, account_id, sealed, at + LASTS),
            )
        return url, state

    def account_of(self, state: str, at: datetime) -> UUID | None:
        """Return the account of a state, without using it up."""
        statement = "SELECT account_id FROM public.provider_flows WHERE state_hash = %s AND expires_at > %s"
        with self.pool.connection() as db, db.cursor(row_factory=tuple_row) as cursor:
            row = cursor.execute(statement, (_hash(state), at)).fetchone()
        return row[0] if row else None

    def finish(self, provider: Provider, state: str, code: str, at: datetime) -> Identity:
        """Use the state up, of several who try it one does, and exchange the code."""
        statement = "DELETE FROM public.provider_flows WHERE state_hash = %s AND expires_at > %s RETURNING account_id, sealed"
        key = _hash(state)
        with self.pool.connection() as db, db.cursor(row_factory=tuple_row) as cursor:
            row = cursor.execute(statement, (key, at)).fetchone()
        kept = self._seal.open(bytes(row[1]), key) if row else None
        if row is None or kept is None:
            raise ProviderFailed("state", "This sign-in is over or was used. Begin again.")
        nonce, verifier = json.loads(kept)
        secret = (self.secrets.get(row[0], PROVIDER_SECRET) or b"").decode()
        return self.open_id.identity(
            provider, secret, at, code=code, back=self._back(), nonce=nonce, verifier=verifier
        )

    def holder(self, account_id: UUID, identity: Identity) -> UUID | None:
        """Return whose the claim of the identity is."""
        key = claim_id(self.secrets.of_account(account_id), IDENTITY, identity.issuer, identity.subject)
        held = self.log.holders([key]).get(key)
        return held.holder_id if held else None

    def _back(self) -> str:
        return f"{self.base_url}{CALLBACK}"


def _hash(state: str) -> bytes:
    return hashlib.sha256(state.encode("utf-8", "replace")).digest()
