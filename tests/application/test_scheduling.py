"""Undo send and send later, as commands (CNV-09)."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from application.conversation import CloseConversation, PostReply, ReopenConversation
from application.limits import Limits
from application.scheduling import CameIn, CancelSend, RescheduleSend
from application.sending import StartSend
from application.unit import Ports
from domain.conversation.aggregate import Status
from domain.conversation.delivery import SendBegun, State, TooEarly
from domain.conversation.messages import MessagePosted, MessageReceived, SendCancelled, SendStarted
from domain.kernel.ids import derived
from domain.kernel.refusal import InvalidInput, NotFound
from tests.support.inbound import Mailroom
from tests.support.memory_ports import memory_ports
from tests.support.world import World


class Desk:
    """One conversation that Ann answers."""

    def __init__(self, ports: Ports | None = None) -> None:
        self.world = World(ports=ports)
        self.ann = self.world.user("Ann")
        self.room = Mailroom(self.world, self.world.channel())
        self.conversation = self.room.mail()

    def answer(self, **how: object) -> UUID:
        """Answer; returns the message."""
        command_id = uuid4()
        self.world.do(PostReply(self.conversation, "Hello", **how), by=self.ann, command_id=command_id)  # type: ignore[arg-type]
        return derived(command_id, "message")

    def cancel(self, message: UUID) -> None:
        self.world.do(CancelSend(self.conversation, message), by=self.ann)

    def start(self, message: UUID) -> int:
        return self.world.do(StartSend(self.conversation, message)).position

    def state(self, message: UUID) -> State:
        return self.room.conversation(self.conversation).deliveries[message].state


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.mark.req("CNV-09")
def test_an_answer_waits_as_long_as_its_author_may_undo(desk: Desk) -> None:
    message = desk.answer(undo_seconds=10)
    (posted,) = desk.world.happened(desk.conversation, MessagePosted)
    assert posted.not_before == posted.timestamp + timedelta(seconds=10)
    assert desk.state(message) is State.SCHEDULED
    with pytest.raises(TooEarly):
        desk.start(message)
    desk.world.now += timedelta(seconds=10)
    assert desk.start(message) > 0
    with pytest.raises(SendBegun):
        desk.cancel(message)


@pytest.mark.req("CNV-09")
def test_a_cancelled_answer_is_never_started(desk: Desk) -> None:
    message = desk.answer(undo_seconds=10)
    desk.cancel(message)
    desk.cancel(message)
    desk.world.now += timedelta(days=1)
    assert desk.start(message) == 0
    assert len(desk.world.happened(desk.conversation, SendCancelled)) == 1
    assert desk.world.happened(desk.conversation, SendStarted) == []


@pytest.mark.req("CNV-09")
def test_what_was_not_to_wait_leaves_at_once(desk: Desk) -> None:
    assert desk.start(desk.answer()) > 0


@pytest.mark.req("CNV-09")
def test_times_that_cannot_be_are_refused(desk: Desk) -> None:
    past, far = desk.world.now - timedelta(hours=1), desk.world.now + timedelta(days=400)
    for wrong in ({"send_at": past}, {"send_at": far}, {"undo_seconds": 61}, {"undo_seconds": -1}):
        with pytest.raises(InvalidInput):
            desk.answer(**wrong)
    message = desk.answer(send_at=desk.world.now + timedelta(hours=1))
    with pytest.raises(InvalidInput):
        desk.world.do(RescheduleSend(desk.conversation, message, past), by=desk.ann)


@pytest.mark.req("CNV-09")
def test_send_later_is_moved_and_sent_now(desk: Desk) -> None:
    message = desk.answer(send_at=desk.world.now + timedelta(hours=1))
    desk.world.do(
        RescheduleSend(desk.conversation, message, desk.world.now + timedelta(hours=3)), by=desk.ann
    )
    desk.world.now += timedelta(hours=2)
    with pytest.raises(TooEarly):
        desk.start(message)
    desk.world.do(RescheduleSend(desk.conversation, message, None), by=desk.ann)
    assert desk.start(message) > 0


@pytest.mark.req("CNV-09")
def test_closing_with_the_answer_is_undone_with_it(desk: Desk) -> None:
    message = desk.answer(undo_seconds=10, close=True)
    assert desk.room.conversation(desk.conversation).status is Status.CLOSED
    desk.cancel(message)
    assert desk.room.conversation(desk.conversation).status is Status.OPEN


@pytest.mark.req("CNV-09")
def test_a_closing_of_its_own_stays(desk: Desk) -> None:
    message = desk.answer(undo_seconds=60, close=True)
    desk.world.do(ReopenConversation(desk.conversation), by=desk.ann)
    desk.world.do(CloseConversation(desk.conversation), by=desk.ann)
    desk.cancel(message)
    assert desk.room.conversation(desk.conversation).status is Status.CLOSED


@pytest.mark.req("CNV-09", "ACC-10")
def test_there_must_be_such_a_message(desk: Desk) -> None:
    with pytest.raises(NotFound):
        desk.cancel(uuid4())


@pytest.mark.req("CNV-09")
def test_what_came_in_cannot_be_taken_back_and_twice_is_once(desk: Desk) -> None:
    (received,) = desk.world.happened(desk.conversation, MessageReceived)
    with pytest.raises(CameIn):
        desk.cancel(received.message_id)
    message = desk.answer(undo_seconds=10)
    for _ in range(2):
        desk.cancel(message)
    assert len(desk.world.happened(desk.conversation, SendCancelled)) == 1


@pytest.mark.req("EML-19")
def test_formatting_that_grows_beyond_measure_is_refused() -> None:
    desk = Desk(memory_ports(Limits(html_kept=20)))
    desk.answer(format="plain")
    with pytest.raises(InvalidInput, match="too much formatting"):
        desk.world.do(PostReply(desk.conversation, "**much** " * 10, format="markdown"), by=desk.ann)
    assert len(desk.world.happened(desk.conversation, MessagePosted)) == 1
