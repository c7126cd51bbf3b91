"""What lets people and machines in, as the API asks for it: passwords, one-time links, tokens, and who signs in how (API-06)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol
from uuid import UUID

from domain.account.sign_in import Provider, SignInRules


class Verdict(Protocol):
    """Whether a password is right, and a hash to keep instead where costs were raised since, else an empty text."""

    @property
    def right(self) -> bool:
        """Whether it is."""

    @property
    def rehashed(self) -> str:
        """The newer hash."""


class Passwords(Protocol):
    """Password hashing (argon2id)."""

    def hash(self, password: str) -> str:
        """Return what to keep of a password; raises `InvalidInput` for one too short or too long."""

    def verify(self, known: str | None, password: str) -> Verdict:
        """Compare; takes as long where nothing is known."""


class Invitation(Protocol):
    """Whose password a one-time link sets."""

    @property
    def account_id(self) -> UUID:
        """The account."""

    @property
    def user_id(self) -> UUID:
        """The user."""


class Links(Protocol):
    """One-time links to choose a password."""

    def issue(self, account_id: UUID, user_id: UUID, at: datetime) -> str:
        """Return the token of a new link."""

    def look(self, token: str, at: datetime) -> Invitation | None:
        """Return what a token opens without using it up, or None."""

    def redeem(self, token: str, at: datetime) -> Invitation | None:
        """Use a token up; None where it is used, expired or made up."""


@dataclass(frozen=True, slots=True)
class Login:
    """Who may sign in by an address, and the kept hash of the password, if one was ever chosen."""

    account_id: UUID
    user_id: UUID
    password_hash: str | None


class TokenUses(Protocol):
    """When tokens were last used: working state, noted now and then (API-06)."""

    def note(self, account_id: UUID, token_id: UUID, at: datetime) -> None:
        """Note that a token is used; most calls do nothing."""

    def of_account(self, account_id: UUID) -> Mapping[UUID, datetime]:
        """Return token -> when it was last used."""


class Credentials(Protocol):
    """Kept hashes of passwords and tokens, sealed beside the log."""

    def login(self, email: str) -> Login | None:
        """Return who signs in by an address."""

    def keep_password(self, account_id: UUID, user_id: UUID, password_hash: str) -> None:
        """Keep a newer hash of the same password."""

    def password_hash(self, account_id: UUID, user_id: UUID) -> str | None:
        """Return the kept hash of a user's password; None for who never chose one."""

    def token_hash(self, account_id: UUID, token_id: UUID) -> bytes | None:
        """Return the kept hash of a machine token's secret."""


@dataclass(frozen=True, slots=True)
class SignIn:
    """How people of an account sign in."""

    rules: SignInRules = field(default_factory=SignInRules)
    provider: Provider | None = None
