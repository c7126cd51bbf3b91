"""Numbers that forms ask for: a contact's first, never somebody else's, gone with the person (CON-01, PRV-08)."""

from typing import Any
from uuid import UUID

import pytest

from application.bus import Bus
from application.calling import SetVoice
from application.contact import CreateContact
from application.erasure import RequestErasure
from application.identities import AddIdentity, RemoveIdentity
from application.ingest import IngestMessage
from application.merging import MergeContact
from application.router import HANDLERS, PREPARATIONS
from domain.call.refusals import NumberUnproven
from domain.claim.events import Claimed
from domain.contact.aggregate import Contact
from domain.contact.events import ContactCreated, IdentityAdded
from domain.conversation.aggregate import Conversation
from domain.conversation.messages import MessageReceived
from domain.form.definition import usual_fields
from domain.form.fields import Field
from domain.intake.events import MessageIngested
from domain.kernel.ids import derived
from tests.support.forms import FormDesk
from tests.support.lines import LineDesk
from tests.support.numbers import NumberDesk, begun, with_templates
from tests.support.world import World

pytestmark = pytest.mark.req("CON-01", "FRM-02")

NUMBER = Field("phone", "Phone", "phone", fills="contact.phone")
JO, KAI = "jo@customer.example", "kai@customer.example"
ONE, OTHER = "+48 22 123 45 67", "0049 (30) 901820"
KEPT = "+48221234567"


class Callers:
    """A form that asks for a number."""

    def __init__(self, *, email: bool = True) -> None:
        self.world = World()
        asked = usual_fields("en") if email else (Field("name", "Name", fills="contact.name"),)
        self.desk = FormDesk(self.world, fields=(*asked, NUMBER))

    def send(self, email: str = "", phone: str = "") -> UUID:
        """Send it; returns whose it is."""
        said: dict[str, Any] = {name: value for name, value in (("email", email), ("phone", phone)) if value}
        self.conversation = self.desk.submit(ticket_name="Call me", **said)
        return self.world.get(Conversation, self.conversation).contact_id

    def numbers(self, contact: UUID) -> list[str]:
        added = self.world.happened(contact, IdentityAdded)
        return [one.value for one in added if one.kind == "phone"]


def test_whoever_has_no_number_gets_the_one_they_send() -> None:
    callers = Callers()
    jo = callers.send(JO, ONE)
    assert [one.value for one in callers.world.happened(jo, IdentityAdded)] == [JO, KEPT]
    kai = callers.send(KAI)
    assert (callers.send(KAI, OTHER), callers.numbers(kai)) == (kai, ["+4930901820"])
    (added,) = [one for one in callers.world.happened(jo, IdentityAdded) if one.kind == "phone"]
    (claimed,) = callers.world.happened(added.claim_id, Claimed)
    assert (claimed.kind, claimed.holder_id) == ("identity", jo)


@pytest.mark.req("SE-03", "CAL-02")
def test_it_is_only_typed_until_somebody_calls_from_it() -> None:
    callers = Callers()
    jo = callers.send(JO, ONE)
    line = LineDesk(callers.world)
    ann = callers.world.user("Ann")
    line.phone(ann, "+48501111111")
    callers.world.do(SetVoice(line.channel))
    with pytest.raises(NumberUnproven) as refused:
        line.place(ann, contact_id=jo)
    assert (refused.value.code, refused.value.field) == ("number_unproven", "confirmed")
    line.end(line.place(ann, contact_id=jo, confirmed=True))
    with pytest.raises(NumberUnproven):
        line.place(ann, contact_id=jo, to=ONE)
    line.end(line.come(KEPT))
    line.end(line.come(KEPT))
    assert [one.proven for one in callers.world.happened(jo, IdentityAdded)] == [True, False, True]
    line.end(line.place(ann, contact_id=jo))


@pytest.mark.req("SE-03", "CAL-02", "WAB-02")
def test_it_is_only_typed_until_somebody_writes_by_whatsapp_with_it() -> None:
    callers = Callers()
    jo = callers.send(JO, ONE)
    number = with_templates(NumberDesk(callers.world))
    conversation = begun(callers.world, number, ONE)
    assert callers.world.get(Conversation, conversation).contact_id == jo
    assert len(callers.world.get(Contact, jo).typed) == 1, "that we write to it shows nothing"
    number.say("Hello", KEPT.removeprefix("+"))
    assert not callers.world.get(Contact, jo).typed
    assert callers.numbers(jo) == [KEPT, KEPT]


@pytest.mark.req("SE-03", "CAL-02", "CON-03")
def test_of_whom_a_form_asked_no_address_the_number_is_only_typed_whoever_they_are_merged_into() -> None:
    callers = Callers(email=False)
    line = LineDesk(callers.world)
    ann = callers.world.user("Ann")
    line.phone(ann, "+48501111111")
    typed = callers.send(phone=ONE)
    known = callers.world.make(CreateContact("Jo", "", OTHER))
    callers.world.do(MergeContact(typed, known))
    with pytest.raises(NumberUnproven):
        line.place(ann, contact_id=known, to=ONE)
    line.end(line.place(ann, contact_id=known, to=OTHER))
    (claim,) = callers.world.get(Contact, typed).numbers
    callers.world.do(RemoveIdentity(known, claim))
    callers.world.do(AddIdentity(known, "phone", ONE))
    line.end(line.place(ann, contact_id=known, to=ONE))


def test_a_number_takes_the_place_of_none_and_a_removed_one_leaves_room() -> None:
    callers = Callers()
    jo = callers.send(JO, ONE)
    assert (callers.send(JO, OTHER), callers.numbers(jo)) == (jo, [KEPT])
    (number,) = callers.world.get(Contact, jo).numbers
    callers.world.do(RemoveIdentity(jo, number))
    assert (callers.send(JO, OTHER), callers.numbers(jo)) == (jo, [KEPT, "+4930901820"])


def test_what_is_somebody_elses_joins_nobody() -> None:
    callers = Callers()
    jo, kai = callers.send(JO, ONE), callers.send(KAI, ONE)
    assert jo != kai
    assert (callers.numbers(jo), callers.numbers(kai)) == ([KEPT], [])


def test_a_number_of_one_who_was_merged_counts_for_all() -> None:
    callers = Callers()
    jo, kai = callers.send(JO, ONE), callers.send(KAI)
    callers.world.do(MergeContact(jo, kai))
    assert (callers.send(KAI, OTHER), callers.numbers(kai)) == (kai, [])


@pytest.mark.parametrize("phone", ["22 123 45 67", "123", "+0 22 123 45 67", "call me"])
def test_what_does_not_say_its_country_stays_in_the_submission(phone: str) -> None:
    callers = Callers()
    assert callers.numbers(callers.send(JO, phone)) == []
    assert phone in [value for one in callers.desk.submissions()[0].given for value in one["values"]]


def test_without_an_address_it_is_whoever_has_the_number() -> None:
    callers = Callers(email=False)
    known = callers.world.make(CreateContact("Jo", "", ONE))
    assert callers.send(phone=ONE) == known
    assert callers.numbers(known) == [KEPT]
    new = callers.send(phone=OTHER)
    assert new != known
    assert (callers.send(phone=OTHER), callers.numbers(new)) == (new, ["+4930901820"])
    assert [one.source for one in callers.world.happened(new, ContactCreated)] == ["form"]
    assert callers.world.happened(callers.conversation, MessageReceived)[0].sender == ""
    assert callers.send() not in (known, new)


@pytest.mark.req("PRV-08")
def test_whoever_is_forgotten_leaves_the_number_free() -> None:
    callers = Callers()
    jo = callers.send(JO, ONE)
    callers.world.do(RequestErasure(jo, (callers.conversation,)))
    assert callers.world.get(Contact, jo).numbers == frozenset()
    kai = callers.send(KAI, ONE)
    assert (kai != jo, callers.numbers(kai)) == (True, [KEPT])


@pytest.mark.req("CON-03")
def test_whoever_has_all_identities_one_may_have_is_taken_in_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    callers = Callers()
    jo = callers.send(JO)
    monkeypatch.setattr("application.linked.MAX_IDENTITIES", 1)
    assert (callers.send(JO, ONE), callers.numbers(jo)) == (jo, [])


def test_of_numbers_taken_in_together_one_is_one_persons() -> None:
    callers = Callers()
    world, desk = callers.world, callers.desk
    world.bus = Bus(world.ports, HANDLERS, PREPARATIONS)
    intakes = [desk.accept(desk.original(email=email, phone=ONE)) for email in (JO, KAI)]
    assert world.bus.together(
        [(IngestMessage(one), world.env(command_id=derived(one, "ingest"))) for one in intakes]
    )
    ended = [world.happened(one, MessageIngested)[0].conversation_id for one in intakes]
    jo, kai = (world.get(Conversation, one).contact_id for one in ended)
    assert (callers.numbers(jo), callers.numbers(kai)) == ([KEPT], [])
