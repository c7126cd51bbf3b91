"""What a contact is reached by: claimed, changed, given back (CON-01)."""

from uuid import UUID

import pytest

from application.contact import CreateContact
from application.identities import (
    AddIdentity,
    ChangeIdentity,
    IdentityTaken,
    RemoveIdentity,
    SetPrimaryIdentity,
    normalised,
)
from application.merging import MergeContact
from domain.contact.aggregate import Contact
from domain.contact.events import IdentityAdded
from domain.contact.refusals import ContactIsMerged
from domain.kernel.refusal import InvalidInput, NotFound, VersionMismatch
from tests.support.world import World


@pytest.fixture
def world() -> World:
    return World()


def enter(world: World, name: str, email: str = "") -> UUID:
    return world.make(CreateContact(name, email))


def identities(world: World, contact_id: UUID) -> dict[str, UUID]:
    """Return value -> claim of the identities a contact has now."""
    claims = world.get(Contact, contact_id).claims
    return {
        one.value: one.claim_id for one in world.happened(contact_id, IdentityAdded) if one.claim_id in claims
    }


@pytest.mark.req("CON-01")
@pytest.mark.parametrize(
    ("kind", "written", "kept"),
    [
        ("email", " Jo@Example.ORG ", "jo@example.org"),
        ("phone", "+48 (22) 123-45.67", "+48221234567"),
        ("phone", "0048 22 123 45 67", "+48221234567"),
        ("phone", "+1\u2011212\u2011555\u20110100", "+12125550100"),
    ],
)
def test_addresses_and_numbers_are_kept_in_one_way_of_writing(kind: str, written: str, kept: str) -> None:
    assert normalised(kind, written) == kept


@pytest.mark.req("CON-01")
@pytest.mark.parametrize(
    ("kind", "written"),
    [
        ("email", "jo"),
        ("phone", "22 123 45 67"),
        ("phone", "+48"),
        ("phone", "+48221234567890123"),
        ("phone", "+4822x"),
        ("cookie", "abc"),
    ],
)
def test_what_is_no_address_and_no_number_is_refused(kind: str, written: str) -> None:
    with pytest.raises(InvalidInput):
        normalised(kind, written)


@pytest.mark.req("CON-01")
def test_an_identity_leads_to_one_contact_and_the_refusal_says_which(world: World) -> None:
    jo, ann = enter(world, "Jo", "jo@x.example"), enter(world, "Ann")
    with pytest.raises(IdentityTaken) as refused:
        world.do(AddIdentity(ann, "email", "JO@x.example"))
    assert refused.value.about == jo
    with pytest.raises(IdentityTaken):
        world.do(CreateContact("Jo again", "jo@x.example"))
    world.do(AddIdentity(jo, "email", "jo@x.example"))
    assert len(world.happened(jo, IdentityAdded)) == 1


@pytest.mark.req("CON-01")
def test_what_is_removed_is_free_for_another(world: World) -> None:
    jo, ann = enter(world, "Jo", "jo@x.example"), enter(world, "Ann")
    world.do(RemoveIdentity(jo, identities(world, jo)["jo@x.example"]))
    world.do(AddIdentity(ann, "email", "jo@x.example"))
    assert (list(identities(world, jo)), list(identities(world, ann))) == ([], ["jo@x.example"])
    with pytest.raises(NotFound):
        world.do(RemoveIdentity(jo, identities(world, ann)["jo@x.example"]))


@pytest.mark.req("CON-01")
def test_an_identity_is_changed_in_one_step_and_stays_the_first(world: World) -> None:
    jo = enter(world, "Jo", "jo@x.example")
    world.do(AddIdentity(jo, "phone", "+48 221234567"))
    old = identities(world, jo)["jo@x.example"]
    world.do(SetPrimaryIdentity(jo, old))
    world.do(ChangeIdentity(jo, old, "email", "joan@x.example"))
    assert set(identities(world, jo)) == {"joan@x.example", "+48221234567"}
    assert world.get(Contact, jo).primary == identities(world, jo)["joan@x.example"]
    version = world.get(Contact, jo).version
    world.do(ChangeIdentity(jo, identities(world, jo)["joan@x.example"], "email", "JOAN@x.example"))
    assert world.get(Contact, jo).version == version
    enter(world, "Ann", "ann@x.example")
    with pytest.raises(IdentityTaken):
        world.do(ChangeIdentity(jo, identities(world, jo)["joan@x.example"], "email", "ann@x.example"))
    assert set(identities(world, jo)) == {"joan@x.example", "+48221234567"}


@pytest.mark.req("CON-01", "CON-03")
def test_what_a_merged_contact_is_reached_by_is_changed_through_the_survivor(world: World) -> None:
    jo, joan = enter(world, "Jo", "jo@x.example"), enter(world, "Joan", "joan@x.example")
    world.do(MergeContact(jo, joan))
    with pytest.raises(ContactIsMerged) as refused:
        world.do(AddIdentity(jo, "email", "j@x.example"))
    assert refused.value.about == joan
    world.do(AddIdentity(joan, "email", "jo@x.example"))
    assert list(identities(world, joan)) == ["joan@x.example"]
    world.do(ChangeIdentity(joan, identities(world, jo)["jo@x.example"], "email", "jojo@x.example"))
    world.do(RemoveIdentity(joan, identities(world, jo)["jojo@x.example"]))
    assert identities(world, jo) == {}


def test_a_change_of_what_somebody_changed_meanwhile_is_refused(world: World) -> None:
    jo = enter(world, "Jo", "jo@x.example")
    with pytest.raises(VersionMismatch):
        world.do(AddIdentity(jo, "phone", "+48221234567", expected_version=1))
