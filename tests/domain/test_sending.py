"""A message is sent once, whatever dies: at most one second copy, and that is recorded (EML-19)."""

from collections.abc import Callable

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from domain.conversation import messages
from domain.conversation.aggregate import Conversation
from domain.conversation.delivery import SendingRefused, State
from domain.kernel.refusal import NotFound
from tests.support.conversations import post, started
from tests.support.given import Given, env, events_of, given, rebuilt, state, uid

OUT = uid("out")
Command = Callable[[Conversation], object]


def start(conversation: Conversation) -> None:
    conversation.send_started(env(), OUT)


def sent(attempt: int) -> Command:
    return lambda it: it.sent(env(), OUT, attempt, 250)


def failed(attempt: int, *, permanent: bool = False) -> Command:
    return lambda it: it.failed(env(), OUT, attempt, permanent=permanent, code=451, reason="greylisted")


def unresolved(conversation: Conversation) -> None:
    conversation.unresolved(env(), OUT)


def refuse(conversation: Conversation) -> None:
    conversation.refuse_sending(env(), OUT, reason="loop_guard", policy="p@1")


def retry(conversation: Conversation) -> None:
    conversation.retry(env(), OUT)


def posted(*commands: Command) -> Given[Conversation]:
    return given(started(), post, *commands)


def state_after(*commands: Command) -> State:
    return posted(*commands).aggregate.delivery(OUT).state


@pytest.mark.req("EML-19")
def test_an_attempt_is_started_and_answered() -> None:
    posted().when(start).then((messages.SendStarted, {"attempt": 1, "repeats": False}))
    posted(start).when(sent(1)).then((messages.MessageSent, {"attempt": 1, "code": 250}))
    posted(start, sent(1)).when(sent(1)).then_nothing()
    posted(start, sent(1)).when(start).then_refused(SendingRefused, "sent")


@pytest.mark.req("EML-19", "CNV-06")
def test_a_message_taken_for_some_is_sent_and_says_for_whom_not() -> None:
    def taken(conversation: Conversation) -> None:
        conversation.sent(env(), OUT, 1, 250, refused=(1, 2), temporary=(2,), recipients=3)

    left_out = {"refused": (1, 2), "temporary": (2,), "recipients": 3}
    posted(start).when(taken).then((messages.MessageSent, left_out))
    assert state_after(start, taken) is State.SENT


@pytest.mark.req("CNV-06")
def test_a_temporary_failure_is_tried_again_and_is_no_repeat() -> None:
    posted(start).when(failed(1)).then((messages.SendFailed, {"permanent": False, "reason": "greylisted"}))
    posted(start, failed(1)).when(failed(1)).then_nothing()
    assert state_after(start, failed(1)) is State.DEFERRED
    posted(start, failed(1)).when(start).then((messages.SendStarted, {"attempt": 2, "repeats": False}))


@pytest.mark.req("CNV-06")
def test_a_permanent_failure_waits_for_a_person() -> None:
    broken = posted(start, failed(1, permanent=True))
    assert broken.aggregate.delivery(OUT).state is State.FAILED
    broken.when(start).then_refused(SendingRefused, "retry")
    broken.when(retry).then((messages.SendRetried, {"message_id": OUT}))
    assert state_after(start, failed(1, permanent=True), retry) is State.QUEUED


@pytest.mark.req("CNV-06")
def test_attempts_count_anew_once_a_person_asks() -> None:
    tired = posted(start, failed(1), start, failed(2, permanent=True))
    assert [tired.aggregate.delivery(OUT).count(attempt) for attempt in (1, 2)] == [1, 2]
    asked = posted(start, failed(1), start, failed(2, permanent=True), retry)
    assert [asked.aggregate.delivery(OUT).count(attempt) for attempt in (2, 3, 4)] == [1, 1, 2]
    asked.when(start).then((messages.SendStarted, {"attempt": 3, "repeats": False}))


@pytest.mark.req("EML-19")
def test_after_one_unanswered_attempt_the_next_says_it_may_repeat() -> None:
    posted(start).when(start).then((messages.SendStarted, {"attempt": 2, "repeats": True}))


@pytest.mark.req("EML-19")
def test_after_two_unanswered_attempts_a_person_decides() -> None:
    stuck = posted(start, start)
    assert not stuck.aggregate.delivery(OUT).startable
    stuck.when(start).then_refused(SendingRefused, "by hand")
    posted(start).when(unresolved).then_refused(SendingRefused)
    stuck.when(unresolved).then((messages.SendUnresolved, {"attempt": 2}))
    left = posted(start, start, unresolved)
    left.when(unresolved).then_nothing()
    left.when(start).then_refused(SendingRefused)
    left.when(retry).then((messages.SendRetried, {}))
    retried = posted(start, start, unresolved, retry)
    retried.when(start).then((messages.SendStarted, {"attempt": 3, "repeats": True}))


@pytest.mark.req("EML-19")
def test_a_late_answer_counts() -> None:
    assert state_after(start, start, sent(1)) is State.SENT
    assert state_after(start, start, failed(1, permanent=True)) is State.SENDING
    assert state_after(start, start, sent(1), failed(2)) is State.SENT
    assert state_after(start, start, unresolved, sent(2)) is State.SENT
    posted(start, start, sent(1)).when(sent(2)).then((messages.MessageSent, {"attempt": 2}))


@pytest.mark.req("EML-18")
def test_a_rule_holds_back_only_what_waits() -> None:
    posted().when(refuse).then((messages.SendRefused, {"reason": "loop_guard", "policy": "p@1"}))
    posted(refuse).when(refuse).then_nothing()
    posted(refuse).when(start).then_refused(SendingRefused)
    posted(refuse).when(retry).then_refused(SendingRefused, "new message")
    posted(start).when(refuse).then_refused(SendingRefused)


def test_answers_need_a_message_and_an_attempt() -> None:
    posted().when(sent(1)).then_refused(SendingRefused)
    given(started()).when(start).then_refused(NotFound)


class SendingMachine(RuleBasedStateMachine):
    """Workers that die at any time: without a person's word no third attempt is left unanswered."""

    def __init__(self) -> None:
        super().__init__()
        before = posted()
        self.it = before.aggregate
        self.history = before.history
        self.unanswered: set[int] = set()
        self.asked = 0

    @precondition(lambda self: self.it.delivery(OUT).startable)
    @rule()
    def begin(self) -> None:
        attempt = self.it.send_started(env(), OUT)
        self.unanswered.add(attempt)

    @precondition(lambda self: self.unanswered)
    @rule(data=st.data(), ending=st.sampled_from(["sent", "later", "never"]))
    def answer(self, data: st.DataObject, ending: str) -> None:
        attempt = data.draw(st.sampled_from(sorted(self.unanswered)))
        (sent(attempt) if ending == "sent" else failed(attempt, permanent=ending == "never"))(self.it)
        self.unanswered.discard(attempt)

    @precondition(
        lambda self: self.it.delivery(OUT).state in {State.FAILED, State.DEFERRED, State.UNRESOLVED}
    )
    @rule()
    def person_retries(self) -> None:
        retry(self.it)
        self.asked = len(self.unanswered)

    @precondition(
        lambda self: self.it.delivery(OUT).exhausted and self.it.delivery(OUT).state is State.SENDING
    )
    @rule()
    def give_up(self) -> None:
        unresolved(self.it)

    @rule()
    def answer_again(self) -> None:
        before = self.it.version
        for attempt in set(range(1, self.it.delivery(OUT).attempt + 1)) - self.unanswered:
            sent(attempt)(self.it)
        assert self.it.version == before

    @invariant()
    def never_a_third_by_itself(self) -> None:
        assert len(self.unanswered) - self.asked <= 2
        assert self.it.delivery(OUT).open == self.unanswered

    def teardown(self) -> None:
        recorded = events_of(self.it)
        assert state(rebuilt(Conversation, self.history + recorded)) == state(self.it)


SendingMachine.TestCase.settings = settings(max_examples=40, stateful_step_count=25)
TestSending = pytest.mark.req("EML-19")(SendingMachine.TestCase)
