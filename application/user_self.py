"""What users do for themselves, and those who may for them: password, availability, personal address."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from application.claims import AlreadyTaken, claim, release
from application.identities import normalised
from application.lines import must_be_no_line
from application.unit import Unit
from application.user import OnUser, checked_address, password_secret, user_of
from domain.channel.signature import Signature
from domain.kernel.refusal import NotAllowed
from domain.user.aggregate import User


@dataclass(frozen=True, slots=True)
class SetPassword(OnUser):
    """Keep the hash of the password a user chose."""

    PERMISSION: ClassVar[str] = ""

    password_hash: str


@dataclass(frozen=True, slots=True)
class SetAvailability(OnUser):
    """Be available or away, perhaps until a time; for another it needs `availability_manage` (ACC-12)."""

    PERMISSION: ClassVar[str] = ""

    available: bool
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class ChangeProfile(OnUser):
    """Say how customers see a user: by another name than colleagues do, and with a few words."""

    PERMISSION: ClassVar[str] = ""

    shown_name: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class SetPhone(OnUser):
    """Let calls ring this number of the user's own; empty: none (CAL-01)."""

    PERMISSION: ClassVar[str] = ""

    phone: str


@dataclass(frozen=True, slots=True)
class SetOwnSignature(OnUser):
    """Set what stands below mail that a user begins on a contact's or ticket's page; an empty source takes it away (EML-09)."""

    PERMISSION: ClassVar[str] = ""

    format: str
    source: str


@dataclass(frozen=True, slots=True)
class ClaimPersonalAddress(OnUser):
    """Keep an address as a user's personal one, which can then be no team address (EML-02)."""

    PERMISSION: ClassVar[str] = ""

    address: str


def set_password(command: SetPassword, unit: Unit) -> None:
    """Keep the hash beside the log and record that a password was chosen."""
    user = own_or(command, unit, "user_manage")
    unit.keep_secret(password_secret(user.id), command.password_hash.encode())
    user.set_password(unit.env)


def set_availability(command: SetAvailability, unit: Unit) -> None:
    """Set it, one's own or another's."""
    user = own_or(command, unit, "availability_manage")
    user.set_availability(unit.env, available=command.available, until=command.until)


def change_profile(command: ChangeProfile, unit: Unit) -> None:
    """Change it, one's own or, for who manages users, another's."""
    user = own_or(command, unit, "user_manage")
    user.change_profile(unit.env, shown_name=command.shown_name.strip(), about=command.about.strip())


def set_phone(command: SetPhone, unit: Unit) -> None:
    """Set it, one's own or, for who manages users, another's. Raises `InvalidInput`, `OwnLine`."""
    user = own_or(command, unit, "user_manage")
    phone = normalised("phone", command.phone, "phone") if command.phone.strip() else ""
    must_be_no_line(unit, phone, "phone")
    user.set_phone(unit.env, phone)


def set_own_signature(command: SetOwnSignature, unit: Unit) -> None:
    """Set it, one's own or, for who manages users, another's. Raises `InvalidInput`."""
    user = own_or(command, unit, "user_manage")
    user.set_signature(unit.env, Signature(command.format, command.source))


def claim_personal_address(command: ClaimPersonalAddress, unit: Unit) -> None:
    """Claim the address, unless a channel or another user has it, and free the earlier one."""
    user = own_or(command, unit, "user_manage")
    address = checked_address(command.address, "address")
    claim_id = unit.claim_id("mailbox", address)
    if not claim(unit, claim_id, "mailbox", user.id):
        raise AlreadyTaken(
            "This is a team address or the personal address of another user. Choose another, or free it there.",
            field="address",
        )
    earlier = user.address_claim
    user.claim_personal_address(unit.env, address=address, claim_id=claim_id)
    if earlier not in (None, claim_id):
        release(unit, earlier, user.id)


def own_or(command: OnUser, unit: Unit, permission: str) -> User:
    """Return the user of a command by themselves, or by somebody with the permission. Raises `NotAllowed`."""
    env = unit.env
    own = env.actor == f"user:{command.user_id}"
    if not own and not unit.standing.may(permission):
        raise NotAllowed(permission)
    return user_of(command, unit)
