"""The steps of sending one message."""

from datetime import timedelta

import pytest

from application.conversation import PostReply
from application.reactor import Work
from application.sending import (
    MOST_ATTEMPTS,
    PAUSES,
    RecordFailure,
    RecordSent,
    RetrySend,
    StartSend,
)
from domain.conversation.delivery import SendingRefused, State, TooEarly
from domain.conversation.messages import MessageSent, SendStarted, SendUnresolved
from tests.support.inbound import Mailroom
from tests.support.world import World


class Outbox:
    """One message to be sent."""

    def __init__(self) -> None:
        self.world = World()
        self.room = Mailroom(self.world, self.world.channel())
        self.conversation = self.room.mail()
        self.world.do(PostReply(self.conversation, "Hello"), by=self.world.admin)
        (self.message,) = self.room.conversation(self.conversation).deliveries

    @property
    def state(self) -> State:
        return self.room.conversation(self.conversation).deliveries[self.message].state

    def start(self) -> int:
        return self.world.do(StartSend(self.conversation, self.message)).position

    def fail(self, attempt: int, *, permanent: bool = False) -> None:
        self.world.do(RecordFailure(self.conversation, self.message, attempt, permanent, 451, "busy"))

    def starts(self) -> list[SendStarted]:
        return self.world.happened(self.conversation, SendStarted)


@pytest.fixture
def outbox() -> Outbox:
    return Outbox()


@pytest.mark.req("EML-19", "CNV-06")
def test_a_message_is_sent_once(outbox: Outbox) -> None:
    outbox.start()
    outbox.world.do(RecordSent(outbox.conversation, outbox.message, 1, 250))
    assert outbox.state is State.SENT
    assert outbox.start() == 0
    assert len(outbox.starts()) == 1


@pytest.mark.req("EML-19", "CNV-06")
def test_whom_the_relay_left_out_is_recorded(outbox: Outbox) -> None:
    outbox.start()
    outbox.world.do(RecordSent(outbox.conversation, outbox.message, 1, 250, (1, 2), (2,), 3))
    (sent,) = outbox.world.happened(outbox.conversation, MessageSent)
    assert (sent.refused, sent.temporary, sent.recipients) == ((1, 2), (2,), 3)
    assert outbox.state is State.SENT


@pytest.mark.req("EML-19", "RL-01")
def test_after_a_worker_died_there_is_one_known_repeat_and_no_third(outbox: Outbox) -> None:
    outbox.start()
    outbox.start()
    assert [one.repeats for one in outbox.starts()] == [False, True]
    outbox.start()
    assert len(outbox.starts()) == 2
    assert len(outbox.world.happened(outbox.conversation, SendUnresolved)) == 1
    assert outbox.start() == 0
    outbox.world.do(RetrySend(outbox.conversation, outbox.message), by=outbox.world.admin)
    outbox.start()
    assert len(outbox.starts()) == 3


@pytest.mark.req("CNV-06")
def test_a_temporary_failure_is_tried_again_and_a_lasting_one_is_final(outbox: Outbox) -> None:
    for attempt in range(1, MOST_ATTEMPTS + 1):
        outbox.start()
        outbox.fail(attempt)
        outbox.world.now += PAUSES[min(attempt, len(PAUSES)) - 1]
        assert outbox.state is (State.DEFERRED if attempt < MOST_ATTEMPTS else State.FAILED)
    assert outbox.start() == 0


@pytest.mark.req("CNV-06")
def test_a_person_s_retry_gives_as_many_attempts_and_the_short_pauses_again(outbox: Outbox) -> None:
    for attempt in range(1, 2 * MOST_ATTEMPTS + 1):
        if attempt == MOST_ATTEMPTS + 1:
            outbox.world.do(RetrySend(outbox.conversation, outbox.message), by=outbox.world.admin)
        outbox.start()
        outbox.fail(attempt)
        outbox.world.now += PAUSES[min((attempt - 1) % MOST_ATTEMPTS, len(PAUSES) - 1)]
        assert outbox.state is (State.DEFERRED if attempt % MOST_ATTEMPTS else State.FAILED)


@pytest.mark.req("CNV-06", "EML-19")
def test_a_late_word_of_an_attempt_before_the_retry_makes_it_wait_a_little(outbox: Outbox) -> None:
    outbox.start()
    outbox.start()
    outbox.start()
    outbox.world.do(RetrySend(outbox.conversation, outbox.message), by=outbox.world.admin)
    outbox.fail(2)
    assert outbox.state is State.DEFERRED
    outbox.world.now += PAUSES[0]
    assert outbox.start() > 0


@pytest.mark.req("CNV-06", "EML-19")
def test_a_relay_may_be_away_for_a_day_and_a_half(outbox: Outbox) -> None:
    down_until, attempt = outbox.world.now + timedelta(hours=36), 0
    while outbox.world.now < down_until:
        try:
            outbox.start()
        except TooEarly:
            outbox.world.now += timedelta(minutes=1)
            continue
        attempt += 1
        outbox.fail(attempt)
    assert outbox.state is State.DEFERRED
    with pytest.raises(TooEarly):
        outbox.start()
    outbox.world.do(RetrySend(outbox.conversation, outbox.message), by=outbox.world.admin)
    assert outbox.start() > 0


@pytest.mark.req("CNV-06")
def test_a_refusal_by_the_relay_is_final_until_a_person_retries(outbox: Outbox) -> None:
    outbox.start()
    outbox.fail(1, permanent=True)
    assert outbox.start() == 0
    outbox.world.do(RetrySend(outbox.conversation, outbox.message), by=outbox.world.admin)
    assert outbox.start() > 0


def test_a_sent_message_is_not_retried(outbox: Outbox) -> None:
    outbox.start()
    outbox.world.do(RecordSent(outbox.conversation, outbox.message, 1, 250))
    with pytest.raises(SendingRefused):
        outbox.world.do(RetrySend(outbox.conversation, outbox.message), by=outbox.world.admin)


def test_processes_answer_with_the_work_they_mean(outbox: Outbox) -> None:
    from application.processes.ingest_on_message_accepted import reactor as ingesting
    from application.processes.send_on_message_posted import reactor as sending

    recorded = outbox.world.ports.log.read(0, 10**6)  # type: ignore[attr-defined]
    work = [item for one in recorded for item in sending.react(one) if type(one.event) in sending.handles]
    assert work == [Work("send", outbox.conversation, outbox.message.hex)]
    commands = [
        item for one in recorded for item in ingesting.react(one) if type(one.event) in ingesting.handles
    ]
    assert len(commands) == 1
    assert sending.react(recorded[0]) == ()
