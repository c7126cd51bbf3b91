"""What comes to a number: messages, reactions and statuses, opting in and out, and consent before anything (WAB-02..04)."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from application.channel_state import PauseChannel
from application.conversation import PostReply
from application.messaged import choice_payload
from application.sending import RecordFailure, RecordSent, RetrySend, StartSend
from domain.contact.events import IdentityAdded
from domain.conversation.aggregate import Conversation
from domain.conversation.delivery import SendingRefused, State
from domain.conversation.messages import MessagePosted, MessageReceived, MessageSent
from domain.conversation.messaging_events import MessageReacted
from domain.conversation.visiting_events import MessageDelivered, MessageSeen, MessageUndelivered
from tests.support.numbers import (
    JO,
    NumberDesk,
    delivery,
)
from tests.support.world import World

HOUR = timedelta(hours=1)
KEYWORDS = (("START",), ("STOP",), "Welcome back.", "You get no more.")


@pytest.fixture
def desk(world: World) -> NumberDesk:
    return NumberDesk(world)


def came(world: World, conversation: UUID) -> list[MessageReceived]:
    return world.happened(conversation, MessageReceived)


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
def test_of_two_reactions_of_the_same_second_the_later_to_come_counts(world: World, desk: NumberDesk) -> None:
    at, conversation = world.now, desk.say(id="wamid.1")
    for emoji in ("x", "x", "y", "", ""):
        desk.take(desk.event(at=at, type="reaction", reaction={"message_id": "wamid.1", "emoji": emoji}))
    desk.take(desk.event(at=at - HOUR, type="reaction", reaction={"message_id": "wamid.1", "emoji": "z"}))
    told = [(one.reaction, one.removed) for one in world.happened(conversation, MessageReacted)]
    assert told == [("x", False), ("y", False), ("", True)]


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
        assert desk.tell(None, *status).reason == "message_missing"
    assert desk.tell(uuid4(), "wamid.z", "sent").ending == "ignored"
    assert desk.tell(first, "wamid.a", "warning").reason == "not_understood"


@pytest.mark.req("WAB-02", "EML-19")
def test_a_status_ends_an_attempt_that_never_said_how_it_ended(world: World, desk: NumberDesk) -> None:
    conversation = desk.say()
    message_id = answered(world, conversation)
    assert delivery(world, conversation, message_id) is State.SENDING
    assert desk.tell(message_id, "wamid.1", "sent").ending == "ingested"
    assert delivery(world, conversation, message_id) is State.SENT
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
    assert delivery(world, conversation, other) is State.SENT
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
    assert delivery(world, conversation, first) is State.UNDELIVERED
    world.do(RetrySend(conversation, first), by=world.admin)
    assert delivery(world, conversation, first) is State.QUEUED
    desk.tell(second, "wamid.b", "failed", errors=[{"code": 131050}])
    with pytest.raises(SendingRefused):
        world.do(RetrySend(conversation, second), by=world.admin)
    unsaid = left(world, desk, conversation, "wamid.u")
    desk.tell(unsaid, "wamid.u", "failed")
    last = world.happened(conversation, MessageUndelivered)[-1]
    assert (last.message_id, last.code, last.reason) == (unsaid, 0, "provider_refused")
    third = left(world, desk, conversation, "wamid.c")
    desk.tell(third, "wamid.c", "read")
    desk.tell(third, "wamid.c", "failed", errors=errors)
    assert delivery(world, conversation, third) is State.SENT
    fourth = answered(world, conversation)
    desk.tell(fourth, "wamid.d", "failed", errors=errors)
    assert delivery(world, conversation, fourth) is State.UNDELIVERED
    world.do(RecordFailure(conversation, fourth, 1, permanent=True, code=0, reason="late word"))
    assert delivery(world, conversation, fourth) is State.UNDELIVERED
