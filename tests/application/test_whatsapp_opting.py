"""Who wants no messages of a number, or wants them, and who has to agree before anything (WAB-03, PRV-02, PRV-05)."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest

from application.company import SetDataPrivacy
from application.consent import UndoWithdrawal
from application.consent_setting import SetConsent
from application.conversation import PostReply
from application.erasure import RequestErasure
from application.merging import MergeContact
from application.messaged import choice_payload
from application.opting import SetMessagesConsent, opted_out_at
from application.sending import StartSend
from application.unit import Unit
from application.whatsapp import SetKeywords
from domain.channel.aggregate import Channel
from domain.channels.window import OptedOut
from domain.consent.aggregate import Consent
from domain.consent.events import ConsentGiven, ConsentWithdrawn
from domain.contact.aggregate import Contact
from domain.contact.events import ContactCreated
from domain.contact.refusals import ContactErasedAlready
from domain.conversation.aggregate import Conversation
from domain.conversation.delivery import State
from domain.conversation.messages import MessagePosted
from domain.conversation.messaging_events import ConsentAsked, WindowDecided
from domain.intake.events import MessageSetAside, ReplayRequested
from domain.kernel.refusal import InvalidInput, NotAllowed
from tests.support.numbers import JO, NumberDesk, anywhere, delivery
from tests.support.pages import PageDesk
from tests.support.world import World

HOUR = timedelta(hours=1)
KEYWORDS = (("START",), ("STOP",), "Welcome back.", "You get no more.")


@pytest.fixture
def desk(world: World) -> NumberDesk:
    return NumberDesk(world)


def out_at(world: World, desk: NumberDesk, contact: UUID) -> datetime | None:
    unit = Unit(world.env(), world.ports)
    return opted_out_at(unit, unit.get(Channel, desk.channel), contact)


def said(world: World, conversation: UUID) -> list[tuple[str, str]]:
    return [(one.text, one.origin) for one in world.happened(conversation, MessagePosted)]


@pytest.mark.req("WAB-03", "PRV-05")
def test_a_word_opts_out_and_another_in_again_each_recorded_as_consent(
    world: World, desk: NumberDesk
) -> None:
    world.do(SetKeywords(desk.channel, *KEYWORDS))
    conversation = desk.say("Hello")
    contact = world.get(Conversation, conversation).contact_id
    at = world.now
    desk.say(" stop. ", at=at)
    (out,) = anywhere(world, ConsentWithdrawn)
    assert (out.purpose, out.method, out.contact_id, out.reason) == ("messages", "keyword", contact, "STOP")
    assert out.said_at == at.replace(microsecond=0)
    assert said(world, conversation) == [("You get no more.", "keyword")]
    (asked,) = world.happened(conversation, WindowDecided)
    assert (asked.allowed, asked.origin, asked.opted_out_at) == (True, "keyword", out.said_at)
    message_id = world.happened(conversation, MessagePosted)[-1].message_id
    world.do(StartSend(conversation, message_id))
    assert delivery(world, conversation, message_id) is State.SENDING
    desk.wait(HOUR)
    desk.say("Start", referral={"headline": "Sale", "source_url": "https://ad.example/"})
    (again,) = anywhere(world, ConsentGiven)
    assert (again.purpose, again.method, again.mode, again.text) == (
        "messages",
        "keyword",
        "explicit",
        "START",
    )
    assert said(world, conversation)[-1] == ("Welcome back.", "keyword")
    desk.wait(HOUR)
    pressed = {"text": "STOP", "payload": "x"}
    desk.come(desk.event(type="button", button=pressed))
    assert len(anywhere(world, ConsentWithdrawn)) == 2


@pytest.mark.req("WAB-03")
def test_of_two_words_that_come_in_disorder_the_later_one_counts(world: World, desk: NumberDesk) -> None:
    conversation = desk.say("Hello")
    contact, at = world.get(Conversation, conversation).contact_id, world.now
    desk.wait(2 * HOUR)
    desk.say("START", at=at + HOUR)
    desk.say("STOP", at=at)
    unit = Unit(world.env(), world.ports)
    assert opted_out_at(unit, unit.get(Channel, desk.channel), contact) is None
    assert anywhere(world, ConsentWithdrawn) == []
    desk.say("STOP", at=at + 5 * HOUR)
    unit = Unit(world.env(), world.ports)
    out = opted_out_at(unit, unit.get(Channel, desk.channel), contact)
    assert out is not None
    assert out <= world.now
    assert said(world, conversation) == []
    other = PageDesk(world)
    assert opted_out_at(unit, unit.get(Channel, other.channel), contact) is None


@pytest.mark.req("WAB-03")
def test_of_two_words_of_the_same_second_the_one_that_opts_out_counts(world: World, desk: NumberDesk) -> None:
    at = world.now.replace(microsecond=0)
    contact = world.get(Conversation, desk.say("START", at=at)).contact_id
    for word in ("STOP", "STOP", "START"):
        desk.say(word, at=at)
        assert out_at(world, desk, contact) == at
    assert [type(one).__name__ for one in anywhere(world, ConsentGiven | ConsentWithdrawn)] == [
        "ConsentGiven",
        "ConsentWithdrawn",
    ]


@pytest.mark.req("WAB-03")
def test_a_word_that_opts_out_counts_against_what_was_recorded_by_hand_but_once(
    world: World, desk: NumberDesk
) -> None:
    contact = world.get(Conversation, desk.say("Hello")).contact_id
    into = SetMessagesConsent(contact, desk.channel, given=True, reason="By telephone")
    world.do(into, by=world.admin)
    stopped = world.now - timedelta(seconds=40)
    desk.say("STOP", at=stopped)
    assert out_at(world, desk, contact) == stopped.replace(microsecond=0)
    desk.wait(HOUR)
    world.do(into, by=world.admin)
    desk.say("STOP", at=stopped)
    assert out_at(world, desk, contact) is None


@pytest.mark.req("WAB-03", "PRV-08")
def test_of_who_was_forgotten_nothing_is_recorded_by_hand(world: World, desk: NumberDesk) -> None:
    contact = world.get(Conversation, desk.say("Hello")).contact_id
    world.do(RequestErasure(contact, ()))
    with pytest.raises(ContactErasedAlready):
        world.do(SetMessagesConsent(contact, desk.channel, given=False, reason="By letter"), by=world.admin)


@pytest.mark.req("WAB-03", "PRV-05", "CON-03")
@pytest.mark.parametrize("agreed_before", [False, True])
def test_a_withdrawal_that_was_undone_hides_nothing_that_was_said_before(
    world: World, desk: NumberDesk, *, agreed_before: bool
) -> None:
    ann, eve = (world.get(Conversation, desk.say(sender=each)).contact_id for each in (JO, "48700100200"))
    if agreed_before:
        into = SetMessagesConsent(eve, desk.channel, given=True, reason="By telephone")
        world.do(into, by=world.admin)
    desk.wait(HOUR)
    stopped = world.now.replace(microsecond=0)
    desk.say("STOP", at=stopped)
    desk.wait(HOUR)
    world.do(MergeContact(eve, ann), by=world.admin)
    world.do(SetMessagesConsent(eve, desk.channel, given=False, reason="By letter"), by=world.admin)
    assert out_at(world, desk, eve) == world.now
    world.do(UndoWithdrawal(anywhere(world, ConsentWithdrawn)[-1].originator_id), by=world.admin)
    assert out_at(world, desk, eve) == out_at(world, desk, ann) == stopped


@pytest.mark.req("WAB-03", "CON-03")
def test_by_hand_it_needs_permission_and_a_reason_and_counts_for_all_who_are_one_person(
    world: World, desk: NumberDesk
) -> None:
    one, other = desk.say(), desk.say(sender="48700100200")
    person, merged = (world.get(Conversation, each).contact_id for each in (one, other))
    out = SetMessagesConsent(person, desk.channel, given=False, reason="By letter")
    with pytest.raises(NotAllowed):
        world.do(out, by=world.user("Ann"))
    for wrong in (
        SetMessagesConsent(person, desk.channel, given=False, reason=" "),
        SetMessagesConsent(person, desk.channel, given=True, reason=" "),
        SetMessagesConsent(person, desk.channel, given=True, reason="x" * 501),
        SetMessagesConsent(person, PageDesk(world).channel, given=True, reason="By letter"),
    ):
        with pytest.raises(InvalidInput):
            world.do(wrong, by=world.admin)
    world.do(out, by=world.admin)
    world.do(out, by=world.admin)
    (withdrawn,) = anywhere(world, ConsentWithdrawn)
    assert (withdrawn.method, withdrawn.reason, withdrawn.said_at) == ("hand", "By letter", None)
    assert withdrawn.envelope.actor == f"user:{world.admin}"
    world.do(MergeContact(merged, person), by=world.admin)
    desk.wait(HOUR)
    unit = Unit(world.env(), world.ports)
    channel = unit.get(Channel, desk.channel)
    assert opted_out_at(unit, channel, merged) == opted_out_at(unit, channel, person) == withdrawn.timestamp
    world.do(SetMessagesConsent(merged, desk.channel, given=True, reason="By telephone"), by=world.admin)
    (given,) = anywhere(world, ConsentGiven)
    assert (given.method, given.reason, given.contact_id) == ("hand", "By telephone", merged)
    unit = Unit(world.env(), world.ports)
    assert opted_out_at(unit, unit.get(Channel, desk.channel), person) is None
    desk.wait(HOUR)
    world.do(out, by=world.admin)
    assert all(world.get(Consent, one.originator_id).state == "withdrawn" for one in (withdrawn, given))


@pytest.mark.req("WAB-03")
def test_who_opted_out_gets_what_a_person_answers_to_what_they_wrote_since_and_nothing_else(
    world: World, desk: NumberDesk
) -> None:
    conversation = desk.say("Hello")
    desk.wait(HOUR)
    desk.say("STOP")
    for origin in ("human", "automation"):
        with pytest.raises(OptedOut):
            world.do(PostReply(conversation, "One more thing", origin=origin), by=world.admin)
    desk.wait(HOUR)
    desk.say("But where is my parcel?")
    world.do(PostReply(conversation, "It is here"), by=world.admin)
    with pytest.raises(OptedOut):
        world.do(PostReply(conversation, "Rate us", origin="automation"))
    message_id = world.happened(conversation, MessagePosted)[-1].message_id
    desk.wait(HOUR)
    desk.say("STOP")
    world.do(StartSend(conversation, message_id))
    assert delivery(world, conversation, message_id) is State.REFUSED
    last = world.happened(conversation, WindowDecided)[-1]
    assert (last.moment, last.reason, last.opted_out_at is not None) == ("sending", "opted_out", True)


@pytest.mark.req("PRV-02", "WAB-03", "WAB-04")
def test_what_comes_before_agreement_waits_unseen_and_pressing_lets_it_in(
    world: World, desk: NumberDesk
) -> None:
    world.do(SetDataPrivacy(True), by=world.admin)  # noqa: FBT003
    world.do(SetConsent(desk.channel, "explicit", {"en": "May we keep what you write?"}), by=world.admin)
    held = desk.take(desk.event(type="text", text={"body": "My secret"}), name="Jo Doe")
    assert [one.reason for one in world.happened(held.id, MessageSetAside)] == ["consent_missing"]
    (ask,) = anywhere(world, ConsentAsked)
    (question,) = world.happened(ask.originator_id, MessagePosted)
    assert (question.text, question.choices, question.to) == (
        "May we keep what you write?",
        ("I agree", "I do not agree"),
        (JO,),
    )
    assert [one.name for one in anywhere(world, ContactCreated)] == [""]
    pressed = {
        "type": "button_reply",
        "button_reply": {"id": choice_payload(ask.message_id, 0), "title": "I agree"},
    }
    agreeing = desk.take(desk.event(type="interactive", interactive=pressed))
    replayed = [one.originator_id for one in anywhere(world, ReplayRequested)]
    assert replayed == [held.id, agreeing.id]
    (given,) = anywhere(world, ConsentGiven)
    assert (given.purpose, given.method) == ("conversation", "button")


@pytest.mark.req("PRV-02", "WAB-03")
def test_nobody_has_to_agree_before_they_are_left_alone(world: World, desk: NumberDesk) -> None:
    world.do(SetDataPrivacy(True), by=world.admin)  # noqa: FBT003
    world.do(SetConsent(desk.channel, "explicit", {"en": "May we keep what you write?"}), by=world.admin)
    desk.take(desk.event(type="text", text={"body": "STOP"}))
    (out,) = anywhere(world, ConsentWithdrawn)
    assert (out.purpose, out.method, out.reason) == ("messages", "keyword", "")
    (ask,) = anywhere(world, ConsentAsked)
    assert world.happened(ask.originator_id, MessagePosted) == []
    assert [one.reason for one in world.happened(ask.originator_id, WindowDecided)] == ["opted_out"]
    assert world.get(Contact, out.contact_id).claims
    desk.wait(HOUR)
    desk.take(desk.event(type="text", text={"body": "start"}))
    (given,) = anywhere(world, ConsentGiven)
    assert (given.purpose, given.method, given.text) == ("messages", "keyword", "")
