"""Contacts that were merged: whom one counts for, and who counts for one (CON-03).

A merge is a link from one contact to another, its survivor; links form a tree, because only who stands for itself can
be merged. Everything loaded here is checked again at the append, so the limit holds under any race.
"""

from uuid import UUID

from application.unit import Unit
from domain.contact.aggregate import MAX_IDENTITIES, Contact
from domain.contact.refusals import TooManyIdentities


def survivor(unit: Unit, contact: Contact) -> Contact:
    """Return the contact this one counts for: itself, unless it was merged."""
    while contact.merged_into is not None:
        contact = unit.get(Contact, contact.merged_into)
    return contact


def group(unit: Unit, contact: Contact) -> list[Contact]:
    """Return a contact and all that were merged into it, directly or not."""
    found = [contact]
    for one in found:
        found += [unit.get(Contact, absorbed) for absorbed in sorted(one.absorbed)]
    return found


def are_linked(unit: Unit, contact_id: UUID, other_id: UUID) -> bool:
    """Whether two contacts count as one person; somebody unknown counts for nobody else."""
    if contact_id == other_id:
        return True
    contact, other = unit.find(Contact, contact_id), unit.find(Contact, other_id)
    if contact is None or other is None:
        return False
    return survivor(unit, contact).id == survivor(unit, other).id


def associated(unit: Unit, contact: Contact) -> int:
    """Return how many tickets the person has (TKT-03)."""
    return sum(one.tickets for one in group(unit, survivor(unit, contact)))


def check_room(unit: Unit, *contacts: Contact, more: int = 0) -> None:
    """Refuse more identities than one person may have; a contact without any counts as one.

    Raises:
        TooManyIdentities: they would be more than 250 in all.

    """
    linked = [one for contact in contacts for one in group(unit, contact)]
    if sum(max(1, len(one.claims)) for one in linked) + more > MAX_IDENTITIES:
        raise TooManyIdentities(
            f"A contact has at most {MAX_IDENTITIES} identities, those of merged ones included. Remove some first."
        )
