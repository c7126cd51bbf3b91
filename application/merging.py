"""Merging contacts, and taking it back: a link, so nothing is moved and nothing is lost (CON-03)."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from application.change import Change, unchanged
from application.linked import check_room, survivor
from application.unit import Unit
from domain.contact.aggregate import Contact
from domain.contact.refusals import SameContact


@dataclass(frozen=True, slots=True)
class MergeContact(Change):
    """Let a contact count for another; `into_id` may itself be merged, then whom that counts for is meant."""

    PERMISSION: ClassVar[str] = "contact_write"

    contact_id: UUID
    into_id: UUID


@dataclass(frozen=True, slots=True)
class UnmergeContact(Change):
    """Let a merged contact stand for itself again."""

    PERMISSION: ClassVar[str] = "contact_write"

    contact_id: UUID


def merge_contact(command: MergeContact, unit: Unit) -> None:
    """Record the link at both ends."""
    merged = unchanged(unit.get(Contact, command.contact_id), command)
    into = survivor(unit, unit.get(Contact, command.into_id))
    if merged.merged_into is None and into.id == merged.id:
        raise SameContact("These are one contact already. Choose another one to merge it with.")
    merged.merge_into(unit.env, into.id)
    check_room(unit, into, merged)
    into.absorb(unit.env, merged.id)


def unmerge_contact(command: UnmergeContact, unit: Unit) -> None:
    """Take the link away at both ends; whoever was merged into this contact before goes with it."""
    merged = unchanged(unit.get(Contact, command.contact_id), command)
    unit.get(Contact, merged.unmerge(unit.env)).release(unit.env, merged.id)
