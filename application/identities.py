"""What a contact is reached by: added, changed, removed, and which comes first (CON-01).

Each identity is claimed, so that it leads to one contact of the account. What belongs to a contact that was merged is
changed through its survivor, and stays that contact's own.
"""

import re
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from application.change import Change, unchanged
from application.claims import AlreadyTaken, claim, release
from application.linked import are_linked, check_room, group, survivor
from application.unit import Unit
from domain.channels.email import is_address, normalise_address
from domain.claim.aggregate import Claim
from domain.contact.aggregate import Contact
from domain.contact.refusals import ContactIsMerged
from domain.kernel.refusal import InvalidInput, NotFound

WRITE = "contact_write"
BY_HAND = ("email", "phone")
"""Kinds that people enter; the others come from channels."""
E164 = re.compile(r"\+[1-9][0-9]{6,14}")
SEPARATORS = re.compile(r"[\s().\-/\u2010-\u2015]+")


class IdentityTaken(AlreadyTaken):
    """Another contact has this identity; `about` says which, as the two may be one person."""

    code = "identity_taken"


@dataclass(frozen=True, slots=True)
class AddIdentity(Change):
    """Let a contact be reached by an address or number, too."""

    PERMISSION: ClassVar[str] = WRITE

    contact_id: UUID
    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class ChangeIdentity(Change):
    """Put another value of the same kind in the place of one."""

    PERMISSION: ClassVar[str] = WRITE

    contact_id: UUID
    identity_id: UUID
    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class RemoveIdentity(Change):
    """Let a contact be reached so no longer; whoever comes by it next is somebody new."""

    PERMISSION: ClassVar[str] = WRITE

    contact_id: UUID
    identity_id: UUID


@dataclass(frozen=True, slots=True)
class SetPrimaryIdentity(Change):
    """Show a contact by this identity first."""

    PERMISSION: ClassVar[str] = WRITE

    contact_id: UUID
    identity_id: UUID


def normalised(kind: str, value: str, field: str = "value") -> str:
    """Return an address or number as it is compared: an address in small letters, a number as E.164.

    A number must say its country: channels write numbers so, and a guess would join strangers. Raises `InvalidInput`.
    """
    if kind not in BY_HAND:
        raise InvalidInput(
            f"Enter {' or '.join(BY_HAND)}; other identities come from channels.", field="kind"
        )
    text = value.strip()
    if kind == "email":
        if not is_address(text):
            raise InvalidInput("This is no e-mail address. Write it as name@example.org.", field=field)
        return normalise_address(text)
    digits = SEPARATORS.sub("", text)
    number = f"+{digits[2:]}" if digits.startswith("00") else digits
    if not E164.fullmatch(number):
        raise InvalidInput("Write the number with + and its country code, as +48 22 123 45 67.", field=field)
    return number


def number_in(text: str) -> str:
    """Return a number that somebody wrote, as it is compared; empty where it does not say its country."""
    try:
        return normalised("phone", text)
    except InvalidInput:
        return ""


def identify(
    unit: Unit, contact: Contact, kind: str, value: str, field: str = "value", *, proven: bool = True
) -> None:
    """Give a contact a normalised identity; nothing where it, or one merged with it, has it. Raises `IdentityTaken`."""
    claim_id = unit.claim_id("identity", kind, value)
    if claim(unit, claim_id, "identity", contact.id):
        contact.add_identity(unit.env, kind=kind, value=value, claim_id=claim_id, proven=proven)
        return
    held = unit.get(Claim, claim_id)
    holder = unit.get(Contact, held.holder_id) if held.holder_id else contact
    if not are_linked(unit, contact.id, holder.id):
        raise IdentityTaken(
            "Another contact has this already. Merge the two if they are one person, or remove it there first.",
            field=field,
            about=survivor(unit, holder).id,
        )


def add_identity(command: AddIdentity, unit: Unit) -> None:
    """Add it, as one more of all the identities the contact and those merged with it have."""
    contact = _standing(unit, command, command.contact_id)
    check_room(unit, contact, more=1)
    identify(unit, contact, command.kind, normalised(command.kind, command.value))


def change_identity(command: ChangeIdentity, unit: Unit) -> None:
    """Change it; where it came first, it still does."""
    contact = _standing(unit, command, command.contact_id)
    holder = _holder(unit, contact, command.identity_id)
    value = normalised(command.kind, command.value)
    new_id = unit.claim_id("identity", command.kind, value)
    if new_id == command.identity_id:
        return
    identify(unit, holder, command.kind, value)
    _let_go(unit, holder, command.identity_id)
    if contact.primary == command.identity_id:
        contact.set_primary(unit.env, new_id)


def remove_identity(command: RemoveIdentity, unit: Unit) -> None:
    """Remove it and free its claim."""
    contact = _standing(unit, command, command.contact_id)
    _let_go(unit, _holder(unit, contact, command.identity_id), command.identity_id)


def set_primary_identity(command: SetPrimaryIdentity, unit: Unit) -> None:
    """Show the contact by it."""
    contact = _standing(unit, command, command.contact_id)
    _holder(unit, contact, command.identity_id)
    contact.set_primary(unit.env, command.identity_id)


def _standing(unit: Unit, command: Change, contact_id: UUID) -> Contact:
    contact = unchanged(unit.get(Contact, contact_id), command)
    if contact.merged_into is not None:
        raise ContactIsMerged(
            "This contact was merged into another one. Change that one instead.", about=contact.merged_into
        )
    return contact


def _holder(unit: Unit, contact: Contact, identity_id: UUID) -> Contact:
    """Return whose the identity is: the contact's, or that of one merged into it."""
    held = next((one for one in group(unit, contact) if identity_id in one.claims), None)
    if held is None:
        raise NotFound("identity")
    return held


def _let_go(unit: Unit, holder: Contact, identity_id: UUID) -> None:
    holder.remove_identity(unit.env, identity_id)
    release(unit, identity_id, holder.id)
