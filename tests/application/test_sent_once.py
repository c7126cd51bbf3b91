"""A word of Meta's about a copy that is known to have gone ends no other attempt (WAB-02, RL-04)."""

import pytest

from application.conversation import PostReply
from application.sending import RecordSent, StartSend
from domain.conversation.messages import MessageSent
from tests.support.numbers import NumberDesk, delivery, posted
from tests.support.world import World


@pytest.mark.req("WAB-02", "RL-01", "RL-04")
@pytest.mark.parametrize(("wamid", "recorded"), [("wamid.first", 1), ("wamid.second", 2)])
def test_an_attempt_whose_worker_died_is_ended_by_a_word_about_another_copy_alone(
    world: World, wamid: str, recorded: int
) -> None:
    desk = NumberDesk(world)
    conversation = desk.say("Hello?")
    world.do(PostReply(conversation, "An answer"), by=world.admin)
    message_id = posted(world, conversation).message_id
    for _ in range(2):
        # the worker of the first one died
        world.do(StartSend(conversation, message_id))
    world.do(
        RecordSent(conversation, message_id, 2, 250, known_as="whatsapp:wamid.first", channel_id=desk.channel)
    )
    for _ in range(2):
        desk.tell(message_id, wamid, "sent")
    assert len(world.happened(conversation, MessageSent)) == recorded
    assert delivery(world, conversation) == "sent"
