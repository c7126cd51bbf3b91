"""A bot holds a conversation no longer than its visitor's silence may last: then the rule decides (CHT-01, CHT-08)."""

from datetime import timedelta
from uuid import UUID

import pytest

from application.bot_hold import EndHold
from application.conversation import CloseConversation
from domain.conversation.aggregate import Conversation
from domain.conversation.bot_events import BotReleased
from domain.conversation.events import AssignmentDecided
from domain.kernel.refusal import NotAllowed
from tests.application.test_talking import BotDesk
from tests.support.memory_ports import memory_ports, with_limits
from tests.support.world import World

pytestmark = pytest.mark.req("CHT-01", "CHT-08")
MINUTES = 10


@pytest.fixture
def world() -> World:
    return World(ports=with_limits(memory_ports(), bot_hold_minutes=MINUTES))


@pytest.fixture
def ann(world: World) -> UUID:
    return world.user("Ann")


def silent(world: World, conversation: Conversation, **passed: float) -> list[str]:
    """Let time go by without a word, and a worker look; returns why the bot let go, if it did."""
    world.now += timedelta(**passed)
    world.do(EndHold(conversation.id))
    return [one.reason for one in world.happened(conversation.id, BotReleased)]


def test_after_so_long_without_an_answer_the_rule_decides(world: World, ann: UUID) -> None:
    desk = BotDesk(world, users=(ann,))
    conversation = desk.write("Orders")
    assert silent(world, conversation, minutes=MINUTES - 1) == []
    assert silent(world, conversation, minutes=1) == ["unanswered"]
    assert world.get(Conversation, conversation.id).assignee_id == ann
    decided = world.happened(conversation.id, AssignmentDecided)[-1]
    assert (decided.source, decided.trigger) == ("rule", "handed_over")
    said = desk.said(conversation)
    # once is enough, and what the visitor says now is for people
    assert silent(world, conversation, hours=1) == ["unanswered"]
    desk.write("Jo")
    assert desk.said(conversation) == said


def test_each_answer_gives_the_bot_its_time_again(world: World) -> None:
    desk = BotDesk(world)
    conversation = desk.write("Orders")
    world.now += timedelta(minutes=MINUTES - 1)
    desk.write("Jo Doe")
    assert silent(world, conversation, minutes=MINUTES - 1) == []
    assert silent(world, conversation, minutes=1) == ["unanswered"]
    assert world.get(Conversation, conversation.id).waits


def test_what_a_bot_holds_no_more_or_never_held_is_left_alone(world: World, ann: UUID) -> None:
    desk = BotDesk(world, users=(ann,))
    taken = desk.write("Orders")
    world.do(CloseConversation(taken.id), by=ann)
    assert silent(world, taken, hours=1) == ["taken_over"]
    mailed = world.get(Conversation, world.mailed(world.channel(), b"From: a@b.example\r\n\r\nHi"))
    assert silent(world, mailed, hours=1) == []


def test_only_the_clock_ends_it(world: World, ann: UUID) -> None:
    conversation = BotDesk(world).write("Orders")
    world.now += timedelta(hours=1)
    with pytest.raises(NotAllowed):
        world.do(EndHold(conversation.id), by=ann)
