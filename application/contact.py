"""What people do with contacts: enter, rename, look after (CON-01, CON-02)."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from application.attribution import contact_of
from application.claims import AlreadyTaken
from application.inbound import Party
from application.outgoing import checked_recipients
from application.unit import Unit
from domain.contact.aggregate import Contact
from domain.kernel.refusal import VersionMismatch
from domain.user.aggregate import User


@dataclass(frozen=True, slots=True)
class CreateContact:
    """Enter somebody by hand."""

    PERMISSION: ClassVar[str] = "contact_write"

    name: str
    email: str


@dataclass(frozen=True, slots=True)
class RenameContact:
    """Give a contact another name."""

    PERMISSION: ClassVar[str] = "contact_write"

    contact_id: UUID
    name: str
    expected_version: int | None = None


@dataclass(frozen=True, slots=True)
class SetContactOwner:
    """Let a user look after a contact, or nobody."""

    PERMISSION: ClassVar[str] = "contact_write"

    contact_id: UUID
    owner_id: UUID | None
    expected_version: int | None = None


def create_contact(command: CreateContact, unit: Unit) -> None:
    """Make the contact; refused where the address is somebody's already."""
    (address,) = checked_recipients((command.email,), "email", required=True)
    if not contact_of(unit, "email", Party(address, command.name), "manual").is_new:
        raise AlreadyTaken(
            "A contact with this address exists. Search for it and change that one.", field="email"
        )


def _contact(unit: Unit, command: RenameContact | SetContactOwner) -> Contact:
    contact = unit.get(Contact, command.contact_id)
    if command.expected_version not in (None, contact.version):
        raise VersionMismatch
    return contact


def rename_contact(command: RenameContact, unit: Unit) -> None:
    """Rename; an empty name is allowed, the address is shown then."""
    _contact(unit, command).rename(unit.env, command.name.strip())


def set_contact_owner(command: SetContactOwner, unit: Unit) -> None:
    """Set the owner, who must be a user of the account."""
    contact = _contact(unit, command)
    if command.owner_id is not None:
        unit.get(User, command.owner_id)
    contact.set_owner(unit.env, command.owner_id)
