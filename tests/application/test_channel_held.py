"""What a channel held while it was off: taken in again in order once it is on, or left, as was chosen (MSG-07)."""

from uuid import UUID

import pytest

from application import channel_held
from application.bus import Command
from application.channel_held import ReplayHeld
from application.channel_state import PauseChannel, ResumeChannel
from application.ingest import IngestMessage
from application.processes.replay_on_channel_resumed import reactor
from domain.channel.events import ChannelPaused, ChannelResumed, HeldReplayed
from domain.conversation.messages import MessageReceived
from domain.intake.aggregate import Intake
from domain.intake.events import ReplayRequested
from domain.kernel.event import Event
from domain.kernel.refusal import NotAllowed
from projections.common.recorded import Recorded
from tests.support.pages import PageDesk
from tests.support.world import World


@pytest.fixture
def desk(world: World) -> PageDesk:
    return PageDesk(world)


def held(desk: PageDesk, *texts: str) -> list[UUID]:
    return [desk.take(desk.event(message={"mid": f"m_{text}", "text": text})).id for text in texts]


def react(world: World, event: Event) -> list[Command]:
    answer = [one for one in reactor.react(Recorded(1, event)) if isinstance(one, ReplayHeld)]
    for command in answer:
        world.do(command, by="system:replay_on_channel_resumed")
    return list(answer)


def resume(desk: PageDesk, *, replay: bool) -> None:
    """Switch it on, and let happen what follows of itself."""
    world = desk.world
    world.do(ResumeChannel(desk.channel, replay=replay))
    events: list[Event] = [world.happened(desk.channel, ChannelResumed)[-1]]
    for event in events:
        if react(world, event):
            events += world.happened(desk.channel, HeldReplayed)[-1:]


def texts(desk: PageDesk, intakes: list[UUID]) -> list[str]:
    """Take in what is to be taken in again, in the order in which that was asked for."""
    world = desk.world
    # what was asked for later has a later position, one command after the other
    asked = sorted(
        (one for one in intakes if world.happened(one, ReplayRequested)),
        key=lambda one: (world.happened(one, ReplayRequested)[0].timestamp, intakes.index(one)),
    )
    for intake in asked:
        world.do(IngestMessage(intake))
    conversation = desk.say("now")
    return [one.text for one in world.happened(conversation, MessageReceived)]


@pytest.mark.req("MSG-07", "RL-03")
def test_what_was_held_comes_in_the_order_in_which_it_came(world: World, desk: PageDesk) -> None:
    before = desk.say("before")
    world.do(PauseChannel(desk.channel))
    intakes = held(desk, "a", "b", "c")
    assert len(world.happened(before, MessageReceived)) == 1
    resume(desk, replay=True)
    assert texts(desk, intakes) == ["before", "a", "b", "c", "now"]
    (noted,) = world.happened(desk.channel, HeldReplayed)
    assert (noted.count, noted.more) == (3, False)


@pytest.mark.req("MSG-07")
def test_what_was_left_is_left_by_a_later_time_too(world: World, desk: PageDesk) -> None:
    world.do(PauseChannel(desk.channel))
    (left,) = held(desk, "left")
    resume(desk, replay=False)
    world.do(PauseChannel(desk.channel))
    intakes = held(desk, "taken")
    resume(desk, replay=True)
    assert texts(desk, intakes) == ["taken", "now"]
    assert world.get(Intake, left).ending == "set_aside"


@pytest.mark.req("MSG-07")
def test_much_is_taken_in_so_many_at_a_time(
    world: World, desk: PageDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(channel_held, "AT_ONCE", 2)
    world.do(PauseChannel(desk.channel))
    intakes = held(desk, *"abcde")
    resume(desk, replay=True)
    assert [(one.count, one.more) for one in world.happened(desk.channel, HeldReplayed)] == [
        (2, True), (2, True), (1, False),
    ]  # fmt: skip
    assert texts(desk, intakes) == [*"abcde", "now"]


@pytest.mark.req("MSG-07")
def test_nothing_happens_where_there_is_nothing_or_it_is_off_again(world: World, desk: PageDesk) -> None:
    world.do(ReplayHeld(desk.channel))
    world.do(PauseChannel(desk.channel))
    resume(desk, replay=True)
    assert world.happened(desk.channel, HeldReplayed) == []
    world.do(PauseChannel(desk.channel))
    (waiting,) = held(desk, "a")
    world.do(ReplayHeld(desk.channel))
    assert world.get(Intake, waiting).ending == "set_aside"
    with pytest.raises(NotAllowed):
        world.do(ReplayHeld(desk.channel), by=world.admin)
    assert len(world.happened(desk.channel, ChannelPaused)) == 2
