"""Chats through the commands: connected, set, refused what the account does not include (CHT-02..10)."""

from uuid import uuid4

import pytest

from application.account import ChangeSubscription
from application.channel import StartConnect
from application.chat import (
    RevealChatIdentity,
    RotateChatIdentity,
    SetChatGreeting,
    SetChatHours,
    SetChatIdentity,
    SetChatLook,
    SetChatPlaces,
    chat_key,
    identity_secret,
    reveal_chat_identity,
)
from application.claims import AlreadyTaken, claim_id
from application.schedule import CreateSchedule
from domain.account.entitlements import CapacityBehaviourNotIncluded
from domain.channel.chat_events import ChatKeyIssued
from domain.channel.chat_settings import ChatHours, Greeting, Look
from domain.claim.aggregate import Claim
from domain.kernel.ids import derived
from domain.kernel.refusal import NotAllowed, NotFound, VersionMismatch
from domain.schedule.aggregate import Plan
from tests.support.chats import ChatDesk
from tests.support.world import World


@pytest.mark.req("CHT-10")
def test_a_chat_has_a_key_nobody_guesses_and_an_address_of_ours(world: World) -> None:
    first, second = ChatDesk(world), ChatDesk(world)
    keys = {desk.now.chat.key for desk in (first, second)}
    assert [len(key) for key in keys] == [16, 16]
    assert first.now.state == "connected"
    assert first.now.hosted_address.startswith("h-")
    world.do(SetChatLook(first.channel, Look(title="Ask")))
    assert len(world.happened(first.channel, ChatKeyIssued)) == 1
    assert first.now.chat.look.title == "Ask"
    holder = claim_id(world.ports.secrets.of_installation(), "chat", first.now.chat.key)
    assert world.ports.log.holders([holder])[holder].holder_id == first.channel


@pytest.mark.req("CHT-10")
def test_a_key_that_another_chat_has_is_not_given_twice(world: World) -> None:
    command_id = uuid4()
    channel = derived(command_id, "channel")
    world.do(StartConnect("chat", world.inbox), command_id=command_id)
    key = chat_key(world.ports.secrets.of_account(world.account), channel)
    taken = claim_id(world.ports.secrets.of_installation(), "chat", key)
    other = Claim.take(taken, world.env(), kind="chat", holder_id=uuid4(), ref_id=uuid4())
    world.ports.log.append(world.account, uuid4(), [other], {})
    with pytest.raises(AlreadyTaken):
        world.do(SetChatLook(channel))


@pytest.mark.req("CHT-03")
def test_only_people_there_are_can_be_shown(world: World) -> None:
    ann = world.user("Ann")
    desk = ChatDesk(world)
    world.do(SetChatGreeting(desk.channel, Greeting(user_ids=(ann,), team_ids=(world.team("Help", ann),))))
    assert desk.now.chat.greeting.user_ids == (ann,)
    for nobody in (Greeting(user_ids=(uuid4(),)), Greeting(team_ids=(uuid4(),))):
        with pytest.raises(NotFound):
            world.do(SetChatGreeting(desk.channel, nobody))


@pytest.mark.req("CHT-06")
def test_operating_hours_are_those_of_a_schedule_there_is(world: World) -> None:
    desk = ChatDesk(world)
    schedule = world.make(CreateSchedule(Plan("Office", "Europe/Warsaw", ())))
    world.do(SetChatHours(desk.channel, ChatHours("hours", schedule)))
    assert desk.now.chat.hours.schedule_id == schedule
    with pytest.raises(NotFound):
        world.do(SetChatHours(desk.channel, ChatHours("hours", uuid4())))


@pytest.mark.req("CHT-07", "ACC-05")
def test_a_behaviour_at_capacity_is_the_subscriptions_to_include(world: World) -> None:
    desk = ChatDesk(world)
    wanted = SetChatHours(desk.channel, ChatHours(capacity="message", capacity_text="A moment."))
    with pytest.raises(CapacityBehaviourNotIncluded) as refused:
        world.do(wanted)
    assert refused.value.field == "capacity"
    world.do(ChangeSubscription("service", "enterprise"))
    world.do(wanted)
    assert desk.now.chat.hours.capacity == "message"


@pytest.mark.req("CHT-10", "SE-03")
def test_a_secret_is_made_anew_and_follows_from_its_number(world: World) -> None:
    desk = ChatDesk(world)
    question = RevealChatIdentity(desk.channel)
    assert world.bus.ask(question, world.env(), reveal_chat_identity) == ""
    secrets = []
    for number in (1, 2):
        world.do(RotateChatIdentity(desk.channel))
        secrets.append(world.bus.ask(question, world.env(), reveal_chat_identity))
        account = world.ports.secrets.of_account(world.account)
        assert secrets[-1] == identity_secret(account, desk.channel, number)
    assert len(set(secrets)) == 2
    assert min(map(len, secrets)) >= 43
    world.do(SetChatIdentity(desk.channel, required=True))
    assert desk.now.chat.identity.required


@pytest.mark.req("CHT-10", "ACC-03")
def test_who_may_not_edit_inboxes_sets_nothing(world: World) -> None:
    desk, ann = ChatDesk(world), world.user("Ann")
    commands = (SetChatLook, SetChatGreeting, SetChatHours, SetChatPlaces, RotateChatIdentity)
    for command in (*(one(desk.channel) for one in commands), SetChatIdentity(desk.channel, required=False)):
        with pytest.raises(NotAllowed):
            world.do(command, by=ann)
    world.do(SetChatPlaces(desk.channel, ("https://x.example",)), by=world.admin)
    with pytest.raises(VersionMismatch):
        world.do(SetChatPlaces(desk.channel, expected_version=1))
