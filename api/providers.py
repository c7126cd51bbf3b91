"""Signing in by an identity provider, as the API needs it: where the browser goes, and who comes back (API-06)."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol
from uuid import UUID

from domain.account.sign_in import Provider


class ProviderFailed(Exception):
    """The provider, or what came back from it, cannot be believed. `code` is for machines; the words name nothing personal."""

    def __init__(self, code: str, message: str) -> None:
        """Keep both."""
        super().__init__(message)
        self.code = code


@dataclass(frozen=True, slots=True)
class Identity:
    """Whom a provider named: `subject` is its id of the person, for good."""

    issuer: str
    subject: str = field(repr=False)
    email: str = field(repr=False)
    verified: bool
    name: str = field(repr=False)


class Providers(Protocol):
    """Sign-ins at providers, from this browser and back."""

    def check(self, provider: Provider, at: datetime) -> None:
        """Look whether the provider can be used at all. Raises `ProviderFailed`."""

    def begin(self, account_id: UUID, provider: Provider, at: datetime) -> tuple[str, str]:
        """Begin a sign-in; returns where the browser goes, and the state its cookie keeps. Raises `ProviderFailed`."""

    def account_of(self, state: str, at: datetime) -> UUID | None:
        """Return the account a begun sign-in is of; None for a state that is over, used or made up."""

    def finish(self, provider: Provider, state: str, code: str, at: datetime) -> Identity:
        """Use a begun sign-in up and return whom the provider named. Raises `ProviderFailed`."""

    def holder(self, account_id: UUID, identity: Identity) -> UUID | None:
        """Return the user an identity is linked to."""
