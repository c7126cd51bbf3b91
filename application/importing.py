"""Taking contacts in from files, one command a row: made, changed or left as they are (CON-04).

Who a row is about is told by its addresses and numbers, so that a file taken in twice changes nothing the second time.
"""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from application.contact_files import Person
from application.identities import IdentityTaken, identify, normalised
from application.linked import check_room, survivor
from application.ports import Outcome
from application.unit import Unit
from domain.claim.aggregate import Claim
from domain.contact.aggregate import Contact
from domain.contact.events import ContactCreated, ContactRenamed
from domain.kernel.envelope import Envelope
from domain.kernel.ids import derived
from domain.kernel.refusal import InvalidInput
from domain.user.aggregate import User


@dataclass(frozen=True, slots=True)
class ImportContact:
    """Take in what a row says; `update` changes somebody who is known already, else they are left as they are."""

    PERMISSION: ClassVar[str] = "contact_write"

    person: Person
    update: bool = False
    owner_id: UUID | None = None


def import_contact(command: ImportContact, unit: Unit) -> None:
    """Make the contact, or change the one who has these addresses; refused where two contacts have them."""
    person = command.person
    values = [
        *(("email", normalised("email", value, "email")) for value in person.emails),
        *(("phone", normalised("phone", value, "phone")) for value in person.phones),
    ]
    if not values:
        raise InvalidInput("A row needs an address or a number, to tell who it is about.", field="email")
    holders = {holder.id: holder for kind, value in values if (holder := _holder(unit, kind, value))}
    if len(holders) > 1:
        raise IdentityTaken(
            "Two contacts have what this row says. Merge them if they are one person.",
            field="email",
            about=min(holders),
        )
    if command.owner_id is not None:
        unit.get(User, command.owner_id)
    known = next(iter(holders.values()), None)
    if known is not None and not command.update:
        return
    contact = known or unit.add(
        Contact.create(unit.new_id("contact"), unit.env, name=person.name, source="import")
    )
    for kind, value in dict.fromkeys(values):
        identify(unit, contact, kind, value, kind)
    check_room(unit, contact)
    if known is not None and person.name and person.name != _name(unit, known):
        known.rename(unit.env, person.name)
    if command.owner_id is not None:
        contact.set_owner(unit.env, command.owner_id)


def ending(env: Envelope, outcome: Outcome) -> str:
    """Return what an import came to: created, updated or skipped."""
    if not outcome.streams:
        return "skipped"
    made = env.command_id is not None and derived(env.command_id, "contact") in outcome.streams
    return "created" if made else "updated"


def _holder(unit: Unit, kind: str, value: str) -> Contact | None:
    held = unit.find(Claim, unit.claim_id("identity", kind, value))
    if held is None or held.holder_id is None:
        return None
    return survivor(unit, unit.get(Contact, held.holder_id))


def _name(unit: Unit, contact: Contact) -> str:
    named = (ContactCreated, ContactRenamed)
    return next(
        event.name for event in reversed(unit.ports.log.stream(contact.id)) if isinstance(event, named)
    )
