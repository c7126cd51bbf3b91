"""Users: invited, given roles, seats and limits, available or away, deactivated."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from application.change import Change, unchanged
from application.claims import AlreadyTaken, claim, claim_globally
from application.unit import Unit
from domain.channels.email import is_address, normalise_address
from domain.kernel.checks import not_blank
from domain.kernel.refusal import InvalidInput, NotAllowed, Refusal
from domain.user.aggregate import User


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
class SetPassword(OnUser):
    """Keep the hash of the password a user chose."""

    PERMISSION: ClassVar[str] = ""

    password_hash: str


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
class SetAvailability(OnUser):
    """Be available or away, perhaps until a time; for another it needs `availability_manage` (ACC-12)."""

    PERMISSION: ClassVar[str] = ""

    available: bool
    until: datetime | None = None


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


@dataclass(frozen=True, slots=True)
class ClaimPersonalAddress(OnUser):
    """Keep an address as a user's personal one, which can then be no team address (EML-02)."""

    PERMISSION: ClassVar[str] = ""

    address: str


def invite_user(command: InviteUser, unit: Unit) -> None:
    """Invite the user; the first stream is the user's."""
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


def set_password(command: SetPassword, unit: Unit) -> None:
    """Keep the hash beside the log and record that a password was chosen."""
    user = _own_or(command, unit, "user_manage")
    unit.ports.secrets.put(unit.env.account_id, password_secret(user.id), command.password_hash.encode())
    user.set_password(unit.env)


def change_roles(command: ChangeRoles, unit: Unit) -> None:
    """Set the roles."""
    if "admin" not in command.roles:
        _not_oneself(command, unit)
    _user(command, unit).change_roles(unit.env, command.roles, command.permissions)


def assign_seat(command: AssignSeat, unit: Unit) -> None:
    """Give the seat."""
    _user(command, unit).assign_seat(unit.env, command.hub)


def remove_seat(command: RemoveSeat, unit: Unit) -> None:
    """Take the seat."""
    _user(command, unit).remove_seat(unit.env, command.hub)


def set_availability(command: SetAvailability, unit: Unit) -> None:
    """Set it, one's own or another's."""
    user = _own_or(command, unit, "availability_manage")
    user.set_availability(unit.env, available=command.available, until=command.until)


def set_capacity(command: SetCapacity, unit: Unit) -> None:
    """Set the limits."""
    _user(command, unit).set_capacity(unit.env, live=command.live, total=command.total)


def deactivate_user(command: DeactivateUser, unit: Unit) -> None:
    """Take the access away."""
    _not_oneself(command, unit)
    _user(command, unit).deactivate(unit.env)


def reactivate_user(command: ReactivateUser, unit: Unit) -> None:
    """Give the access back."""
    _user(command, unit).reactivate(unit.env)


def claim_personal_address(command: ClaimPersonalAddress, unit: Unit) -> None:
    """Claim the address, unless a channel or another user has it."""
    user = _own_or(command, unit, "user_manage")
    address = checked_address(command.address, "address")
    claim_id = unit.claim_id("mailbox", address)
    if not claim(unit, claim_id, "mailbox", user.id):
        raise AlreadyTaken(
            "This is a team address or the personal address of another user. Choose another, or free it there.",
            field="address",
        )
    user.claim_personal_address(unit.env, address=address, claim_id=claim_id)


def _user(command: OnUser, unit: Unit) -> User:
    return unchanged(unit.get(User, command.user_id), command)


def _own_or(command: OnUser, unit: Unit, permission: str) -> User:
    env = unit.env
    own = env.actor == f"user:{command.user_id}"
    if not own and not unit.ports.access.may(env.account_id, env.actor, permission):
        raise NotAllowed(permission)
    return _user(command, unit)


def _not_oneself(command: OnUser, unit: Unit) -> None:
    if unit.env.actor == f"user:{command.user_id}":
        raise OwnAccess("You cannot take your own access away. Ask another administrator.")
