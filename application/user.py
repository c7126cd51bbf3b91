"""Users: invited, given roles, seats and limits, deactivated."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from application.change import Change, unchanged
from application.claims import AlreadyTaken, claim_globally
from application.unit import Unit
from domain.channels.email import is_address, normalise_address
from domain.kernel.checks import not_blank
from domain.kernel.refusal import InvalidInput, NotAllowed, Refusal
from domain.user.aggregate import User
from domain.user.policy import permissions_of


class OwnAccess(Refusal):
    """Nobody takes their own administration away: an account always keeps an administrator (ACC-10)."""

    code = "own_access"


def password_secret(user_id: UUID) -> str:
    """Return the name of the secret that holds the hash of a user's password."""
    return f"password:{user_id}"


@dataclass(frozen=True, slots=True)
class InviteUser:
    """Give a person access to the account; they sign in with this address."""

    PERMISSION: ClassVar[str] = "user_manage"

    email: str
    name: str
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OnUser(Change):
    """A change of a user by whoever manages users."""

    PERMISSION: ClassVar[str] = "user_manage"

    user_id: UUID


@dataclass(frozen=True, slots=True)
class ChangeRoles(OnUser):
    """Set a user's roles and the permissions beyond them (ACC-10)."""

    roles: tuple[str, ...]
    permissions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AssignSeat(OnUser):
    """Give a paid seat of a hub (ACC-06)."""

    hub: str


@dataclass(frozen=True, slots=True)
class RemoveSeat(OnUser):
    """Take a paid seat away; rules that name the user are checked again at each decision (ACC-06)."""

    hub: str


@dataclass(frozen=True, slots=True)
class SetCapacity(OnUser):
    """Limit the live and all open conversations of a user; None is no limit (ACC-12)."""

    live: int | None
    total: int | None


@dataclass(frozen=True, slots=True)
class DeactivateUser(OnUser):
    """Take the access away."""


@dataclass(frozen=True, slots=True)
class ReactivateUser(OnUser):
    """Give the access back."""


def invite_user(command: InviteUser, unit: Unit) -> None:
    """Invite the user, with no permission their inviter lacks; the first stream is the user's."""
    must_have(unit, permissions_of(command.roles))
    invited(unit, unit.new_id("user"), email=command.email, name=command.name, roles=command.roles)


def invited(
    unit: Unit, user_id: UUID, *, email: str, name: str, roles: tuple[str, ...], field: str = "email"
) -> User:
    """Make a user and claim the address they sign in with, across all accounts: it says whose account they mean."""
    address = checked_address(email, field)
    user = unit.add(User.invite(user_id, unit.env, email=address, name=not_blank(name, "name"), roles=roles))
    if not claim_globally(unit, unit.global_claim_id("login", address), "login", user_id):
        raise AlreadyTaken("Somebody signs in with this address already. Choose another.", field=field)
    return user


def checked_address(text: str, field: str) -> str:
    """Return the comparable form of a mail address. Raises `InvalidInput`."""
    address = normalise_address(text)
    if not is_address(address):
        raise InvalidInput(f"{field} must be a mail address, such as ann@example.com.", field=field)
    return address


def change_roles(command: ChangeRoles, unit: Unit) -> None:
    """Set the roles: nobody gives or takes what they lack themselves."""
    if "admin" not in command.roles:
        _not_oneself(command, unit)
    user = user_of(command, unit)
    before, after = (
        permissions_of(user.roles, user.extra),
        permissions_of(command.roles, command.permissions),
    )
    must_have(unit, before ^ after)
    user.change_roles(unit.env, command.roles, command.permissions)


def assign_seat(command: AssignSeat, unit: Unit) -> None:
    """Give the seat."""
    user_of(command, unit).assign_seat(unit.env, command.hub)


def remove_seat(command: RemoveSeat, unit: Unit) -> None:
    """Take the seat."""
    user_of(command, unit).remove_seat(unit.env, command.hub)


def set_capacity(command: SetCapacity, unit: Unit) -> None:
    """Set the limits."""
    user_of(command, unit).set_capacity(unit.env, live=command.live, total=command.total)


def deactivate_user(command: DeactivateUser, unit: Unit) -> None:
    """Take the access away."""
    _not_oneself(command, unit)
    user = user_of(command, unit)
    must_have(unit, user.permissions)
    user.deactivate(unit.env)


def reactivate_user(command: ReactivateUser, unit: Unit) -> None:
    """Give the access back."""
    user = user_of(command, unit)
    must_have(unit, permissions_of(user.roles, user.extra))
    user.reactivate(unit.env)


def user_of(command: OnUser, unit: Unit) -> User:
    """Return the command's user. Raises `NotFound`, `VersionMismatch`."""
    return unchanged(unit.get(User, command.user_id), command)


def must_have(unit: Unit, permissions: Iterable[str]) -> None:
    """Raise `NotAllowed` unless the actor has all of them: managing users is no way to more than one has (ACC-10)."""
    for permission in sorted(permissions):
        if not unit.standing.may(permission):
            raise NotAllowed(permission)


def _not_oneself(command: OnUser, unit: Unit) -> None:
    if unit.env.actor == f"user:{command.user_id}":
        raise OwnAccess("You cannot take your own access away. Ask another administrator.")
