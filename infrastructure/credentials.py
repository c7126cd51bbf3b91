"""Whose an address is at sign-in, and the kept hashes of passwords and tokens."""

from uuid import UUID

from api.services import Login
from application.claims import claim_id
from application.ports import Log, Secrets
from application.token import token_secret
from application.user import password_secret
from domain.channels.email import normalise_address


class Credentials:
    """Satisfies `api.services.Credentials` with the log's claims and the sealed secrets."""

    def __init__(self, log: Log, secrets: Secrets) -> None:
        """Ask `log` who holds an address, `secrets` for the hashes."""
        self._log, self._secrets = log, secrets

    def login(self, email: str) -> Login | None:
        """Return who signs in by an address: the holder of its claim, which is unique across accounts."""
        key = claim_id(self._secrets.of_installation(), "login", normalise_address(email))
        held = self._log.holders([key]).get(key)
        if held is None or held.ref_id is None:
            return None
        kept = self._secrets.get(held.ref_id, password_secret(held.holder_id))
        return Login(held.ref_id, held.holder_id, None if kept is None else kept.decode())

    def keep_password(self, account_id: UUID, user_id: UUID, password_hash: str) -> None:
        """Keep a newer hash of the same password."""
        self._secrets.put(account_id, password_secret(user_id), password_hash.encode())

    def token_hash(self, account_id: UUID, token_id: UUID) -> bytes | None:
        """Return the kept hash of a machine token's secret."""
        return self._secrets.get(account_id, token_secret(token_id))
