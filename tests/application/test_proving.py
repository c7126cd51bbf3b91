"""Nobody takes another person's address by typing it first: it is theirs who show that it is (CON-01, SE-03, CHT-11)."""

from uuid import UUID, uuid4

import pytest

from application.contact import CreateContact
from application.merging import MergeContact
from application.visitors import GiveDetails
from domain.contact.aggregate import Contact
from domain.contact.events import IdentityAdded
from domain.conversation.aggregate import Conversation
from tests.application.test_chat_by_mail import OURS, named
from tests.support.chats import ChatDesk
from tests.support.forms import FormDesk
from tests.support.mails import a_mail
from tests.support.world import World

pytestmark = pytest.mark.req("CON-01", "SE-03", "CHT-11")
KIM = "kim@customer.example"
SIGNED = {"subject": "7", "email": KIM, "name": "Kim"}


class Typed(ChatDesk):
    """A chat in which somebody typed an address that nobody had come by."""

    def __init__(self, world: World) -> None:
        super().__init__(world)
        self.visitor = uuid4()
        self.conversation = self.say("Hello?", self.visitor)
        self.do(GiveDetails(self.channel, self.visitor.hex, KIM), self.visitor)
        self.contact = world.get(Conversation, self.conversation).contact_id
        assert self.values(self.contact) == [KIM]

    def values(self, contact_id: UUID) -> list[str]:
        """Return the addresses that lead to a contact now."""
        contact = self.world.get(Contact, contact_id)
        added = self.world.happened(contact_id, IdentityAdded)
        kept = {one.claim_id: one.value for one in added if one.kind == "email"}
        return [value for claim, value in kept.items() if claim in contact.claims]

    def whose(self, conversation_id: UUID) -> UUID:
        return self.world.get(Conversation, conversation_id).contact_id


@pytest.fixture
def desk(world: World) -> Typed:
    return Typed(world)


def test_whoever_writes_from_it_has_it_and_shares_nothing_with_who_typed_it(
    world: World, desk: Typed
) -> None:
    kim = desk.whose(world.mailed(world.channel(), a_mail(sender=KIM)))
    assert kim != desk.contact
    assert (desk.values(kim), desk.values(desk.contact)) == ([KIM], [])
    assert not world.get(Contact, desk.contact).typed
    # who typed it can type it again, and it stays whose it is
    desk.do(GiveDetails(desk.channel, desk.visitor.hex, KIM), desk.visitor)
    assert (desk.values(kim), desk.values(desk.contact)) == ([KIM], [])


def test_whom_a_site_signs_has_it(desk: Typed) -> None:
    kim = desk.whose(desk.say(identity=SIGNED))
    assert kim != desk.contact
    assert (desk.values(kim), desk.values(desk.contact)) == ([KIM], [])


@pytest.mark.parametrize("how", ["signs", "answers"])
def test_who_typed_it_and_shows_that_it_is_theirs_keeps_it_for_good(
    world: World, desk: Typed, how: str
) -> None:
    mailbox = world.channel()
    if how == "signs":
        assert desk.say(visitor=desk.visitor, identity=SIGNED) == desk.conversation
    else:
        named(world, desk, desk.conversation)
        assert world.mailed(desk.channel, a_mail(sender=KIM, answers=OURS)) == desk.conversation
    assert desk.values(desk.contact) == [KIM]
    assert not world.get(Contact, desk.contact).typed
    assert desk.whose(world.mailed(mailbox, a_mail(sender=KIM))) == desk.contact


def test_what_answers_nothing_of_theirs_proves_nothing_for_them(world: World, desk: Typed) -> None:
    other = desk.say("Somebody else")
    named(world, desk, other)
    for answers in (OURS, "unknown@elsewhere.example"):
        kim = desk.whose(world.mailed(desk.channel, a_mail(sender=KIM, answers=answers)))
        assert kim not in (desk.contact, desk.whose(other))
    assert desk.values(desk.contact) == []


@pytest.mark.req("CON-03")
@pytest.mark.parametrize("into", [True, False])
def test_what_a_user_merged_stays_as_they_said(world: World, desk: Typed, *, into: bool) -> None:
    other = world.make(CreateContact("Kim", "kim@home.example", "", None))
    one, two = (desk.contact, other) if into else (other, desk.contact)
    world.do(MergeContact(one, two), by=world.admin)
    assert desk.whose(world.mailed(world.channel(), a_mail(sender=KIM))) == desk.contact
    assert desk.values(desk.contact) == [KIM]


@pytest.mark.req("FRM-01")
def test_a_form_proves_no_more_than_a_chat_and_joins_by_the_address_as_ever(
    world: World, desk: Typed
) -> None:
    sent = FormDesk(world).submit(email=KIM)
    assert desk.whose(sent) == desk.contact
    assert desk.whose(world.mailed(world.channel(), a_mail(sender=KIM))) != desk.contact
