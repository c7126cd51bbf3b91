"""Echoes, receipts and reactions by Messenger, in any order and more than once (MSG-01, MSG-11)."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from application.attaching import OutgoingAttachment
from application.conversation import PostReply
from application.erasure import CertifyErasure, RequestErasure
from application.messaged import Kept, metadata_of
from application.messenger_items import provider_id_of
from application.placing import MergeConversation
from application.processes.send_on_message_posted import react
from application.sending import RecordFailure, RecordSent, StartSend
from application.submitted import SentFile
from domain.conversation.aggregate import Conversation, Status
from domain.conversation.delivery import State
from domain.conversation.messages import MessagePosted, MessageReceived, MessageSent, SendStarted
from domain.conversation.messaging_events import MessageReacted
from domain.conversation.visiting_events import MessageDelivered, MessageSeen
from domain.intake.events import MessageIgnored
from projections.common.recorded import Recorded
from tests.support.pages import PageDesk
from tests.support.world import World

IMAGE = {"type": "image", "payload": {"url": "https://cdn.example/1.jpg"}}
PDF = {"type": "file", "payload": {"url": "https://cdn.example/2.pdf"}}
SECOND = timedelta(seconds=1)


@pytest.fixture
def desk(world: World) -> PageDesk:
    return PageDesk(world)


def written(world: World, conversation: UUID, **more: Any) -> UUID:
    world.do(PostReply(conversation, "Hello", **more))
    return world.happened(conversation, MessagePosted)[-1].message_id


def started(world: World, conversation: UUID, **more: Any) -> UUID:
    message_id = written(world, conversation, **more)
    world.do(StartSend(conversation, message_id))
    return message_id


def sent(world: World, desk: PageDesk, conversation: UUID, mid: str) -> UUID:
    message_id = started(world, conversation)
    known = provider_id_of(mid)
    world.do(
        RecordSent(conversation, message_id, 1, 200, recipients=1, known_as=known, channel_id=desk.channel)
    )
    return message_id


def receipt(world: World, conversation: UUID, message_id: UUID) -> str:
    return world.get(Conversation, conversation).delivery(message_id).receipt


@pytest.mark.req("MSG-01")
def test_deliveries_name_messages_and_reads_tell_a_time(world: World, desk: PageDesk) -> None:
    conversation = desk.say()
    first, second = sent(world, desk, conversation, "m_a"), sent(world, desk, conversation, "m_b")
    third = sent(world, desk, conversation, "m_c")
    waits = desk.take(desk.event(delivery={"mids": ["m_a", "m_unknown"]}))
    assert (waits.ending, waits.reason) == ("set_aside", "message_missing")
    assert [receipt(world, conversation, one) for one in (first, second, third)] == ["delivered", "", ""]
    began = [one.timestamp for one in world.happened(conversation, SendStarted)]
    read = desk.event(read={"watermark": int(began[1].timestamp() * 1000)})
    for _ in range(2):
        assert desk.take(read).ending == "ingested"
    assert [receipt(world, conversation, one) for one in (first, second, third)] == ["seen", "seen", ""]
    desk.take(desk.event(delivery={"watermark": int(world.now.timestamp() * 1000)}))
    assert [receipt(world, conversation, one) for one in (first, second, third)] == [
        "seen",
        "seen",
        "delivered",
    ]
    assert len(world.happened(conversation, MessageSeen)) == 1
    assert len(world.happened(conversation, MessageDelivered)) == 2


@pytest.mark.req("MSG-01", "MSG-11")
def test_receipts_about_nothing_known_change_nothing(world: World, desk: PageDesk) -> None:
    early = desk.event(read={"watermark": int((world.now - timedelta(days=1)).timestamp() * 1000)})
    assert desk.take(early).ending == "ignored"
    conversation = desk.say(mid="m_theirs")
    sent(world, desk, conversation, "m_a")
    for event in (
        early,
        desk.event(read={"watermark": "x"}),
        desk.event(delivery={"mids": ["m_theirs"]}),
        desk.event(account_linking={"status": "linked"}),
    ):
        intake = desk.take(event)
        assert intake.ending == "ignored"
        assert len(world.happened(intake.id, MessageIgnored)) == 1
    assert world.happened(conversation, MessageSeen) == []
    assert len(world.happened(conversation, MessageReceived)) == 1


@pytest.mark.req("MSG-01", "CNV-07")
def test_receipts_reach_what_was_merged(world: World, desk: PageDesk) -> None:
    part = desk.say()
    message_id = sent(world, desk, part, "m_a")
    into = desk.say(psid="psid-2")
    world.do(MergeConversation(part, into, confirmed=True), by=world.admin)
    now = int(world.now.timestamp() * 1000)
    assert desk.take(desk.event(read={"watermark": now})).ending == "ingested"
    assert receipt(world, part, message_id) == "seen"


@pytest.mark.req("MSG-01", "MSG-11")
def test_reactions_stand_as_the_newest_says(world: World, desk: PageDesk) -> None:
    conversation = desk.say(mid="m_theirs")
    message_id = sent(world, desk, conversation, "m_a")
    mark = {"mid": "m_a", "reaction": "love", "emoji": "\u2764"}
    react_at, back_at = world.now, world.now + SECOND
    love = desk.event(at=react_at, reaction=mark | {"action": "react"})
    back = desk.event(at=back_at, reaction=mark | {"action": "unreact"})
    for event in (love, love, back, love):
        assert desk.take(event).ending == "ingested"
    told = world.happened(conversation, MessageReacted)
    assert [(one.message_id, one.reaction, one.removed) for one in told] == [
        (message_id, "\u2764", False), (message_id, "\u2764", True),
    ]  # fmt: skip
    desk.take(desk.event(reaction={"mid": "m_theirs", "action": "react", "emoji": "x"}) | {"timestamp": None})
    assert world.happened(conversation, MessageReacted)[-1].at <= world.now
    assert world.get(Conversation, conversation).last_inbound_at is not None


@pytest.mark.req("MSG-01", "MSG-11", "EML-19")
def test_our_own_echo_is_nothing_new_and_ends_an_attempt_nobody_heard_of(
    world: World, desk: PageDesk
) -> None:
    conversation = desk.say()
    message_id = started(world, conversation)
    echo = desk.echo(mid="m_a", text="Hello", metadata=metadata_of(message_id))
    assert desk.take(echo).ending == "ingested"
    (gone,) = world.happened(conversation, MessageSent)
    assert (gone.attempt, gone.known_as) == (1, "messenger:m_a")
    known = provider_id_of("m_a")
    world.do(
        RecordSent(conversation, message_id, 1, 200, recipients=1, known_as=known, channel_id=desk.channel)
    )
    assert desk.take(echo).ending == "duplicate"
    assert len(world.happened(conversation, MessageSent)) == 1
    assert len(world.happened(conversation, MessagePosted)) == 1
    assert desk.take(desk.echo(text="x", metadata=metadata_of(uuid4()))).ending == "ignored"


@pytest.mark.req("MSG-01", "EML-19")
def test_an_echo_of_a_part_settles_nothing_but_is_known(world: World, desk: PageDesk) -> None:
    conversation = desk.say()
    files = (OutgoingAttachment("1.txt", "text/plain", b"1"),)
    message_id = started(world, conversation, attachments=files)
    desk.take(desk.echo(mid="m_part", metadata=metadata_of(message_id)))
    delivery = world.get(Conversation, conversation).delivery(message_id)
    assert (delivery.state, delivery.open) == (State.SENDING, frozenset({1}))
    world.do(RecordFailure(conversation, message_id, 1, permanent=True, code=100, reason="too_big"))
    desk.take(desk.echo(mid="m_late", metadata=metadata_of(message_id)))
    assert world.get(Conversation, conversation).delivery(message_id).state is State.FAILED
    love = desk.event(reaction={"mid": "m_part", "action": "react", "emoji": "x"})
    assert desk.take(love).ending == "ingested"


@pytest.mark.req("MSG-01")
def test_what_the_page_wrote_elsewhere_is_shown_as_its_own_and_never_sent(
    world: World, desk: PageDesk
) -> None:
    conversation = desk.say()
    kept = [Kept(0, SentFile("", "1.jpg", "image/jpeg", b"abc"))]
    echo = desk.echo(mid="m_e", text="From the page", attachments=[IMAGE, PDF])
    ended = desk.come(echo, files=kept, lost=(1,))
    assert ended.conversation_id == conversation
    (page,) = world.happened(conversation, MessagePosted)
    assert (page.origin, page.author_id, page.text, page.to) == ("page", None, "From the page", ("psid-1",))
    (file,) = page.attachments
    assert world.ports.blobs.get(UUID(str(file["blob"])), page.contact_id) == b"abc"
    assert world.get(Conversation, conversation).delivery(page.message_id).state is State.SENT
    assert react(Recorded(1, page)) == ()
    assert desk.take(echo).ending == "duplicate"
    seen = desk.event(read={"watermark": int(world.now.timestamp() * 1000)})
    desk.take(seen)
    assert receipt(world, conversation, page.message_id) == "seen"


@pytest.mark.req("MSG-01", "MSG-05")
def test_who_the_page_wrote_to_first_is_owed_nothing_until_they_answer(world: World, desk: PageDesk) -> None:
    begun = desk.come(desk.echo("psid-9", text="Your order is here"), name="Jo Doe").conversation_id
    conversation = world.get(Conversation, begun)
    assert (conversation.status, conversation.last_inbound_at) == (Status.CLOSED, None)
    assert desk.come(desk.echo("psid-9", attachments=[IMAGE])).conversation_id == begun
    assert desk.say("Thanks", psid="psid-9") == begun
    assert world.get(Conversation, begun).status is Status.OPEN


@pytest.mark.req("PRV-08", "MSG-01")
def test_nothing_is_noted_of_who_was_forgotten(world: World, desk: PageDesk) -> None:
    conversation = desk.say(mid="m_theirs")
    contact = world.get(Conversation, conversation).contact_id
    world.do(RequestErasure(contact, (conversation,)))
    world.do(CertifyErasure(contact, (contact,), (), (conversation,), (), (), ("mask",)))
    late = desk.event(reaction={"mid": "m_theirs", "action": "react", "emoji": "x"})
    assert desk.take(late).ending == "ignored"


@pytest.mark.req("MSG-01")
def test_a_clock_of_ours_that_is_ahead_hides_no_receipt(world: World, desk: PageDesk) -> None:
    conversation = desk.say()
    first, second = (sent(world, desk, conversation, mid) for mid in ("m_1", "m_2"))
    behind = int((world.now - timedelta(minutes=2)).timestamp() * 1000)
    desk.take(desk.event(read={"watermark": behind}))
    assert receipt(world, conversation, first) == ""
    desk.take(desk.event(delivery={"mids": ["m_1"], "watermark": behind + 1_000}))
    assert world.happened(conversation, MessageDelivered)[0].until is not None
    desk.take(desk.event(read={"watermark": behind + 999}))
    assert receipt(world, conversation, first) == "delivered"
    desk.take(desk.event(read={"watermark": behind + 2_000}))
    assert (receipt(world, conversation, first), receipt(world, conversation, second)) == ("seen", "")
