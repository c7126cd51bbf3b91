"""What visitors write is taken in: one conversation each, whose they are, once each message (CHT-01, CHT-11, CON-02)."""

from uuid import UUID, uuid4

import pytest

from application.account import SetReopening
from application.channel_state import PauseChannel
from application.chatted import Sending, file_of, packed, read
from application.conversation import CloseConversation
from application.handling import FileConversation
from application.ingest import IngestMessage, TakeInMessage
from application.intake import AcceptMessage
from application.placing import MergeConversation
from application.processes.ingest_on_message_accepted import react
from application.submitted import SentFile
from domain.contact.aggregate import Contact
from domain.conversation.aggregate import Conversation, Status
from domain.conversation.events import ConversationContinued, ThreadingDecided
from domain.conversation.messages import MessageReceived
from domain.intake.events import (
    DuplicateIgnored,
    MessageAccepted,
    MessageIngested,
    MessageSetAside,
    ParsingFailed,
)
from projections.common.recorded import Recorded
from tests.support.chats import ChatDesk
from tests.support.world import World


@pytest.fixture
def desk(world: World) -> ChatDesk:
    return ChatDesk(world)


def decided(world: World, conversation: UUID) -> ThreadingDecided:
    return world.happened(conversation, ThreadingDecided)[-1]


@pytest.mark.req("CHT-01", "CHT-11")
def test_a_visitors_messages_are_one_conversation_of_a_contact_known_by_a_cookie(
    world: World, desk: ChatDesk
) -> None:
    visitor = uuid4()
    first = desk.say("Hello?", visitor, page_url="https://www.example.org/shop?a=1")
    assert desk.say("Anybody?", visitor) == first
    assert desk.say("Me, too", uuid4()) != first
    conversation = world.get(Conversation, first)
    contact = world.get(Contact, conversation.contact_id)
    assert (conversation.channel_kind, len(contact.cookies), contact.source) == ("chat", 1, "chat")
    came, again = world.happened(first, MessageReceived)
    assert (came.text, came.subject, came.sender_why) == ("Hello?", "", "chat")
    assert (came.page, came.sender) == ("https://www.example.org/shop?a=1", visitor.hex)
    assert again.page == ""
    decision = decided(world, first)
    assert (decision.outcome, decision.by, decision.reasons) == ("joined", "visitor", ("sender_is_contact",))


@pytest.mark.req("CHT-11", "RL-04")
def test_a_repeat_of_a_message_is_ignored(world: World, desk: ChatDesk) -> None:
    visitor, client_id = uuid4(), uuid4().hex
    conversation = desk.say("Hello?", visitor, client_id=client_id)
    intake = desk.accept(Sending(desk.channel, visitor, client_id, "Hello?"))
    world.do(IngestMessage(intake))
    assert world.happened(intake, DuplicateIgnored)
    assert len(world.happened(conversation, MessageReceived)) == 1


@pytest.mark.req("CHT-11", "CNV-01")
def test_a_closed_conversation_opens_again_unless_it_was_closed_too_long_ago(
    world: World, desk: ChatDesk
) -> None:
    visitor = uuid4()
    first = desk.say(visitor=visitor)
    world.do(CloseConversation(first))
    assert desk.say("One more thing", visitor) == first
    assert world.get(Conversation, first).status is Status.OPEN
    world.do(SetReopening(0))
    world.do(CloseConversation(first))
    second = desk.say("Hello again", visitor)
    assert second != first
    assert world.happened(first, ConversationContinued)
    assert desk.say("And again", visitor) == second


@pytest.mark.req("CHT-11", "CNV-02")
@pytest.mark.parametrize("folder", ["spam", "trash"])
def test_who_writes_on_in_what_was_thrown_away_is_heard_in_a_new_one(
    world: World, desk: ChatDesk, folder: str
) -> None:
    visitor = uuid4()
    first = desk.say(visitor=visitor)
    world.do(FileConversation(first, folder))
    second = desk.say("Please!", visitor)
    assert second != first
    assert decided(world, second).reasons == ("discarded",)
    assert desk.say("Please!!", visitor) == second


@pytest.mark.req("CHT-11", "CNV-07")
def test_a_merged_conversation_is_gone_on_with_where_it_is_shown(world: World, desk: ChatDesk) -> None:
    visitor = uuid4()
    first, other = desk.say(visitor=visitor), desk.say("I am Jo, too")
    world.do(MergeConversation(first, other, confirmed=True))
    assert desk.say("Where am I?", visitor) == other
    assert "followed" in decided(world, other).reasons
    assert desk.say("Still here", visitor) == other


@pytest.mark.req("CHT-11", "CHT-01")
def test_files_and_pressed_answers_come_with_it(world: World, desk: ChatDesk) -> None:
    file, asked = SentFile("", "list.txt", "text/plain", b"eggs"), uuid4()
    sending = Sending(
        desk.channel,
        uuid4(),
        "1",
        "Yes",
        (file,),
        answer=0,
        answers_to=asked.hex,
        language="pl",
        at=world.now,
    )
    raw = packed(sending)
    message = read(raw)
    assert (message.chat is not None, message.sent_at) == (True, world.now)
    assert file_of(raw, 0) == file
    assert file_of(raw, 1) is None
    conversation = desk.say("Yes", files=(file,), answer=0, answers_to=asked.hex)
    (came,) = world.happened(conversation, MessageReceived)
    assert (came.answers_to, came.answer) == (asked, 0)
    assert came.attachments[0]["filename"] == "list.txt"


@pytest.mark.req("RL-05")
def test_an_original_that_says_nothing_fails_visibly(world: World, desk: ChatDesk) -> None:
    intake, blob, raw = uuid4(), uuid4(), b'{"postroom_chat":1,"visitor":"pigeon"}'
    world.ports.blobs.put(blob, intake, raw, begins=True)
    world.do(AcceptMessage(intake, desk.channel, blob, len(raw), "", "", ""))
    world.do(IngestMessage(intake))
    assert world.happened(intake, ParsingFailed)


def taken(desk: ChatDesk, sending: Sending) -> UUID:
    """Let a message be accepted and taken in by one command; returns its intake."""
    intake, blob, raw = uuid4(), uuid4(), packed(sending)
    desk.world.ports.blobs.put(blob, intake, raw, begins=True)
    accepted = AcceptMessage(intake, desk.channel, blob, len(raw), "", "", "192.0.2.9")
    desk.world.do(TakeInMessage(accepted, read(raw)), command_id=intake)
    return intake


@pytest.mark.req("CHT-11", "RL-03", "AUD-01")
def test_a_message_is_accepted_and_taken_in_by_one_save_which_no_reactor_repeats(
    world: World, desk: ChatDesk
) -> None:
    visitor = uuid4()
    conversation = desk.say("Hello?", visitor)
    intake = taken(desk, desk.sending("Anybody?", visitor))
    (accepted,), (ingested,) = (
        world.happened(intake, MessageAccepted),
        world.happened(intake, MessageIngested),
    )
    assert (accepted.at_once, accepted.peer_ip, accepted.envelope.actor) == (True, "192.0.2.9", "system:test")
    assert (ingested.conversation_id, ingested.envelope.actor) == (conversation, "system:ingest")
    assert (ingested.envelope.causation_id, ingested.envelope.command_id) == (intake, intake)
    assert [one.text for one in world.happened(conversation, MessageReceived)] == ["Hello?", "Anybody?"]
    assert react(Recorded(1, accepted)) == ()


@pytest.mark.req("CHT-11", "MSG-07")
def test_what_comes_while_the_chat_is_paused_is_kept_and_starts_nothing(world: World, desk: ChatDesk) -> None:
    world.do(PauseChannel(desk.channel))
    intake = taken(desk, desk.sending("Hello?"))
    assert [one.reason for one in world.happened(intake, MessageSetAside)] == ["channel_paused"]
