"""Whose an address is at sign-in, and the kept hashes of passwords and tokens."""

from uuid import UUID

from api.credentials import Login, SignIn
from application.claims import claim_id
from application.ports import Secrets
from application.token import token_secret
from application.user import password_secret
from domain.account.aggregate import Account
from domain.channels.email import normalise_address
from domain.user.aggregate import User
from infrastructure.events.log import Log


class Credentials:
    """Satisfies `api.services.Credentials` with the log's claims and the sealed secrets."""

    def __init__(self, log: Log, secrets: Secrets) -> None:
        """Ask `log` who holds an address, `secrets` for the hashes."""
        self._log, self._secrets = log, secrets

    def login(self, email: str) -> Login | None:
        """Return who signs in by an address: the holder of its claim, which is unique across accounts."""
        key = claim_id(self._secrets.of_installation(), "login", normalise_address(email))
        held = self._log.holders([key]).get(key)
        # nobody's password is looked for as somebody's would be: the time of the answer is the same
        account_id, user_id = (held.ref_id or key, held.holder_id) if held else (key, key)
        known = self.password_hash(account_id, user_id)
        return Login(account_id, user_id, known) if held and held.ref_id else None

    def password_hash(self, account_id: UUID, user_id: UUID) -> str | None:
        """Return the kept hash of a user's password."""
        kept = self._secrets.get(account_id, password_secret(user_id))
        return None if kept is None else kept.decode()

    def sign_in_of(self, account_id: UUID) -> SignIn:
        """Return how people of an account sign in, as the log says now."""
        account = self._log.fresh(Account, account_id)
        return SignIn() if account is None else SignIn(account.sign_in, account.provider)

    def keep_password(self, account_id: UUID, user_id: UUID, password_hash: str) -> None:
        """Keep a newer hash of the same password."""
        self._secrets.put(account_id, password_secret(user_id), password_hash.encode())

    def token_hash(self, account_id: UUID, token_id: UUID) -> bytes | None:
        """Return the kept hash of a machine token's secret."""
        return self._secrets.get(account_id, token_secret(token_id))

    def linked(self, account_id: UUID, user_id: UUID | None) -> bool:
        """Whether a user came in by the provider that is set now."""
        user = self._log.fresh(User, user_id) if user_id else None
        return user is not None and user.account_id == account_id and bool(user.identities)
