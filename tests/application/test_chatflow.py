"""A page's chatflow: there once it is connected, says the instant reply or more, within the windows, and gives way (MSG-02)."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from application.bot import ReadBot, SetBot, SwitchBot, TryBot, read_bot, try_bot
from application.bot_hold import EndHold
from application.channel_state import PauseChannel, ResumeChannel
from application.conversation import CloseConversation, PostReply
from application.ingest import IngestMessage
from application.messaged import choice_payload
from application.user_self import SetAvailability
from domain.bot.aggregate import Bot, BotRun, bot_id, run_id
from domain.bot.default import NAME, default_flow
from domain.bot.flow import Flow
from domain.bot.steps import Option, Step
from domain.channel.messenger_events import MessengerGreetingSet
from domain.conversation.aggregate import Conversation
from domain.conversation.bot_events import BotHeld, BotReleased
from domain.conversation.events import AssignmentDecided
from domain.conversation.messages import MessagePosted
from domain.conversation.messaging_events import WindowDecided
from domain.kernel.refusal import InvalidInput
from tests.support.pages import PageDesk
from tests.support.world import World

pytestmark = pytest.mark.req("MSG-02")
START: dict[str, Any] = {"postback": {"title": "Start", "payload": "POSTROOM_GET_STARTED"}}
FLOW = Flow(
    "Robin",
    (
        Step("what", "choose", "Orders or other?", options=(Option("Orders", "number"), Option("Other"))),
        Step("number", "ask", "Which order?", field="text"),
    ),
)


def said(world: World, conversation: UUID) -> list[str]:
    return [one.text for one in world.happened(conversation, MessagePosted)]


def press(desk: PageDesk, conversation: UUID, number: int) -> UUID:
    asked = desk.world.happened(conversation, MessagePosted)[-1]
    return desk.say(asked.choices[number], quick_reply={"payload": choice_payload(asked.message_id, number)})


def releases(world: World, conversation: UUID) -> list[str]:
    return [one.reason for one in world.happened(conversation, BotReleased)]


def test_connecting_makes_and_enables_a_default_chatflow(world: World) -> None:
    desk = PageDesk(world)
    found = world.bus.ask(ReadBot(desk.channel), world.env(), read_bot)
    assert found is not None
    assert (found.on, found.flow) == (True, default_flow("Acme"))
    conversation = desk.say()
    assert said(world, conversation) == []
    assert releases(world, conversation) == ["handed_over"]
    assert [one.trigger for one in world.happened(conversation, AssignmentDecided)] == ["handed_over"]
    assert default_flow("  ").name == NAME


def test_one_that_was_drawn_up_before_is_the_one_that_speaks(world: World) -> None:
    desk = PageDesk(world, flow=FLOW)
    bot = world.get(Bot, bot_id(desk.channel))
    assert (bot.on, bot.newest, bot.flow) == (True, 1, FLOW)


@pytest.mark.req("MSG-05", "MSG-08")
def test_the_instant_reply_is_the_default_flows_and_is_changed_there(world: World) -> None:
    desk = PageDesk(world, instant_reply="We answer soon.")
    (posted,) = world.happened(desk.say(), MessagePosted)
    assert (posted.origin, posted.sender_name, posted.text, posted.to) == (
        "bot", "Acme", "We answer soon.", ("psid-1",),
    )  # fmt: skip
    world.do(SetBot(desk.channel, default_flow("Acme", "Within the hour.")))
    assert said(world, desk.say(psid="2")) == ["Within the hour."]
    world.do(SwitchBot(desk.channel, on=False))
    assert said(world, desk.say(psid="3")) == []


@pytest.mark.req("CHT-01", "RTG-10")
def test_what_only_was_pressed_is_answered_once_something_is_said(world: World) -> None:
    ann = world.user("Ann")
    desk = PageDesk(world, users=(ann,), flow=FLOW)
    conversation = desk.come(desk.event(**START)).conversation_id
    desk.come(desk.event(referral={"ref": "autumn"}))
    assert (said(world, conversation), world.get(Conversation, conversation).assignee_id) == ([], None)
    assert len(world.happened(conversation, BotHeld)) == 1
    desk.come(desk.event(message={"mid": "m_w", "text": "Hello?", "referral": {"ref": "autumn"}}))
    assert said(world, conversation) == ["Orders or other?"]
    other = desk.come(desk.event("2", **START)).conversation_id
    desk.wait(timedelta(minutes=16))
    world.bus.dispatch(EndHold(other), world.env("system:clock"))
    assert (releases(world, other), world.get(Conversation, other).assignee_id) == (["unanswered"], ann)


@pytest.mark.req("CHT-01", "MSG-08")
def test_a_flow_of_ones_own_lets_choose_by_quick_replies_and_hands_over(world: World) -> None:
    ann = world.user("Ann")
    desk = PageDesk(world, users=(ann,), flow=FLOW)
    conversation = desk.say(mid="m_1")
    (asked,) = world.happened(conversation, MessagePosted)
    assert (asked.choices, asked.origin) == (("Orders", "Other"), "bot")
    assert world.get(Conversation, conversation).assignee_id is None
    press(desk, conversation, 0)
    desk.come(desk.event(message_edit={"mid": "m_1", "text": "x", "num_edit": 1}))
    desk.come(desk.event(referral={"ref": "autumn"}))
    assert said(world, conversation)[1:] == ["Which order?"]
    desk.come(desk.event(message={"mid": "m_n", "text": "12345", "referral": {"product": {"id": "7"}}}))
    assert (releases(world, conversation), world.get(Conversation, conversation).assignee_id) == (
        ["handed_over"],
        ann,
    )
    assert [one.allowed for one in world.happened(conversation, WindowDecided)] == [True, True]
    world.do(CloseConversation(conversation))
    desk.say("And another")
    assert len(said(world, conversation)) == 2


@pytest.mark.req("MSG-07", "MSG-08")
def test_what_was_written_before_the_bot_spoke_answers_nothing(world: World) -> None:
    desk = PageDesk(world, flow=FLOW)
    world.do(PauseChannel(desk.channel))
    held = [desk.accept(desk.event(message={"mid": text, "text": text})) for text in ("Hello", "Anybody?")]
    desk.wait(timedelta(minutes=1))
    world.do(ResumeChannel(desk.channel))
    for intake in held:
        world.do(IngestMessage(intake))
    conversation = desk.say("Orders")
    assert said(world, conversation) == ["Orders or other?", "Which order?"]
    assert world.get(BotRun, run_id(conversation)).answered == 2


@pytest.mark.req("MSG-08")
def test_a_bot_says_nothing_a_day_after_they_wrote_and_gives_way(world: World) -> None:
    desk, late = PageDesk(world, flow=FLOW), world.now - timedelta(days=2)
    conversation = desk.say(at=late)
    assert (said(world, conversation), world.happened(conversation, BotHeld)) == ([], [])
    assert len(world.happened(conversation, AssignmentDecided)) == 1
    begun = desk.say(psid="2")
    desk.wait(timedelta(days=2))
    desk.say("Orders", psid="2", at=world.now - timedelta(days=1, hours=1))
    assert (len(said(world, begun)), releases(world, begun)) == (1, ["handed_over"])


@pytest.mark.req("MSG-01", "RTG-09")
def test_people_who_answer_here_or_on_the_page_elsewhere_end_its_part(world: World) -> None:
    desk = PageDesk(world, flow=FLOW)
    elsewhere, here = desk.say(), desk.say(psid="2")
    desk.come(desk.echo(text="I am here."))
    world.do(PostReply(here, "I am here."), by=world.user("Ann"))
    assert releases(world, elsewhere) == ["handed_over"]
    assert releases(world, here) == ["taken_over"]
    for psid, conversation in (("psid-1", elsewhere), ("2", here)):
        assert desk.say("Orders", psid=psid) == conversation
        assert "Which order?" not in said(world, conversation)


@pytest.mark.req("MSG-01")
def test_where_the_page_wrote_first_no_bot_comes_between(world: World) -> None:
    desk = PageDesk(world, flow=FLOW)
    conversation = desk.come(desk.echo(text="Your parcel is here.")).conversation_id
    assert desk.say("Thank you") == conversation
    assert (said(world, conversation), world.happened(conversation, BotHeld)) == (
        ["Your parcel is here."],
        [],
    )


@pytest.mark.req("CHT-08")
def test_it_speaks_while_nobody_is_there_if_it_is_to(world: World) -> None:
    ann = world.user("Ann")
    desk = PageDesk(world, users=(ann,), flow=Flow("Robin", FLOW.steps, "unavailable"))
    assert said(world, desk.say()) == []
    world.do(SetAvailability(ann, available=False), by=ann)
    assert said(world, desk.say(psid="2")) == ["Orders or other?"]


@pytest.mark.req("CNV-06")
def test_what_can_be_pressed_has_twenty_characters(world: World) -> None:
    desk = PageDesk(world)
    long = Flow("Robin", (Step("what", "choose", "Which?", options=(Option("x" * 21),)),))
    with pytest.raises(InvalidInput) as refused:
        world.do(SetBot(desk.channel, long))
    assert refused.value.field == "steps.what.options"
    with pytest.raises(InvalidInput):
        world.bus.ask(TryBot(desk.channel, long), world.env(), try_bot)


def test_a_greeting_recorded_with_an_instant_reply_is_read_as_the_greeting() -> None:
    fields = {"greeting": "Hello!", "instant_reply_on": True, "instant_reply": "Soon."}
    MessengerGreetingSet.upcast_v1_v2(fields)
    assert fields == {"greeting": "Hello!"}
