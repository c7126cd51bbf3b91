"""What comes about a message before that message: kept, and taken in once it comes; so many, for so long (MSG-11, WAB-02)."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from application.attaching import OutgoingAttachment
from application.bus import Bus
from application.conversation import PostReply
from application.early import KEPT_FOR, MOST, GiveUpWaiting
from application.ingest import IngestMessage
from application.intake import ReplayIntake
from application.messaged import metadata_of
from application.router import HANDLERS, PREPARATIONS
from application.sending import RecordSent, StartSend
from domain.conversation.aggregate import Conversation
from domain.conversation.messages import MessagePosted, MessageReceived
from domain.conversation.messaging_events import MessageReacted
from domain.intake.aggregate import MESSAGE_MISSING, ORIGINAL_MISSING, Intake
from domain.intake.events import MessageIgnored, MessageSetAside, ReplayRequested
from domain.kernel.ids import derived
from domain.kernel.refusal import NotAllowed
from tests.support.numbers import NumberDesk, anywhere
from tests.support.pages import PageDesk
from tests.support.world import World

Desk = PageDesk | NumberDesk
DAY, WHILE = KEPT_FOR[MESSAGE_MISSING], KEPT_FOR[ORIGINAL_MISSING]


@pytest.fixture(params=["messenger", "whatsapp"])
def desk(world: World, request: pytest.FixtureRequest) -> Desk:
    return PageDesk(world) if request.param == "messenger" else NumberDesk(world)


def reaction(desk: Desk, mid: str, emoji: str = "x", *, after: int = 0) -> dict[str, Any]:
    at = desk.world.now + timedelta(seconds=after)
    if isinstance(desk, PageDesk):
        return desk.event(at=at, reaction={"mid": mid, "action": "react", "emoji": emoji})
    return desk.event(at=at, type="reaction", reaction={"message_id": mid, "emoji": emoji})


def edit(desk: Desk, mid: str) -> dict[str, Any]:
    """Return that somebody put a message right."""
    if isinstance(desk, PageDesk):
        return desk.event(message_edit={"mid": mid, "text": "Put right", "num_edit": 1})
    right = {"type": "text", "text": {"body": "Put right"}}
    return desk.event(type="edit", edit={"original_message_id": mid, "message": right})


def say(desk: Desk, mid: str) -> UUID:
    return desk.say(mid=mid) if isinstance(desk, PageDesk) else desk.say(id=mid)


def said(desk: Desk, mid: str) -> UUID:
    """Let a text come to the door; returns its intake."""
    if isinstance(desk, PageDesk):
        return desk.accept(desk.event(message={"mid": mid, "text": "Hello?"}))
    return desk.accept(desk.event(type="text", text={"body": "Hello?"}) | {"id": mid})


def told(desk: Desk, mid: str, kind: str) -> Intake:
    """Let the platform say that a message of ours got so far, by its own id alone."""
    if isinstance(desk, PageDesk):
        return desk.take(desk.event(delivery={"mids": [mid]}))
    return desk.tell(None, mid, kind)


def answer(desk: Desk, conversation: UUID, **more: Any) -> UUID:
    """Begin to send an answer; returns the message."""
    desk.world.do(PostReply(conversation, "Hello", **more))
    message_id = desk.world.happened(conversation, MessagePosted)[-1].message_id
    desk.world.do(StartSend(conversation, message_id))
    return message_id


def went(desk: Desk, conversation: UUID, message_id: UUID, mid: str) -> None:
    known = f"{'messenger' if isinstance(desk, PageDesk) else 'whatsapp'}:{mid}"
    command = RecordSent(
        conversation, message_id, 1, 200, recipients=1, known_as=known, channel_id=desk.channel
    )
    desk.world.do(command)


def take_in(desk: Desk) -> None:
    """Take in what is to be taken in again, as the reactor does."""
    for one in anywhere(desk.world, ReplayRequested):
        desk.world.do(IngestMessage(one.originator_id))


def ending(desk: Desk, intake: Intake) -> tuple[str, str]:
    now = desk.world.get(Intake, intake.id)
    return now.ending, now.reason


def receipt(desk: Desk, conversation: UUID, message_id: UUID) -> str:
    return desk.world.get(Conversation, conversation).delivery(message_id).receipt


@pytest.mark.req("MSG-01", "MSG-11", "WAB-02")
def test_reactions_wait_for_their_message_and_the_newest_of_them_stands(desk: Desk) -> None:
    later = desk.take(reaction(desk, "m_1", "y", after=5))
    first = desk.take(reaction(desk, "m_1"))
    assert ending(desk, later) == ending(desk, first) == ("set_aside", "message_missing")
    conversation = say(desk, "m_1")
    take_in(desk)
    assert ending(desk, later)[0] == ending(desk, first)[0] == "ingested"
    assert [one.reaction for one in desk.world.happened(conversation, MessageReacted)] == ["y"]
    again = say(desk, "m_2")
    assert again == conversation
    assert len(anywhere(desk.world, ReplayRequested)) == 2, "another message calls for none of them"


@pytest.mark.req("RL-04", "RL-05")
def test_what_is_tried_again_by_hand_goes_on_waiting_and_counts_once(desk: Desk) -> None:
    waits = desk.take(reaction(desk, "m_1"))
    for _ in range(MOST):
        desk.world.do(ReplayIntake(waits.id), by=desk.world.admin)
        desk.world.do(IngestMessage(waits.id))
    assert ending(desk, waits) == ("set_aside", "message_missing")
    assert ending(desk, desk.take(reaction(desk, "m_1", "y", after=5)))[0] == "set_aside", "there is room"
    conversation = say(desk, "m_1")
    take_in(desk)
    assert [one.reaction for one in desk.world.happened(conversation, MessageReacted)] == ["x", "y"]


@pytest.mark.req("RL-04")
def test_what_waits_is_found_by_messages_taken_in_together(desk: Desk) -> None:
    world = desk.world
    world.bus = Bus(world.ports, HANDLERS, PREPARATIONS)
    early = desk.take(reaction(desk, "m_1"))
    texts = [said(desk, mid) for mid in ("m_1", "m_2")]
    both = [(IngestMessage(one), world.env(command_id=derived(one, "ingest"))) for one in texts]
    assert world.bus.together(both)
    take_in(desk)
    assert ending(desk, early)[0] == "ingested"


@pytest.mark.req("MSG-01", "MSG-11", "WAB-02")
def test_receipts_wait_until_the_sender_knows_under_which_id_a_message_went(desk: Desk) -> None:
    conversation = say(desk, "m_1")
    message_id = answer(desk, conversation)
    early = told(desk, "m_ours", "delivered")
    love = desk.take(reaction(desk, "m_ours"))
    assert ending(desk, early) == ending(desk, love) == ("set_aside", "message_missing")
    went(desk, conversation, message_id, "m_ours")
    take_in(desk)
    assert receipt(desk, conversation, message_id) == "delivered"
    assert ending(desk, early)[0] == ending(desk, love)[0] == "ingested"
    assert [one.message_id for one in desk.world.happened(conversation, MessageReacted)] == [message_id]


@pytest.mark.req("WAB-02", "EML-19")
def test_a_receipt_of_a_file_waits_until_all_parts_went(world: World) -> None:
    desk = NumberDesk(world)
    conversation = desk.say()
    file = OutgoingAttachment("a.png", "image/png", b"png")
    message_id = answer(desk, conversation, attachments=(file,))
    early = desk.tell(message_id, "wamid.1", "delivered")
    assert ending(desk, early) == ("set_aside", "message_missing")
    went(desk, conversation, message_id, "wamid.1")
    take_in(desk)
    assert (ending(desk, early)[0], receipt(desk, conversation, message_id)) == ("ingested", "delivered")


@pytest.mark.req("WAB-02")
def test_what_names_us_makes_known_what_others_wait_for(world: World) -> None:
    desk = NumberDesk(world)
    conversation = desk.say()
    message_id = answer(desk, conversation)
    early = desk.tell(None, "wamid.1", "read")
    desk.tell(message_id, "wamid.1", "sent")
    take_in(desk)
    assert (ending(desk, early)[0], receipt(desk, conversation, message_id)) == ("ingested", "seen")


@pytest.mark.req("MSG-01", "MSG-11")
def test_what_is_about_a_message_of_the_page_waits_for_its_echo(world: World) -> None:
    desk = PageDesk(world)
    conversation = desk.say()
    message_id = answer(desk, conversation)
    about_ours, about_page = (desk.take(reaction(desk, mid)) for mid in ("m_ours", "m_page"))
    desk.take(desk.echo(mid="m_ours", text="Hello", metadata=metadata_of(message_id)))
    desk.take(desk.echo(mid="m_page", text="Written elsewhere"))
    take_in(desk)
    assert ending(desk, about_ours)[0] == ending(desk, about_page)[0] == "ingested"
    assert len(world.happened(conversation, MessageReacted)) == 2


@pytest.mark.req("MSG-11", "WAB-02")
def test_so_many_wait_for_one_message(desk: Desk) -> None:
    intakes = [desk.take(reaction(desk, "m_1", str(number), after=number)) for number in range(MOST + 1)]
    endings = [ending(desk, one) for one in intakes]
    assert endings == [("set_aside", "message_missing")] * MOST + [("ignored", "about_nothing_known")]
    desk.world.do(IngestMessage(intakes[0].id))
    conversation = say(desk, "m_1")
    take_in(desk)
    assert desk.world.happened(conversation, MessageReacted)[-1].reaction == str(MOST - 1)


@pytest.mark.req("MSG-11", "WAB-02")
def test_they_wait_for_a_day_and_are_let_go_then(desk: Desk) -> None:
    waits = desk.take(reaction(desk, "m_1"))
    desk.wait(DAY - timedelta(minutes=1))
    desk.world.do(GiveUpWaiting(waits.id))
    assert ending(desk, waits)[0] == "set_aside"
    desk.wait(timedelta(minutes=1))
    for _ in range(2):
        desk.world.do(GiveUpWaiting(waits.id))
    assert ending(desk, waits) == ("ignored", "about_nothing_known")
    assert len(desk.world.happened(waits.id, MessageIgnored)) == 1
    conversation = say(desk, "m_1")
    assert desk.world.happened(conversation, MessageReacted) == []
    late = desk.accept(reaction(desk, "m_2"))
    desk.wait(DAY)
    desk.world.do(IngestMessage(late))
    assert desk.world.happened(late, MessageSetAside) == []
    with pytest.raises(NotAllowed):
        desk.world.do(GiveUpWaiting(late), by=desk.world.admin)


def came(desk: Desk) -> list[tuple[str, bool]]:
    """Return what came, and whether it names another message."""
    return [(one.text, one.answers_to is not None) for one in anywhere(desk.world, MessageReceived)]


@pytest.mark.req("MSG-01", "MSG-11", "WAB-02")
def test_what_puts_a_message_right_comes_after_it_and_names_it(desk: Desk) -> None:
    right = desk.take(edit(desk, "m_1"))
    assert ending(desk, right) == ("set_aside", "original_missing")
    say(desk, "m_1")
    take_in(desk)
    assert came(desk) == [("Hello?", False), ("Put right", True)]
    assert ending(desk, right)[0] == "ingested"
    desk.take(edit(desk, ""))
    assert came(desk)[-1] == ("Put right", False), "which one is not said"


@pytest.mark.req("MSG-11", "WAB-02", "RL-03")
def test_it_is_shown_by_itself_where_the_other_does_not_come_in_a_while(desk: Desk) -> None:
    right = desk.take(edit(desk, "m_1"))
    desk.wait(WHILE - timedelta(minutes=1))
    desk.world.do(GiveUpWaiting(right.id))
    assert came(desk) == []
    desk.wait(timedelta(minutes=1))
    desk.world.do(GiveUpWaiting(right.id))
    take_in(desk)
    assert came(desk) == [("Put right", False)]
