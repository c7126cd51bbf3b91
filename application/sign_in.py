"""How people of an account sign in: rules, the identity provider, and whom its identities are (API-06)."""

from dataclasses import dataclass, field
from typing import ClassVar
from uuid import UUID

from application.change import Change, unchanged
from application.claims import AlreadyTaken, claim
from application.unit import Unit
from application.user import OnUser, invited, must_have, user_of
from domain.account.aggregate import Account
from domain.account.sign_in import Provider
from domain.channels.email import normalise_domain
from domain.kernel.refusal import InvalidInput, NotAllowed
from domain.user.policy import permissions_of

PROVIDER_SECRET = "oidc_client_secret"  # noqa: S105 - the name of a secret, not one
IDENTITY = "provider_identity"
"""The kind of claim to an identity at a provider."""
DOOR = "system:door"
"""The actor of what signing in by a provider brings about."""


@dataclass(frozen=True, slots=True)
class SetSignInRules(Change):
    """Say whether passwords open, and whether who uses one needs a second factor."""

    PERMISSION: ClassVar[str] = "account_access"

    passwords: bool
    second_factor: bool


@dataclass(frozen=True, slots=True)
class SetProvider(Change):
    """Let people sign in by a provider; a client secret of None keeps the one there is, an empty one forgets it."""

    PERMISSION: ClassVar[str] = "account_access"

    issuer: str
    client_id: str
    domains: tuple[str, ...]
    roles: tuple[str, ...] = ()
    client_secret: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class RemoveProvider(Change):
    """Let nobody sign in by a provider any more."""

    PERMISSION: ClassVar[str] = "account_access"


@dataclass(frozen=True, slots=True)
class LinkIdentity(OnUser):
    """Let the provider's `subject` sign in as this user, for good."""

    PERMISSION: ClassVar[str] = ""

    issuer: str
    subject: str


@dataclass(frozen=True, slots=True)
class JoinByProvider:
    """Make a user of somebody the provider vouches for, with the roles of newcomers."""

    PERMISSION: ClassVar[str] = ""

    issuer: str
    subject: str
    email: str
    name: str


def identity_claim(unit: Unit, issuer: str, subject: str) -> UUID:
    """Return the claim to a provider's identity within the account."""
    return unit.claim_id(IDENTITY, issuer, subject)


def set_sign_in_rules(command: SetSignInRules, unit: Unit) -> None:
    """Set the rules."""
    _account(command, unit).set_sign_in_rules(
        unit.env, passwords=command.passwords, second_factor=command.second_factor
    )


def set_provider(command: SetProvider, unit: Unit) -> None:
    """Set the provider; newcomers get no permission its setter lacks, and a kept secret stays with its issuer."""
    must_have(unit, permissions_of(command.roles))
    account = _account(command, unit)
    known = account.provider
    if command.client_secret is None and known is not None and known.issuer != command.issuer:
        raise InvalidInput(
            "The client secret that is kept belongs to the provider that is set. Give the new one's, or an empty one.",
            field="client_secret",
        )
    domains = tuple(dict.fromkeys(normalise_domain(domain) for domain in command.domains))
    account.set_provider(
        unit.env, Provider(command.issuer, command.client_id.strip(), domains, command.roles)
    )
    if command.client_secret:
        unit.keep_secret(PROVIDER_SECRET, command.client_secret.encode())
    elif command.client_secret is not None:
        unit.keep_secret(PROVIDER_SECRET, None)


def remove_provider(command: RemoveProvider, unit: Unit) -> None:
    """Forget it and its secret."""
    account = _account(command, unit)
    account.remove_provider(unit.env)
    unit.keep_secret(PROVIDER_SECRET, None)


def link_identity(command: LinkIdentity, unit: Unit) -> None:
    """Claim the identity for the user."""
    _by_the_door(unit)
    user = user_of(command, unit)
    claim_id = identity_claim(unit, command.issuer, command.subject)
    if not claim(unit, claim_id, IDENTITY, user.id):
        raise AlreadyTaken("This identity signs in as somebody else already. Ask an administrator.")
    user.link_identity(unit.env, issuer=command.issuer, subject=command.subject, claim_id=claim_id)


def join_by_provider(command: JoinByProvider, unit: Unit) -> None:
    """Make the user, if the account lets the provider's people in; the first stream is the user's."""
    _by_the_door(unit)
    provider = unit.get(Account, unit.env.account_id).provider
    if provider is None or not provider.roles or provider.issuer != command.issuer:
        raise NotAllowed("user_manage")
    user = invited(unit, unit.new_id("user"), email=command.email, name=command.name, roles=provider.roles)
    claim_id = identity_claim(unit, command.issuer, command.subject)
    if not claim(unit, claim_id, IDENTITY, user.id):
        raise AlreadyTaken("This identity signs in as somebody else already. Ask an administrator.")
    user.link_identity(unit.env, issuer=command.issuer, subject=command.subject, claim_id=claim_id)


def _by_the_door(unit: Unit) -> None:
    if unit.env.actor != DOOR:
        raise NotAllowed("user_manage")


def _account(command: Change, unit: Unit) -> Account:
    return unchanged(unit.get(Account, unit.env.account_id), command)
