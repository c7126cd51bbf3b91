"""How a chat stands, from what the log says of people, hours, owners and the subscription (CHT-03, CHT-06, CHT-07)."""

from datetime import timedelta
from typing import Any, cast
from uuid import UUID, uuid4

import pytest

from application.account import ChangeSubscription
from application.channel_state import PauseChannel
from application.chat import SetChatHours
from application.chat_state import LookAtChat, Seen, look_at_chat
from application.contact import SetContactOwner
from application.inbox import SetInboxAccess
from application.schedule import CreateSchedule
from application.user import DeactivateUser, SetCapacity
from application.user_self import SetAvailability
from domain.channel.chat_settings import ChatHours, Greeting
from domain.channel.chatting import NotAChat
from domain.conversation.aggregate import Conversation
from domain.schedule.aggregate import Plan
from tests.support.chats import ChatDesk
from tests.support.folded import Folded
from tests.support.world import World


def look(desk: ChatDesk, **asked: Any) -> Seen:
    question = LookAtChat(desk.channel, **asked)
    return desk.world.bus.ask(question, desk.world.env("system:chat"), look_at_chat)


def state(desk: ChatDesk, **asked: Any) -> str:
    return look(desk, **asked).state.state


@pytest.mark.req("CHT-06", "CHT-07")
def test_without_a_rule_anybody_who_sees_the_inbox_is_there_seat_or_not(world: World) -> None:
    desk = ChatDesk(world)
    world.do(SetAvailability(world.admin, available=False))
    assert state(desk) == "away"
    ann = world.user("Ann", seats=())
    assert state(desk) == "available"
    world.do(SetInboxAccess(world.inbox, False, (world.admin,), ()))  # noqa: FBT003
    assert state(desk) == "away"
    world.do(SetInboxAccess(world.inbox, False, (ann,), ()))  # noqa: FBT003
    assert state(desk) == "available"
    world.do(DeactivateUser(ann))
    assert state(desk) == "away"


@pytest.mark.req("CHT-06", "CHT-07")
def test_with_a_rule_only_whom_it_names_is_there(world: World) -> None:
    ann, bob = world.user("Ann"), world.user("Bob")
    desk = ChatDesk(world, users=(ann,))
    world.do(SetAvailability(ann, available=False))
    assert state(desk) == "away"
    team = ChatDesk(world, teams=(world.team("Help", bob),))
    assert state(team) == "available"
    assert look(team).state.reasons == ("no_hours", "somebody_available")


@pytest.mark.req("CHT-06", "CHT-03", "CON-02")
def test_under_the_contacts_owner_it_is_that_owner(world: World) -> None:
    ann, bob = world.user("Ann"), world.user("Bob")
    greeting = Greeting("owner", (bob,), (), "people")
    desk = ChatDesk(world, users=(bob,), target="contact_owner", greeting=greeting)
    visitor = uuid4()
    conversation = desk.say(visitor=visitor)
    assert look(desk, visitor=visitor.hex).heading.user_ids == (bob,)
    world.do(SetContactOwner(world.get(Conversation, conversation).contact_id, ann))
    shown = look(desk, visitor=visitor.hex)
    assert (shown.heading.kind, shown.heading.user_ids) == ("owner", (ann,))
    world.do(SetAvailability(ann, available=False))
    assert state(desk, visitor=visitor.hex) == "away"
    assert state(desk, visitor=uuid4().hex) == state(desk) == "available"
    world.do(DeactivateUser(ann))
    assert look(desk, visitor=visitor.hex).heading.user_ids == (bob,)


@pytest.mark.req("CHT-07", "CHT-14")
def test_everybody_at_the_limit_of_live_conversations_is_capacity(world: World) -> None:
    world.do(ChangeSubscription("service", "enterprise"))
    ann = world.user("Ann")
    hours = ChatHours(capacity="message", capacity_text="A moment.")
    desk = ChatDesk(world, users=(ann,), hours=hours)
    world.do(SetCapacity(ann, live=1, total=None))
    assert state(desk) == "available"
    first = desk.say()
    assert world.get(Conversation, first).assignee_id == ann
    assert look(desk).state.message == "A moment."
    second = desk.say()
    assert world.get(Conversation, second).assignee_id is None
    world.do(ChangeSubscription("service", "starter"))
    assert look(desk).state.reasons[-1] == "capacity_behaviour_not_included"
    assert state(desk) == "available"


@pytest.mark.req("CHT-14")
def test_a_limit_of_all_open_ones_bounds_assignment_only(world: World) -> None:
    world.do(ChangeSubscription("service", "enterprise"))
    ann = world.user("Ann")
    desk = ChatDesk(world, users=(ann,), hours=ChatHours(capacity="hide"))
    world.do(SetCapacity(ann, live=None, total=1))
    desk.say()
    waiting = desk.say()
    assert world.get(Conversation, waiting).assignee_id is None
    assert state(desk) == "available"


@pytest.mark.req("CHT-06", "CHT-07")
def test_operating_hours_come_before_people(world: World) -> None:
    world.user("Ann")
    plan = Plan("Office", "UTC", ((0, "09:00", "17:00"),))
    desk = ChatDesk(world)
    world.do(SetChatHours(desk.channel, ChatHours("hours", world.make(CreateSchedule(plan)))))
    monday = world.now.replace(hour=10, minute=0)
    assert monday.weekday() == 0
    assert state(desk, at=monday) == "available"
    evening = look(desk, at=monday.replace(hour=20)).state
    assert (evening.state, evening.returns_at) == (
        "offline",
        monday.replace(hour=9, second=0) + timedelta(days=7),
    )


@pytest.mark.req("CHT-07")
def test_what_is_measured_and_what_is_switched_off(world: World) -> None:
    world.user("Ann")
    desk = ChatDesk(world, hours=ChatHours(reply_time="measured"))
    assert look(desk).state.reply_time == ""
    cast("Folded", world.ports.facts).measured = 240
    assert look(desk).state.reply_time == "minutes"
    world.do(PauseChannel(desk.channel))
    assert (state(desk), look(desk).state.launcher) == ("offline", False)
    mail: UUID = world.channel()
    with pytest.raises(NotAChat):
        world.bus.ask(LookAtChat(mail), world.env(), look_at_chat)
