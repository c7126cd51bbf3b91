"""Whom a message belongs to: the contact its sender's identity leads to, or a new one (CON-01, EML-15)."""

from typing import NamedTuple

from application.claims import claim
from application.inbound import Party
from application.unit import Unit
from domain.claim.aggregate import Claim
from domain.contact.aggregate import Contact


class Attributed(NamedTuple):
    """The contact, and whether the message made it."""

    contact: Contact
    is_new: bool


def contact_of(unit: Unit, kind: str, party: Party, source: str, *, proven: bool = True) -> Attributed:
    """Return the contact with this identity, made with it if there is none.

    `kind` is the identity's (email, ...), `source` the channel's kind, `proven` false of what was only typed. Whoever was
    erased released their identities: the same address then makes a new contact (PRV-08). Who gave no address at all is
    somebody new each time.
    """
    if not party.address:
        nobody = Contact.create(unit.new_id("contact"), unit.env, name=party.name, source=source)
        return Attributed(unit.add(nobody), is_new=True)
    claim_id = unit.claim_id("identity", kind, party.address)
    held = unit.find(Claim, claim_id)
    if held is not None and held.holder_id is not None:
        return Attributed(unit.get(Contact, held.holder_id), is_new=False)
    contact_id = unit.new_id(f"contact:{claim_id}")
    contact = unit.add(Contact.create(contact_id, unit.env, name=party.name, source=source))
    contact.add_identity(unit.env, kind=kind, value=party.address, claim_id=claim_id, proven=proven)
    claim(unit, claim_id, "identity", contact.id)
    return Attributed(contact, is_new=True)
