"""An answer that its visitor would not see is refused before it is written, with what to do instead (CNV-05, CHT-11)."""

from uuid import UUID, uuid4

import pytest

from application.account import SetReopening
from application.answering import LookForVisitors, WayNotAllowed, look_for_visitors
from application.conversation import CloseConversation, PostReply
from application.handling import FileConversation
from application.placing import MergeConversation
from application.splitting import MoveMessages
from domain.conversation.events import ConversationStarted
from domain.conversation.messages import MessagePosted, MessageReceived
from domain.kernel.ids import derived
from tests.support.chats import ChatDesk
from tests.support.world import World

pytestmark = pytest.mark.req("CNV-05", "CHT-11")


@pytest.fixture
def desk(world: World) -> ChatDesk:
    return ChatDesk(world)


def answer(world: World, conversation: UUID) -> None:
    world.do(PostReply(conversation, "Hello!"), by=world.admin)


def is_refused(world: World, conversation: UUID) -> bool:
    """Whether an answer there is, as the question says beforehand."""
    asked = world.bus.ask(LookForVisitors(conversation), world.env(f"user:{world.admin}"), look_for_visitors)
    before = len(world.happened(conversation, MessagePosted))
    if not asked:
        answer(world, conversation)
    else:
        with pytest.raises(WayNotAllowed, match="Answer there"):
            answer(world, conversation)
    assert len(world.happened(conversation, MessagePosted)) == before + (not asked)
    return asked


def test_who_began_another_conversation_is_answered_there(world: World, desk: ChatDesk) -> None:
    visitor = uuid4()
    first = desk.say(visitor=visitor)
    world.do(CloseConversation(first))
    assert not is_refused(world, first)
    world.do(CloseConversation(first))
    world.do(SetReopening(0))
    second = desk.say("Hello again", visitor)
    assert second != first
    assert is_refused(world, first)
    assert not is_refused(world, second)
    world.do(FileConversation(second, "trash"))
    third = desk.say("Please!", visitor)
    assert [is_refused(world, one) for one in (first, second, third)] == [True, True, False]


@pytest.mark.req("CNV-07")
def test_what_was_merged_is_answered_where_it_is_shown(world: World, desk: ChatDesk) -> None:
    visitor = uuid4()
    first, other = desk.say(visitor=visitor), desk.say("I am Jo, too")
    world.do(MergeConversation(first, other, confirmed=True))
    assert not is_refused(world, other)
    desk.say("Here I am", visitor)
    assert not is_refused(world, other)


@pytest.mark.req("CNV-07")
def test_what_was_split_off_is_answered_where_the_visitor_is(world: World, desk: ChatDesk) -> None:
    visitor, command = uuid4(), uuid4()
    home = desk.say("My parcel", visitor)
    desk.say("And my invoice", visitor)
    (_, invoice) = world.happened(home, MessageReceived)
    world.do(MoveMessages(home, (invoice.message_id,)), by=world.admin, command_id=command)
    apart = derived(command, "conversation")
    assert world.happened(apart, ConversationStarted)
    assert is_refused(world, apart)
    assert not is_refused(world, home)
    world.do(MergeConversation(apart, home), by=world.admin)
    assert not is_refused(world, home)


def test_with_several_visitors_one_who_is_there_is_enough(world: World, desk: ChatDesk) -> None:
    world.do(SetReopening(0))
    gone, there = uuid4(), uuid4()
    first, other = desk.say(visitor=gone), desk.say("Jo", there)
    world.do(MergeConversation(first, other, confirmed=True))
    world.do(CloseConversation(other))
    later = desk.say("A new question", gone)
    assert later not in (first, other)
    assert not is_refused(world, other)
    world.do(CloseConversation(other))
    desk.say("Me too", there)
    assert is_refused(world, other)
