"""Transcripts asked for, where they go, and answers to what was mailed (CHT-11, CHT-12)."""

from uuid import uuid4

import pytest

from application.chat_mails import RecordChatMailed, RequestTranscript
from application.conversation import PostReply
from application.erasure import RequestErasure
from application.processes.mail_on_transcript_requested import CHAT_MAIL, reactor
from application.processes.send_on_message_posted import SEND
from application.processes.send_on_message_posted import reactor as sending
from application.reactor import Work
from application.visitors import GiveDetails
from domain.conversation import messages
from domain.conversation.mailing_events import ChatMailed, TranscriptRequested
from domain.kernel.refusal import InvalidInput, NotAllowed, NotFound
from projections.common.recorded import Recorded
from tests.support.chats import ChatDesk
from tests.support.world import World

JO = "jo@customer.example"


@pytest.fixture
def desk(world: World) -> ChatDesk:
    return ChatDesk(world)


@pytest.mark.req("CHT-12")
def test_a_transcript_goes_where_the_visitor_says_or_said(world: World, desk: ChatDesk) -> None:
    visitor = uuid4()
    chat = desk.say("Hello", visitor)
    asked = RequestTranscript(desk.channel, visitor.hex)
    with pytest.raises(InvalidInput, match="Give the e-mail address"):
        desk.do(asked, visitor)
    desk.do(RequestTranscript(desk.channel, visitor.hex, " Jo@Customer.example "), visitor)
    desk.do(GiveDetails(desk.channel, visitor.hex, "jo@other.example"), visitor)
    desk.do(asked, visitor)
    requests = world.happened(chat, TranscriptRequested)
    assert [one.email for one in requests] == [JO, "jo@other.example"]
    assert requests[0].envelope.actor.startswith("contact:")
    key = f"{chat.hex}.{requests[0].originator_version}"
    assert reactor.react(Recorded(1, requests[0])) == (Work(CHAT_MAIL, chat, key),)


@pytest.mark.req("CHT-12")
def test_without_an_own_word_it_goes_to_the_contacts_address(world: World, desk: ChatDesk) -> None:
    visitor, named = uuid4(), {"subject": "7", "email": JO, "name": "Jo"}
    chat = desk.say("Hello", visitor, identity=named)
    desk.do(GiveDetails(desk.channel, visitor.hex, name="Jo"), visitor)
    desk.do(RequestTranscript(desk.channel, visitor.hex), visitor)
    assert [one.email for one in world.happened(chat, TranscriptRequested)] == [JO]


@pytest.mark.req("CHT-12", "SE-01")
def test_nobody_asks_for_what_is_not_theirs(world: World, desk: ChatDesk) -> None:
    visitor = uuid4()
    chat = desk.say("Hello", visitor)
    asked = RequestTranscript(desk.channel, visitor.hex, JO)
    with pytest.raises(NotAllowed):
        desk.do(asked, uuid4())
    stranger = uuid4()
    with pytest.raises(NotFound):
        desk.do(RequestTranscript(desk.channel, stranger.hex, JO), stranger)
    contact = world.happened(chat, messages.MessageReceived)[0].contact_id
    world.do(RequestErasure(contact, (chat,)))
    with pytest.raises(NotFound):
        desk.do(asked, visitor)


@pytest.mark.req("CHT-11", "EML-16")
def test_an_answer_to_what_was_mailed_comes_back_to_the_chat(world: World, desk: ChatDesk) -> None:
    visitor = uuid4()
    chat = desk.say("Hello", visitor)
    world.do(PostReply(chat, "Hello Jo"), by=world.admin)
    (posted,) = world.happened(chat, messages.MessagePosted)
    desk.do(GiveDetails(desk.channel, visitor.hex, JO), visitor)
    told = RecordChatMailed(chat, 0, (posted.message_id,), JO, "left@x.example", "sent", 250)
    for _ in range(2):
        world.do(told)
    assert len(world.happened(chat, ChatMailed)) == 1
    raw = f"From: {JO}\r\nMessage-ID: <2@y.example>\r\nIn-Reply-To: <left@x.example>\r\n\r\nThank you"
    assert world.mailed(desk.channel, raw.encode()) == chat
    assert world.happened(chat, messages.MessageReceived)[-1].sender == JO


@pytest.mark.req("CHT-11", "CNV-09")
def test_what_has_arrived_is_nobodys_to_send_and_what_waits_is(world: World, desk: ChatDesk) -> None:
    chat = desk.say("Hello")
    world.do(PostReply(chat, "Now"), by=world.admin)
    world.do(PostReply(chat, "In a moment", undo_seconds=10), by=world.admin)
    now, later = world.happened(chat, messages.MessagePosted)
    assert sending.react(Recorded(1, now)) == ()
    assert sending.react(Recorded(2, later)) == (Work(SEND, chat, later.message_id.hex),)


@pytest.mark.req("CHT-11")
def test_what_could_not_be_mailed_is_recorded_too(world: World, desk: ChatDesk) -> None:
    chat = desk.say("Hello")
    world.do(RecordChatMailed(chat, 0, (uuid4(),), JO, "", "refused", 0))
    assert [one.result for one in world.happened(chat, ChatMailed)] == ["refused"]
