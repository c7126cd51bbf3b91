"""What people do with contacts: enter, rename, look after (CON-01, CON-02)."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from application.identities import identify, normalised
from application.unit import Unit
from domain.contact.aggregate import Contact
from domain.kernel.refusal import InvalidInput, VersionMismatch
from domain.user.aggregate import User


@dataclass(frozen=True, slots=True)
class CreateContact:
    """Enter somebody by hand."""

    PERMISSION: ClassVar[str] = "contact_write"

    name: str
    email: str
    phone: str = ""
    owner_id: UUID | None = None


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
    """Make the contact; refused where an address or number is somebody's already. One of name and those is needed."""
    name = command.name.strip()
    given = {
        kind: value for kind, value in (("email", command.email), ("phone", command.phone)) if value.strip()
    }
    if not (name or given):
        raise InvalidInput("Enter a name, an address or a number.", field="name")
    contact = unit.add(Contact.create(unit.new_id("contact"), unit.env, name=name, source="manual"))
    for kind, value in given.items():
        identify(unit, contact, kind, normalised(kind, value, kind), kind)
    if command.owner_id is not None:
        unit.get(User, command.owner_id)
        contact.set_owner(unit.env, command.owner_id)


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
