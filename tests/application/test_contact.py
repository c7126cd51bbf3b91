"""Contacts entered, renamed and looked after by people."""

from uuid import uuid4

import pytest

from application.claims import AlreadyTaken
from application.contact import CreateContact, RenameContact, SetContactOwner
from domain.contact.aggregate import Contact
from domain.contact.events import ContactRenamed
from domain.kernel.refusal import InvalidInput, NotFound, VersionMismatch
from tests.support.world import World


@pytest.mark.req("CON-01", "CON-02")
def test_a_contact_is_entered_renamed_and_owned() -> None:
    world = World()
    contact_id = world.make(CreateContact("Nora", "Nora@Customer.example"))
    world.do(RenameContact(contact_id, " Nora N. ", expected_version=2))
    assert world.happened(contact_id, ContactRenamed)[0].name == "Nora N."
    world.do(SetContactOwner(contact_id, world.admin))
    assert world.get(Contact, contact_id).owner_id == world.admin
    world.do(SetContactOwner(contact_id, None))
    assert world.get(Contact, contact_id).owner_id is None
    owned = world.make(CreateContact("", "", "+48 221234567", world.admin))
    assert world.get(Contact, owned).owner_id == world.admin


@pytest.mark.req("CON-01")
def test_an_address_is_one_contact_only() -> None:
    world = World()
    world.do(CreateContact("Nora", "nora@customer.example"))
    with pytest.raises(AlreadyTaken):
        world.do(CreateContact("Norman", "NORA@customer.example"))


def test_what_is_wrong_is_refused() -> None:
    world = World()
    contact_id = world.make(CreateContact("Nora", "nora@customer.example"))
    with pytest.raises(InvalidInput):
        world.do(CreateContact("Nora", "nora"))
    with pytest.raises(InvalidInput, match="a name, an address or a number"):
        world.do(CreateContact(" ", " "))
    with pytest.raises(VersionMismatch):
        world.do(RenameContact(contact_id, "X", expected_version=1))
    with pytest.raises(NotFound):
        world.do(SetContactOwner(contact_id, uuid4()))
