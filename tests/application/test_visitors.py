"""Who visitors are: what they say joins them to nobody, what their site's server signed is believed (CON-02, SE-03)."""

from collections.abc import Sequence
from uuid import UUID, uuid4

import pytest

from application.contact import CreateContact
from application.erasure import CertifyErasure, RequestErasure
from application.identities import AddIdentity
from application.visitors import GiveDetails
from domain.contact.aggregate import MAX_IDENTITIES, Contact
from domain.contact.events import ContactRenamed, IdentityAdded
from domain.conversation.aggregate import Conversation
from domain.conversation.events import ThreadingDecided
from domain.conversation.visiting_events import AddressGiven
from domain.kernel.refusal import InvalidInput, NotAllowed, NotFound
from tests.support.chats import ChatDesk
from tests.support.world import World

JO = "jo@customer.example"
NAMED = {"subject": "42", "email": "Jo@Customer.example", "name": " Jo  Doe "}


@pytest.fixture
def desk(world: World) -> ChatDesk:
    return ChatDesk(world)


def contact_of(world: World, conversation: UUID) -> Contact:
    return world.get(Contact, world.get(Conversation, conversation).contact_id)


def kinds(world: World, contact: Contact) -> Sequence[str]:
    return [one.kind for one in world.happened(contact.id, IdentityAdded)]


def known(world: World, email: str = JO) -> UUID:
    return world.make(CreateContact("Jo", email, "", None))


@pytest.mark.req("CHT-11", "CON-02")
def test_what_a_visitor_says_is_kept_with_the_conversation_and_names_who_had_no_name(
    world: World, desk: ChatDesk
) -> None:
    visitor = uuid4()
    give = GiveDetails(desk.channel, visitor.hex, " Jo@Customer.example ", "Jo  Doe")
    with pytest.raises(NotFound):
        desk.do(give, visitor)
    conversation = desk.say(visitor=visitor)
    desk.do(give, visitor)
    (given,) = world.happened(conversation, AddressGiven)
    assert (given.email, given.name) == (JO, "Jo Doe")
    contact = contact_of(world, conversation)
    assert kinds(world, contact) == ["cookie", "email"]
    assert [one.name for one in world.happened(contact.id, ContactRenamed)] == ["Jo Doe"]
    desk.do(GiveDetails(desk.channel, visitor.hex, "else@customer.example", "Somebody else"), visitor)
    assert kinds(world, contact) == ["cookie", "email"]
    assert len(world.happened(conversation, AddressGiven)) == 2
    nameless = uuid4()
    other = desk.say(visitor=nameless)
    desk.do(GiveDetails(desk.channel, nameless.hex, name="Only a name"), nameless)
    assert kinds(world, contact_of(world, other)) == ["cookie"]
    desk.do(GiveDetails(desk.channel, nameless.hex, "only@an.example"), nameless)
    assert kinds(world, contact_of(world, other)) == ["cookie", "email"]


@pytest.mark.req("CHT-11", "CON-02", "SE-03")
def test_a_typed_address_of_somebody_else_joins_nobody(world: World, desk: ChatDesk) -> None:
    jo, visitor = known(world), uuid4()
    conversation = desk.say(visitor=visitor)
    desk.do(GiveDetails(desk.channel, visitor.hex, JO), visitor)
    contact = contact_of(world, conversation)
    assert kinds(world, contact) == ["cookie"]
    assert (contact.merged_into, world.get(Contact, jo).absorbed) == (None, frozenset())
    assert world.happened(conversation, AddressGiven)[0].email == JO


@pytest.mark.req("CHT-11")
def test_what_cannot_be_given(desk: ChatDesk) -> None:
    visitor = uuid4()
    desk.say(visitor=visitor)
    for email, name, field in (("pigeon", "", "email"), ("", " ", "email"), ("", "x" * 201, "name")):
        with pytest.raises(InvalidInput) as refused:
            desk.do(GiveDetails(desk.channel, visitor.hex, email, name), visitor)
        assert refused.value.field == field
    with pytest.raises(NotAllowed):
        desk.do(GiveDetails(desk.channel, visitor.hex, JO), uuid4())


@pytest.mark.req("CHT-10", "SE-03", "CON-02")
def test_a_vouched_address_makes_the_cookie_one_of_whoever_has_it(world: World, desk: ChatDesk) -> None:
    jo, visitor = known(world), uuid4()
    conversation = desk.say(visitor=visitor, identity=NAMED)
    assert contact_of(world, conversation).id == jo
    assert kinds(world, world.get(Contact, jo)) == ["email", "cookie"]
    assert desk.say(visitor=visitor, identity=NAMED) == conversation


@pytest.mark.req("CHT-10", "SE-03", "CON-02", "CON-03")
def test_an_anonymous_visitor_who_is_vouched_for_later_counts_for_whom_they_are(
    world: World, desk: ChatDesk
) -> None:
    jo, visitor = known(world), uuid4()
    conversation = desk.say(visitor=visitor)
    contact = contact_of(world, conversation)
    assert desk.say(visitor=visitor, identity=NAMED) == conversation
    assert world.get(Contact, contact.id).merged_into == jo
    assert desk.say(visitor=visitor, identity=NAMED) == conversation


@pytest.mark.req("CHT-10", "SE-03", "CON-02")
def test_a_vouched_address_nobody_has_becomes_the_visitors(world: World, desk: ChatDesk) -> None:
    visitor = uuid4()
    conversation = desk.say(visitor=visitor)
    desk.say(visitor=visitor, identity=NAMED)
    contact = contact_of(world, conversation)
    assert kinds(world, contact) == ["cookie", "email"]
    assert world.happened(contact.id, ContactRenamed)[-1].name == "Jo Doe"
    first = desk.say(identity={"subject": "43", "email": "", "name": "Kim"})
    assert kinds(world, contact_of(world, first)) == ["cookie"]
    begun = desk.say(identity={"subject": "44", "email": "kim@customer.example", "name": "Kim"})
    assert kinds(world, contact_of(world, begun)) == ["cookie", "email"]
    garbage = desk.say(identity={"subject": "45", "email": "pigeon", "name": ""})
    assert kinds(world, contact_of(world, garbage)) == ["cookie"]


@pytest.mark.req("CHT-10", "SE-03", "CON-03")
def test_a_contact_with_more_than_a_cookie_is_never_merged_by_itself(world: World, desk: ChatDesk) -> None:
    jo, visitor = known(world), uuid4()
    conversation = desk.say(visitor=visitor)
    contact = contact_of(world, conversation)
    world.do(AddIdentity(contact.id, "email", "kim@customer.example"))
    desk.say(visitor=visitor, identity=NAMED)
    assert world.get(Contact, contact.id).merged_into is None
    assert contact_of(world, desk.say(visitor=uuid4(), identity=NAMED)).id == jo


@pytest.mark.req("CON-03")
def test_whoever_has_no_room_for_more_is_still_heard(world: World, desk: ChatDesk) -> None:
    jo = known(world)
    for number in range(MAX_IDENTITIES - 1):
        world.do(AddIdentity(jo, "email", f"jo{number}@customer.example"))
    contact = contact_of(world, desk.say(identity=NAMED))
    assert contact.id != jo
    assert contact.merged_into is None


@pytest.mark.req("PRV-08", "CON-01")
def test_who_was_forgotten_begins_anew_under_the_same_cookie(world: World, desk: ChatDesk) -> None:
    visitor = uuid4()
    first = desk.say(visitor=visitor)
    forgotten = contact_of(world, first).id
    world.do(RequestErasure(forgotten, (first,)))
    world.do(CertifyErasure(forgotten, (forgotten,), (), (first,), (), (), ("mask",)))
    with pytest.raises(NotFound):
        desk.do(GiveDetails(desk.channel, visitor.hex, JO), visitor)
    second = desk.say(visitor=visitor)
    assert second != first
    assert contact_of(world, second).id != forgotten
    assert decided(world, second) == ("set_apart", ("contact_erased",))
    assert desk.say(visitor=visitor) == second


def decided(world: World, conversation: UUID) -> tuple[str, tuple[str, ...]]:
    decision = world.happened(conversation, ThreadingDecided)[-1]
    return decision.outcome, decision.reasons


@pytest.mark.req("CHT-11", "PRV-08")
def test_what_a_visitor_did_is_told_as_their_contacts_doing_not_by_their_cookie(
    world: World, desk: ChatDesk
) -> None:
    visitor = uuid4()
    conversation = desk.say(visitor=visitor)
    desk.do(GiveDetails(desk.channel, visitor.hex, JO), visitor)
    contact = contact_of(world, conversation)
    given, reached = world.happened(conversation, AddressGiven), world.happened(contact.id, IdentityAdded)
    assert {one.envelope.actor for one in (given[0], reached[-1])} == {f"contact:{contact.id}"}
    assert visitor.hex not in {one.event.envelope.actor for one in world.ports.log.read(0, 10**6)}  # type: ignore[attr-defined]
