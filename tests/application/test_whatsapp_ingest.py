"""What comes to a number: messages, reactions and statuses, opting in and out, and consent before anything (WAB-02..04)."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from application.channel_state import PauseChannel
from application.company import SetDataPrivacy
from application.consent_setting import SetConsent
from application.conversation import PostReply
from application.merging import MergeContact
from application.messaged import choice_payload
from application.opting import SetMessagesConsent, opted_out_at
from application.sending import RecordFailure, RecordSent, RetrySend, StartSend
from application.unit import Unit
from application.whatsapp import SetKeywords
from domain.channel.aggregate import Channel
from domain.channels.window import OptedOut
from domain.consent.aggregate import Consent
from domain.consent.events import ConsentGiven, ConsentWithdrawn
from domain.contact.aggregate import Contact
from domain.contact.events import ContactCreated, IdentityAdded
from domain.conversation.aggregate import Conversation
from domain.conversation.delivery import SendingRefused, State
from domain.conversation.messages import MessagePosted, MessageReceived, MessageSent
from domain.conversation.messaging_events import ConsentAsked, MessageReacted, WindowDecided
from domain.conversation.visiting_events import MessageDelivered, MessageSeen, MessageUndelivered
from domain.intake.events import MessageSetAside, ReplayRequested
from domain.kernel.refusal import InvalidInput, NotAllowed
from tests.support.numbers import JO, NumberDesk
from tests.support.pages import PageDesk
from tests.support.world import World

HOUR = timedelta(hours=1)
KEYWORDS = (("START",), ("STOP",), "Welcome back.", "You get no more.")


@pytest.fixture
def desk(world: World) -> NumberDesk:
    return NumberDesk(world)


def came(world: World, conversation: UUID) -> list[MessageReceived]:
    return world.happened(conversation, MessageReceived)


def said(world: World, conversation: UUID) -> list[tuple[str, str]]:
    return [(one.text, one.origin) for one in world.happened(conversation, MessagePosted)]


def answered(world: World, conversation: UUID, **more: Any) -> UUID:
    """Answer, and begin to send; returns the message."""
    world.do(PostReply(conversation, "An answer", **more), by=world.admin)
    message_id = world.happened(conversation, MessagePosted)[-1].message_id
    world.do(StartSend(conversation, message_id))
    return message_id


def left(world: World, desk: NumberDesk, conversation: UUID, wamid: str) -> UUID:
    message_id = answered(world, conversation)
    known = f"whatsapp:{wamid}"
    world.do(RecordSent(conversation, message_id, 1, 200, known_as=known, channel_id=desk.channel))
    return message_id


def state(world: World, conversation: UUID, message_id: UUID) -> State:
    return world.get(Conversation, conversation).delivery(message_id).state


def wishes(world: World, fact: Any) -> list[Any]:
    log: Any = world.ports.log
    return [one.event for one in log.read(0, 10**6) if isinstance(one.event, fact)]


@pytest.mark.req("WAB-02", "WAB-04", "CON-01")
def test_who_writes_is_known_by_their_number_and_their_conversation_is_nobodys(
    world: World, desk: NumberDesk
) -> None:
    conversation = desk.say("Hello", id="wamid.1")
    assert desk.say("Again") == conversation
    now = world.get(Conversation, conversation)
    assert (now.assignee_id, now.channel_kind, now.last_inbound_at is not None) == (None, "whatsapp", True)
    first = came(world, conversation)[0]
    assert (first.text, first.sender, first.sender_name, first.sender_why) == ("Hello", JO, "Jo", "whatsapp")
    (identity,) = world.happened(now.contact_id, IdentityAdded)
    assert (identity.kind, identity.value) == ("whatsapp_id", JO)
    assert world.happened(conversation, MessagePosted) == []
    other = NumberDesk(world)
    elsewhere = other.say("At another number")
    assert elsewhere != conversation
    assert world.get(Conversation, elsewhere).contact_id == now.contact_id


@pytest.mark.req("WAB-04", "RTG-01")
def test_a_rule_assigns_where_it_is_on(world: World) -> None:
    ann = world.user("Ann")
    desk = NumberDesk(world, users=(ann,))
    assert world.get(Conversation, desk.say()).assignee_id == ann


@pytest.mark.req("WAB-02", "RL-04")
def test_the_same_twice_is_once_and_what_is_paused_waits(world: World, desk: NumberDesk) -> None:
    event = desk.event(id="wamid.1", type="text", text={"body": "Once"})
    conversation = desk.come(event).conversation_id
    assert desk.take(event).ending == "duplicate"
    assert len(came(world, conversation)) == 1
    world.do(PauseChannel(desk.channel))
    assert desk.take(desk.event()).reason == "channel_paused"


@pytest.mark.req("WAB-02")
def test_answers_name_what_they_answer(world: World, desk: NumberDesk) -> None:
    conversation = desk.say(id="wamid.1")
    message_id = left(world, desk, conversation, "wamid.2")
    desk.say("About that", context={"id": "wamid.2"})
    pressed = {"type": "button_reply", "button_reply": {"id": choice_payload(message_id, 1), "title": "No"}}
    desk.come(desk.event(type="interactive", interactive=pressed))
    answers = [(one.said, one.answers_to, one.answer) for one in came(world, conversation)]
    assert answers == [("", None, None), ("", message_id, None), ("button", message_id, 1)]


@pytest.mark.req("WAB-02")
def test_what_opens_the_window_and_what_does_not(world: World, desk: NumberDesk) -> None:
    heard = world.now
    conversation = desk.say(at=heard, id="wamid.1")
    later = heard + HOUR
    desk.wait(2 * HOUR)
    desk.come(desk.event(at=later, type="reaction", reaction={"message_id": "wamid.1", "emoji": "x"}))
    changed = {"body": "Jo has another number", "wa_id": "48600", "type": "user_changed_number"}
    desk.come(desk.event(at=later, type="system", system=changed))
    assert world.get(Conversation, conversation).last_inbound_at == heard.replace(microsecond=0)
    (love,) = world.happened(conversation, MessageReacted)
    assert (love.reaction, love.removed) == ("x", False)
    opening: tuple[dict[str, Any], ...] = (
        {"type": "location", "location": {"latitude": 1, "longitude": 2}},
        {"type": "contacts", "contacts": [{}]},
    )
    for number, what in enumerate(opening, 1):
        at = later + number * timedelta(minutes=1)
        desk.come(desk.event(at=at, **what))
        assert world.get(Conversation, conversation).last_inbound_at == at.replace(microsecond=0)


@pytest.mark.req("WAB-02")
def test_statuses_tell_how_far_each_message_got_in_any_order(world: World, desk: NumberDesk) -> None:
    conversation = desk.say()
    first, second = left(world, desk, conversation, "wamid.a"), left(world, desk, conversation, "wamid.b")
    desk.tell(None, "wamid.b", "read")
    desk.tell(None, "wamid.b", "delivered")
    assert desk.tell(None, "wamid.b", "read").ending == "ingested"
    assert [one.message_id for one in world.happened(conversation, MessageSeen)] == [second]
    assert world.happened(conversation, MessageDelivered) == []
    desk.tell(first, "wamid.a", "delivered")
    assert [one.message_id for one in world.happened(conversation, MessageDelivered)] == [first]
    for status in (("wamid.z", "read"), ("wamid.z", "failed")):
        assert desk.tell(None, *status).reason == "about_nothing_known"
    assert desk.tell(uuid4(), "wamid.z", "sent").ending == "ignored"
    assert desk.tell(first, "wamid.a", "warning").reason == "not_understood"


@pytest.mark.req("WAB-02", "EML-19")
def test_a_status_ends_an_attempt_that_never_said_how_it_ended(world: World, desk: NumberDesk) -> None:
    conversation = desk.say()
    message_id = answered(world, conversation)
    assert state(world, conversation, message_id) is State.SENDING
    assert desk.tell(message_id, "wamid.1", "sent").ending == "ingested"
    assert state(world, conversation, message_id) is State.SENT
    (sent,) = world.happened(conversation, MessageSent)
    assert sent.known_as == "whatsapp:wamid.1"
    world.do(
        RecordSent(conversation, message_id, 1, 200, known_as="whatsapp:wamid.1", channel_id=desk.channel)
    )
    assert len(world.happened(conversation, MessageSent)) == 1
    desk.tell(None, "wamid.1", "read")
    assert [one.message_id for one in world.happened(conversation, MessageSeen)] == [message_id]
    other = answered(world, conversation)
    desk.tell(other, "wamid.2", "delivered")
    assert state(world, conversation, other) is State.SENT
    theirs = came(world, conversation)[0]
    desk.tell(None, theirs.provider_id.removeprefix("whatsapp:"), "read")
    assert len(world.happened(conversation, MessageSeen)) == 1


@pytest.mark.req("WAB-02", "CNV-06")
def test_what_had_left_and_did_not_arrive_shows_why_and_can_be_sent_again_where_that_helps(
    world: World, desk: NumberDesk
) -> None:
    conversation = desk.say()
    first, second = left(world, desk, conversation, "wamid.a"), left(world, desk, conversation, "wamid.b")
    errors = [{"code": 131026, "title": "Message undeliverable"}]
    at = world.now - HOUR
    desk.tell(first, "wamid.a", "failed", errors=errors, at=at)
    desk.tell(first, "wamid.a", "failed", errors=errors, at=at + HOUR)
    (lost,) = world.happened(conversation, MessageUndelivered)
    assert (lost.code, lost.reason, lost.permanent, lost.at) == (
        131026,
        "undeliverable",
        False,
        at.replace(microsecond=0),
    )
    assert state(world, conversation, first) is State.UNDELIVERED
    world.do(RetrySend(conversation, first), by=world.admin)
    assert state(world, conversation, first) is State.QUEUED
    desk.tell(second, "wamid.b", "failed", errors=[{"code": 131050}])
    with pytest.raises(SendingRefused):
        world.do(RetrySend(conversation, second), by=world.admin)
    third = left(world, desk, conversation, "wamid.c")
    desk.tell(third, "wamid.c", "read")
    desk.tell(third, "wamid.c", "failed", errors=errors)
    assert state(world, conversation, third) is State.SENT
    fourth = answered(world, conversation)
    desk.tell(fourth, "wamid.d", "failed", errors=errors)
    assert state(world, conversation, fourth) is State.UNDELIVERED
    world.do(RecordFailure(conversation, fourth, 1, permanent=True, code=0, reason="late word"))
    assert state(world, conversation, fourth) is State.UNDELIVERED


@pytest.mark.req("WAB-03", "PRV-05")
def test_a_word_opts_out_and_another_in_again_each_recorded_as_consent(
    world: World, desk: NumberDesk
) -> None:
    world.do(SetKeywords(desk.channel, *KEYWORDS))
    conversation = desk.say("Hello")
    contact = world.get(Conversation, conversation).contact_id
    at = world.now
    desk.say(" stop. ", at=at)
    (out,) = wishes(world, ConsentWithdrawn)
    assert (out.purpose, out.method, out.contact_id, out.reason) == ("messages", "keyword", contact, "STOP")
    assert out.said_at == at.replace(microsecond=0)
    assert said(world, conversation) == [("You get no more.", "keyword")]
    (asked,) = world.happened(conversation, WindowDecided)
    assert (asked.allowed, asked.origin, asked.opted_out_at) == (True, "keyword", out.said_at)
    message_id = world.happened(conversation, MessagePosted)[-1].message_id
    world.do(StartSend(conversation, message_id))
    assert state(world, conversation, message_id) is State.SENDING
    desk.wait(HOUR)
    desk.say("Start")
    (again,) = wishes(world, ConsentGiven)
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
    assert len(wishes(world, ConsentWithdrawn)) == 2


@pytest.mark.req("WAB-03")
def test_of_two_words_that_come_in_disorder_the_later_one_counts(world: World, desk: NumberDesk) -> None:
    conversation = desk.say("Hello")
    contact, at = world.get(Conversation, conversation).contact_id, world.now
    desk.wait(2 * HOUR)
    desk.say("START", at=at + HOUR)
    desk.say("STOP", at=at)
    unit = Unit(world.env(), world.ports)
    assert opted_out_at(unit, unit.get(Channel, desk.channel), contact) is None
    assert wishes(world, ConsentWithdrawn) == []
    desk.say("STOP", at=at + 5 * HOUR)
    unit = Unit(world.env(), world.ports)
    out = opted_out_at(unit, unit.get(Channel, desk.channel), contact)
    assert out is not None
    assert out <= world.now
    assert said(world, conversation) == []
    other = PageDesk(world)
    assert opted_out_at(unit, unit.get(Channel, other.channel), contact) is None


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
    (withdrawn,) = wishes(world, ConsentWithdrawn)
    assert (withdrawn.method, withdrawn.reason, withdrawn.said_at) == ("hand", "By letter", None)
    assert withdrawn.envelope.actor == f"user:{world.admin}"
    world.do(MergeContact(merged, person), by=world.admin)
    desk.wait(HOUR)
    unit = Unit(world.env(), world.ports)
    channel = unit.get(Channel, desk.channel)
    assert opted_out_at(unit, channel, merged) == opted_out_at(unit, channel, person) == withdrawn.timestamp
    world.do(SetMessagesConsent(merged, desk.channel, given=True, reason="By telephone"), by=world.admin)
    (given,) = wishes(world, ConsentGiven)
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
    assert state(world, conversation, message_id) is State.REFUSED
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
    (ask,) = wishes(world, ConsentAsked)
    (question,) = world.happened(ask.originator_id, MessagePosted)
    assert (question.text, question.choices, question.to) == (
        "May we keep what you write?",
        ("I agree",),
        (JO,),
    )
    assert [one.name for one in wishes(world, ContactCreated)] == [""]
    pressed = {
        "type": "button_reply",
        "button_reply": {"id": choice_payload(ask.message_id, 0), "title": "I agree"},
    }
    agreeing = desk.take(desk.event(type="interactive", interactive=pressed))
    replayed = [one.originator_id for one in wishes(world, ReplayRequested)]
    assert replayed == [held.id, agreeing.id]
    (given,) = wishes(world, ConsentGiven)
    assert (given.purpose, given.method) == ("conversation", "button")


@pytest.mark.req("PRV-02", "WAB-03")
def test_nobody_has_to_agree_before_they_are_left_alone(world: World, desk: NumberDesk) -> None:
    world.do(SetDataPrivacy(True), by=world.admin)  # noqa: FBT003
    world.do(SetConsent(desk.channel, "explicit", {"en": "May we keep what you write?"}), by=world.admin)
    desk.take(desk.event(type="text", text={"body": "STOP"}))
    (out,) = wishes(world, ConsentWithdrawn)
    assert (out.purpose, out.method) == ("messages", "keyword")
    (ask,) = wishes(world, ConsentAsked)
    assert world.happened(ask.originator_id, MessagePosted) == []
    assert [one.reason for one in world.happened(ask.originator_id, WindowDecided)] == ["opted_out"]
    assert world.get(Contact, out.contact_id).claims
