"""What people write to a page comes into the inbox once, in one conversation, and is greeted once (MSG-01, MSG-05)."""

import random
from datetime import timedelta

import pytest

from application.channel_state import DisconnectChannel, PauseChannel
from application.conversation import CloseConversation, PostReply
from application.erasure import CertifyErasure, RequestErasure
from application.handling import FileConversation
from application.ingest import IngestMessage
from application.messaged import Kept, choice_payload
from application.submitted import SentFile
from domain.contact.events import ContactCreated, IdentityAdded
from domain.conversation.aggregate import Conversation, Status
from domain.conversation.events import AssignmentDecided, ThreadingDecided
from domain.conversation.handling import Folder
from domain.conversation.messages import MessagePosted, MessageReceived
from domain.conversation.messaging_events import WindowDecided
from domain.intake.aggregate import Intake
from domain.ticket.events import TicketOpened
from tests.support.pages import PageDesk
from tests.support.world import World

IMAGE = {"type": "image", "payload": {"url": "https://cdn.example/1.jpg"}}


@pytest.fixture
def desk(world: World) -> PageDesk:
    return PageDesk(world)


@pytest.mark.req("MSG-01", "CON-01")
def test_somebody_new_is_a_contact_known_to_this_page_only(world: World, desk: PageDesk) -> None:
    ended = desk.come(desk.event("7", message={"mid": "m_1", "text": "Hello"}), name="Jo Doe")
    (message,) = world.happened(ended.conversation_id, MessageReceived)
    assert (message.text, message.sender, message.sender_why) == ("Hello", f"{desk.page_id}:7", "messenger")
    contact = world.get(Conversation, ended.conversation_id).contact_id
    (identity,) = world.happened(contact, IdentityAdded)
    assert (identity.kind, identity.value) == ("page_scoped_id", f"{desk.page_id}:7")
    assert world.happened(contact, ContactCreated)[0].name == "Jo Doe"
    other = PageDesk(world)
    assert world.get(Conversation, other.say(psid="7")).contact_id != contact


@pytest.mark.req("MSG-01", "MSG-11", "RL-04")
def test_one_person_is_in_one_conversation_and_the_same_delivery_is_once(
    world: World, desk: PageDesk
) -> None:
    event = desk.event(message={"mid": "m_1", "text": "Hello"})
    first = desk.come(event)
    assert desk.take(event).ending == "duplicate"
    assert desk.say("More") == first.conversation_id
    assert desk.say(psid="psid-2") != first.conversation_id
    assert len(world.happened(first.conversation_id, MessageReceived)) == 2
    reasons = world.happened(first.conversation_id, ThreadingDecided)[-1].reasons
    assert reasons == ("sender_is_contact",)


@pytest.mark.req("MSG-11", "RL-04")
@pytest.mark.parametrize("seed", range(3))
def test_duplicates_and_disorder_lose_nothing_and_add_nothing(
    world: World, desk: PageDesk, seed: int
) -> None:
    start = world.now - timedelta(hours=1)
    events = [
        desk.event(at=start + timedelta(seconds=number), message={"mid": f"m_{number}", "text": str(number)})
        for number in range(6)
    ]
    shuffled = events * 2
    random.Random(seed).shuffle(shuffled)  # noqa: S311 - reproducible, not secret
    for event in shuffled:
        desk.take(event)
    conversation = desk.say("last", mid="m_last", at=start)
    said = world.happened(conversation, MessageReceived)
    assert {one.text for one in said} == {*map(str, range(6)), "last"}
    assert len(said) == 7
    assert world.get(Conversation, conversation).last_inbound_at == (start + timedelta(seconds=5)).replace(
        microsecond=0
    )


@pytest.mark.req("MSG-01", "CNV-08")
def test_what_is_said_otherwise_is_kept_with_how_and_about_what(world: World, desk: PageDesk) -> None:
    conversation = desk.say(mid="m_1")
    world.do(PostReply(conversation, "Choose", choices=("Yes", "No")))
    ours = world.happened(conversation, MessagePosted)[0].message_id
    desk.say("No", quick_reply={"payload": choice_payload(ours, 1)})
    desk.come(desk.event(message_edit={"mid": "m_1", "text": "Put right", "num_edit": 1}))
    kept = [Kept(0, SentFile("", "1.jpg", "image/jpeg", b"abc"))]
    desk.come(desk.event(message={"mid": "m_2", "attachments": [IMAGE]}), files=kept)
    desk.come(desk.event(referral={"ref": "autumn"}))
    first, pressed, edit, image, referral = world.happened(conversation, MessageReceived)
    assert (pressed.said, pressed.answers_to, pressed.answer) == ("quick_reply", ours, 1)
    assert (edit.said, edit.answers_to, edit.answer) == ("edit", first.message_id, None)
    assert image.attachments[0]["filename"] == "1.jpg"
    assert (referral.said, referral.said_title, referral.text) == ("referral", "autumn", "")


@pytest.mark.req("MSG-05")
def test_the_greeting_and_the_instant_reply_come_once(world: World) -> None:
    desk = PageDesk(world, greeting="Hello!", instant_reply="We answer soon.")
    conversation = desk.come(
        desk.event(postback={"title": "Start", "payload": "POSTROOM_GET_STARTED"})
    ).conversation_id
    assert said(world, conversation) == ["Hello!"]
    for number in range(3):
        desk.say(mid=f"m_{number}")
    assert said(world, conversation) == ["Hello!", "We answer soon."]
    posted = world.happened(conversation, MessagePosted)
    assert [(one.origin, one.to, one.author_id) for one in posted] == [
        ("automation", ("psid-1",), None),
        ("bot", ("psid-1",), None),
    ]
    assert [one.allowed for one in world.happened(conversation, WindowDecided)] == [True, True]
    world.do(CloseConversation(conversation))
    desk.say("Again")
    assert said(world, conversation) == ["Hello!", "We answer soon."]
    assert said(world, desk.say(psid="psid-2")) == ["Hello!", "We answer soon."]


@pytest.mark.req("MSG-05")
def test_a_later_conversation_is_not_greeted_but_answered_at_once(world: World) -> None:
    desk = PageDesk(world, greeting="Hello!", instant_reply="We answer soon.")
    first = desk.say()
    world.do(FileConversation(first, Folder.SPAM.value))
    second = desk.say("Hello again")
    assert second != first
    assert said(world, second) == ["We answer soon."]


@pytest.mark.req("MSG-05", "MSG-08")
def test_what_was_held_for_days_is_answered_by_nobody_but_a_person(world: World) -> None:
    desk = PageDesk(world, greeting="Hello!", instant_reply="We answer soon.")
    conversation = desk.say(at=world.now - timedelta(days=2))
    assert said(world, conversation) == []
    decided = world.happened(conversation, WindowDecided)
    assert [(one.allowed, one.reason) for one in decided] == [(False, "human_only")]
    assert said(world, PageDesk(world).say()) == []


@pytest.mark.req("MSG-06", "RTG-01", "TKT-02")
def test_nobody_gets_it_unless_the_rule_says_so_and_it_becomes_no_ticket(
    world: World, desk: PageDesk
) -> None:
    conversation = desk.say()
    assert world.get(Conversation, conversation).assignee_id is None
    ann = world.user("Ann")
    ruled = PageDesk(world, users=(ann,))
    assert world.get(Conversation, ruled.say()).assignee_id == ann
    assert [one.source for one in world.happened(ruled.say(), AssignmentDecided)] == ["rule"]
    happened = world.ports.log.read(0, 10**6)  # type: ignore[attr-defined]
    assert not [one for one in happened if isinstance(one.event, TicketOpened)]


@pytest.mark.req("CNV-01", "MSG-01")
def test_who_writes_again_opens_what_was_closed(world: World, desk: PageDesk) -> None:
    conversation = desk.say()
    world.do(CloseConversation(conversation))
    assert desk.say("One more thing") == conversation
    assert world.get(Conversation, conversation).status is Status.OPEN


@pytest.mark.req("PRV-08")
def test_who_was_forgotten_begins_anew(world: World, desk: PageDesk) -> None:
    first = desk.say(mid="m_1")
    contact = world.get(Conversation, first).contact_id
    world.do(RequestErasure(contact, (first,)))
    world.do(CertifyErasure(contact, (contact,), (), (first,), (), (), ("mask",)))
    second = desk.say(mid="m_2")
    assert second != first
    assert world.get(Conversation, second).contact_id != contact


@pytest.mark.req("MSG-07", "ACC-09")
def test_switched_off_it_keeps_what_comes_and_begins_nothing(world: World, desk: PageDesk) -> None:
    world.do(PauseChannel(desk.channel))
    held = desk.take(desk.event())
    assert (held.ending, held.reason) == ("set_aside", "channel_paused")
    world.do(DisconnectChannel(desk.channel))
    assert desk.take(desk.event()).reason == "channel_disconnected"
    broken = desk.accept(desk.event())
    world.do(IngestMessage(broken))
    assert world.get(Intake, broken).ending == "set_aside"


def said(world: World, conversation: object) -> list[str]:
    return [one.text for one in world.happened(conversation, MessagePosted)]  # type: ignore[arg-type]
