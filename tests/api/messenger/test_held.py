"""What comes while a page's channel is off: kept, and taken in, in order, or left, once it is on again (MSG-07)."""

import pytest

from application.channel_state import PauseChannel, ResumeChannel
from application.ingest import IngestMessage
from application.processes.replay_on_channel_resumed import reactor
from application.reactor import Work
from domain.channel.events import ChannelResumed
from domain.intake.events import ReplayRequested
from projections.common.recorded import Recorded
from tests.support.providers import messenger_hook as told
from tests.support.providers.messenger_desk import Desk


def switch_on(desk: Desk, *, replay: bool) -> None:
    """Switch it on, and let the reactor answer that."""
    world = desk.world
    world.do(ResumeChannel(desk.channel, replay))
    event = world.happened(desk.channel, ChannelResumed)[-1]
    for command in reactor.react(Recorded(1, event)):
        assert not isinstance(command, Work)
        world.do(command, by="system:replay_on_channel_resumed")
    asked = [
        one.originator_id for one in desk.accepted() if world.happened(one.originator_id, ReplayRequested)
    ]
    for intake in asked:
        world.do(IngestMessage(intake))
    desk.api.caught_up()


@pytest.mark.req("MSG-07", "RL-03")
@pytest.mark.parametrize("replay", [True, False])
def test_what_was_held_is_taken_in_or_left_as_chosen(desk: Desk, replay: bool) -> None:
    ann = desk.page.person()
    desk.world.do(PauseChannel(desk.channel))
    for text in ("one", "two", "three"):
        desk.tell(told.text(desk.page.id, ann.psid, text))
    desk.take_in()
    held = desk.client.read("/intakes")["items"]
    assert [one["reason"] for one in held] == ["channel_paused"] * 3
    assert desk.client.read("/conversations")["items"] == []
    switch_on(desk, replay=replay)
    desk.tell(told.text(desk.page.id, ann.psid, "now"))
    desk.take_in()
    said = [one["text"] for one in desk.client.read(f"/conversations/{desk.conversation()}")["messages"]]
    assert said == (["one", "two", "three", "now"] if replay else ["now"])
    assert len(desk.client.read("/intakes")["items"]) == (0 if replay else 3)
