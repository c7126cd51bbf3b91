"""Answers in a chat: they arrive where they are posted, and what was got and seen is told once (CHT-11, CNV-06, CNV-09)."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from application.answering import WayNotAllowed
from application.attaching import OutgoingAttachment
from application.channel_state import PauseChannel
from application.conversation import ChannelNotSending, ComposeMail, PostReply
from application.placing import MergeConversation
from application.receipts import RecordReceipt
from application.scheduling import CancelSend
from application.sending import RecordSent, StartSend
from application.signature import SetSignature
from domain.conversation.aggregate import Conversation
from domain.conversation.delivery import State
from domain.conversation.messages import MessagePosted, MessageSent, SendStarted
from domain.conversation.visiting_events import MessageDelivered, MessageSeen
from domain.kernel.refusal import InvalidInput, NotAllowed, NotFound
from tests.support.chats import ChatDesk
from tests.support.world import World


@pytest.fixture
def desk(world: World) -> ChatDesk:
    return ChatDesk(world)


def answer(world: World, conversation: UUID, text: str = "Hello!", **more: object) -> UUID:
    world.do(PostReply(conversation, text, **more), by=world.admin)  # type: ignore[arg-type]
    return world.happened(conversation, MessagePosted)[-1].message_id


def receipts(world: World, conversation: UUID) -> list[tuple[str, UUID, tuple[UUID, ...]]]:
    return [
        (one.TOPIC.rpartition("_")[2], one.message_id, one.others)
        for one in world.ports.log.stream(conversation)
        if isinstance(one, MessageDelivered | MessageSeen)
    ]


@pytest.mark.req("CHT-11", "RTG-11")
def test_an_answer_has_left_with_being_posted_and_is_the_repliers(world: World, desk: ChatDesk) -> None:
    world.do(SetSignature(desk.channel, "markdown", "Regards"))
    conversation = desk.say()
    message = answer(world, conversation, "**Hi!**", format="markdown", choices=("Yes", " No "))
    (posted,), (sent,) = (
        world.happened(conversation, MessagePosted),
        world.happened(conversation, MessageSent),
    )
    assert (posted.text, posted.html, posted.to, posted.subject) == ("Hi!", "", (), "")
    assert (posted.choices, posted.signature_text, posted.in_place) == (("Yes", "No"), "", True)
    assert (sent.code, sent.recipients) == (0, 1)
    assert (
        world.happened(conversation, SendStarted)[0].envelope.correlation_id == posted.envelope.correlation_id
    )
    now = world.get(Conversation, conversation)
    assert (now.deliveries[message].state, now.assignee_id) == (State.SENT, world.admin)


@pytest.mark.req("CHT-11", "CNV-06")
def test_what_a_chat_does_not_carry_is_refused_by_its_field(world: World, desk: ChatDesk) -> None:
    conversation = desk.say()
    refused: dict[str, PostReply] = {
        "to": PostReply(conversation, "Hi", to=("a@b.example",)),
        "cc": PostReply(conversation, "Hi", cc=("a@b.example",)),
        "bcc": PostReply(conversation, "Hi", bcc=("a@b.example",)),
        "text": PostReply(conversation, "x" * 4_001),
        "choices": PostReply(conversation, "Hi", choices=("x" * 81,)),
    }
    for field, command in refused.items():
        with pytest.raises(InvalidInput) as error:
            world.do(command, by=world.admin)
        assert error.value.field == field
    with pytest.raises(InvalidInput):
        world.do(PostReply(conversation, "Hi", choices=("",)), by=world.admin)
    with pytest.raises(InvalidInput):
        world.do(PostReply(conversation, " "), by=world.admin)
    with pytest.raises(WayNotAllowed):
        world.do(ComposeMail(desk.channel, ("a@b.example",), "Hi", "Hi"), by=world.admin)
    world.do(PauseChannel(desk.channel))
    with pytest.raises(ChannelNotSending):
        world.do(PostReply(conversation, "Hi"), by=world.admin)


@pytest.mark.req("CHT-11")
def test_a_file_can_stand_for_words(world: World, desk: ChatDesk) -> None:
    conversation = desk.say()
    answer(world, conversation, "", attachments=(OutgoingAttachment("list.txt", "text/plain", b"eggs"),))
    assert world.happened(conversation, MessagePosted)[0].attachments[0]["filename"] == "list.txt"


@pytest.mark.req("CHT-11", "CNV-09")
def test_a_later_answer_waits_and_can_be_taken_back(world: World, desk: ChatDesk) -> None:
    conversation = desk.say()
    later = answer(world, conversation, undo_seconds=10)
    assert world.get(Conversation, conversation).deliveries[later].state is State.SCHEDULED
    world.do(CancelSend(conversation, later), by=world.admin)
    second = answer(world, conversation, undo_seconds=10)
    world.now += timedelta(seconds=10)
    world.do(StartSend(conversation, second))
    world.do(RecordSent(conversation, second, 1, 0))
    assert world.get(Conversation, conversation).deliveries[second].state is State.SENT


@pytest.mark.req("CHT-01", "EML-18")
def test_a_bot_is_held_back_by_no_loop_guard(world: World, desk: ChatDesk) -> None:
    conversation = desk.say()
    for number in range(7):
        world.do(PostReply(conversation, f"Question {number}", origin="bot"))
    states = {one.state for one in world.get(Conversation, conversation).deliveries.values()}
    assert states == {State.SENT}
    assert {one.origin for one in world.happened(conversation, MessagePosted)} == {"bot"}
    world.do(PostReply(conversation, "Said by a machine"))
    assert world.happened(conversation, MessagePosted)[-1].origin == "automation"


@pytest.mark.req("CHT-11")
def test_receipts_say_once_how_far_a_visitor_has_got(world: World, desk: ChatDesk) -> None:
    visitor = uuid4()
    conversation = desk.say(visitor=visitor)
    first, second, third = (answer(world, conversation) for _ in range(3))

    def got(message: UUID, kind: str) -> None:
        desk.do(RecordReceipt(conversation, message, kind, visitor.hex), visitor)

    got(second, "delivered")
    got(first, "delivered")
    got(third, "seen")
    got(third, "delivered")
    got(third, "seen")
    assert receipts(world, conversation) == [
        ("delivered", second, (first,)),
        ("seen", third, (first, second)),
    ]
    with pytest.raises(InvalidInput):
        got(third, "read")
    with pytest.raises(NotFound):
        got(uuid4(), "seen")


@pytest.mark.req("CHT-11", "ACC-10")
def test_nobody_but_the_visitor_tells_so(world: World, desk: ChatDesk) -> None:
    visitor, stranger = uuid4(), uuid4()
    conversation = desk.say(visitor=visitor)
    desk.say(visitor=stranger)
    message = answer(world, conversation)
    with pytest.raises(NotAllowed):
        desk.do(RecordReceipt(conversation, message, "seen", visitor.hex), stranger)
    for other in (stranger, uuid4()):
        with pytest.raises(NotFound):
            desk.do(RecordReceipt(conversation, message, "seen", other.hex), other)
    assert not receipts(world, conversation)


@pytest.mark.req("CHT-11", "CNV-07")
def test_receipts_follow_what_was_merged(world: World, desk: ChatDesk) -> None:
    visitor = uuid4()
    conversation, other = desk.say(visitor=visitor), desk.say()
    before = answer(world, conversation)
    world.do(MergeConversation(conversation, other, confirmed=True))
    since = answer(world, other)
    desk.do(RecordReceipt(conversation, before, "seen", visitor.hex), visitor)
    desk.do(RecordReceipt(conversation, since, "seen", visitor.hex), visitor)
    assert receipts(world, conversation) == [("seen", before, ())]
    assert receipts(world, other) == [("seen", since, ())]
