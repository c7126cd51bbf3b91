"""Bots through the commands: drawn up, switched, tried, and refused where they cannot be (CHT-01, CHT-08, ACC-08)."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar
from uuid import uuid4

import pytest

from application.bot import (
    LONGEST_TRIAL,
    NoBotHere,
    NoBotYet,
    ReadBot,
    SetBot,
    SwitchBot,
    TryBot,
    read_bot,
    try_bot,
)
from application.bus import Command
from application.ticket import TicketsNeedHelpDesk
from application.unit import Unit
from domain.bot.aggregate import Bot, bot_id
from domain.bot.flow import Flow
from domain.bot.steps import Option, Step
from domain.kernel.refusal import InvalidInput, NotAllowed, NotFound, VersionMismatch
from tests.support.chats import ChatDesk
from tests.support.world import AFTER_THE_GATE, World

Q = TypeVar("Q", bound=Command)
R = TypeVar("R")
pytestmark = pytest.mark.req("CHT-01")
ASK = Step("what", "choose", "Which?", options=(Option("One", "end"), Option("Two", "what")))
FLOW = Flow("Robin", (Step("hello", "say", "Hello!", "what"), ASK, Step("end", "end", "Bye.")))
TICKET = Flow("Robin", (Step("call", "ticket", "Call back"),))


def ask(world: World, question: Q, answer: Callable[[Q, Unit], R]) -> R:
    return world.bus.ask(question, world.env(), answer)


def test_a_chat_has_a_bot_that_is_silent_until_it_is_switched_on(world: World) -> None:
    desk = ChatDesk(world)
    world.do(SetBot(desk.channel, FLOW))
    assert not world.get(Bot, bot_id(desk.channel)).on
    world.do(SwitchBot(desk.channel, on=True))
    world.do(SetBot(desk.channel, replace(FLOW, name="Ruby")))
    found = ask(world, ReadBot(desk.channel), read_bot)
    assert found is not None
    assert (found.on, found.newest, found.flow.name) == (True, 2, "Ruby")


def test_a_bot_that_was_changed_meanwhile_is_read_again_first(world: World) -> None:
    desk = ChatDesk(world)
    world.do(SetBot(desk.channel, FLOW))
    for late in (
        SetBot(desk.channel, FLOW, expected_version=9),
        SwitchBot(desk.channel, on=True, expected_version=9),
    ):
        with pytest.raises(VersionMismatch):
            world.do(late)


def test_there_is_a_bot_only_where_people_talk_live_and_for_who_sees_it(world: World) -> None:
    with pytest.raises(NoBotHere):
        world.do(SetBot(world.channel(), FLOW))
    desk = ChatDesk(world)
    with pytest.raises(NoBotYet):
        world.do(SwitchBot(desk.channel, on=True))
    assert ask(world, ReadBot(desk.channel), read_bot) is None
    with pytest.raises(NotFound):
        ask(world, ReadBot(uuid4()), read_bot)
    with pytest.raises(NotAllowed):
        world.do(SetBot(desk.channel, FLOW), by=world.user("Ann"))


@pytest.mark.req("ACC-08")
def test_a_bot_makes_tickets_only_where_they_are_made_by_themselves() -> None:
    before, after = World(), World(AFTER_THE_GATE)
    before.do(SetBot(ChatDesk(before).channel, TICKET))
    with pytest.raises(TicketsNeedHelpDesk):
        after.do(SetBot(ChatDesk(after).channel, TICKET))


def test_a_flow_is_tried_without_anything_being_recorded(world: World) -> None:
    desk = ChatDesk(world)
    turns = ask(world, TryBot(desk.channel, FLOW, ("hm", "two", "one", "after the end")), try_bot)
    assert [[one.text for one in turn.said] for turn in turns] == [
        ["Hello!", "Which?"],
        ["Which?"],
        ["Which?"],
        ["Bye."],
    ]
    assert [turn.outcome for turn in turns] == ["", "", "", "ended"]
    assert ask(world, ReadBot(desk.channel), read_bot) is None
    many = ask(world, TryBot(desk.channel, FLOW, ("two",) * 99), try_bot)
    assert len(many) == LONGEST_TRIAL + 1
    with pytest.raises(InvalidInput):
        ask(world, TryBot(desk.channel, replace(FLOW, steps=())), try_bot)
