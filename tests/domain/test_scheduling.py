"""A message waits for its time, and can be taken back until its sending begins (CNV-09)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from domain.conversation import messages
from domain.conversation.aggregate import Conversation
from domain.conversation.delivery import SendBegun, SendingRefused, State, TooEarly
from domain.kernel.refusal import Refusal
from tests.support.conversations import OUTGOING, post, started
from tests.support.given import START, Given, env, events_of, given, rebuilt, state, uid

OUT = uid("out")


def scheduled(*commands: Callable[[Conversation], object], seconds: float = 10) -> Given[Conversation]:
    """Return a conversation with an answer that waits so many seconds, after these commands."""
    answer = replace(OUTGOING, not_before=START + timedelta(seconds=seconds))
    return given(started(), lambda it: it.post(env(), answer), *commands)


@pytest.mark.req("CNV-09")
def test_it_is_not_sent_before_its_time() -> None:
    scheduled().when(lambda it: it.send_started(env(9.9), OUT)).then_refused(TooEarly)
    scheduled().when(lambda it: it.send_started(env(10), OUT)).then((messages.SendStarted, {"attempt": 1}))


@pytest.mark.req("CNV-09")
def test_it_is_taken_back_and_stays_so() -> None:
    scheduled().when(lambda it: it.cancel_send(env(3), OUT)).then(
        (messages.SendCancelled, {"message_id": OUT})
    )
    gone = scheduled(lambda it: it.cancel_send(env(3), OUT))
    gone.when(lambda it: it.cancel_send(env(4), OUT)).then_nothing()
    gone.when(lambda it: it.send_started(env(60), OUT)).then_refused(SendingRefused)
    gone.when(lambda it: it.retry(env(60), OUT)).then_refused(SendingRefused)
    gone.when(lambda it: it.reschedule_send(env(4), OUT, None)).then_refused(SendBegun)


@pytest.mark.req("CNV-09")
def test_what_waits_for_a_worker_is_taken_back_too_but_not_what_was_begun() -> None:
    given(started(), post).when(lambda it: it.cancel_send(env(), OUT)).then((messages.SendCancelled, {}))
    begun = given(started(), post, lambda it: it.send_started(env(), OUT))
    begun.when(lambda it: it.cancel_send(env(), OUT)).then_refused(SendBegun, "Write another")
    failed = given(
        started(),
        post,
        lambda it: it.send_started(env(), OUT),
        lambda it: it.failed(env(), OUT, 1, permanent=True, code=550, reason="no"),
    )
    failed.when(lambda it: it.cancel_send(env(), OUT)).then_refused(SendBegun)


@pytest.mark.req("CNV-09")
def test_another_time_counts_instead_of_the_first() -> None:
    later = START + timedelta(seconds=99)
    scheduled().when(lambda it: it.reschedule_send(env(), OUT, later)).then(
        (messages.SendRescheduled, {"not_before": later})
    )
    scheduled().when(lambda it: it.reschedule_send(env(), OUT, START + timedelta(seconds=10))).then_nothing()
    moved = scheduled(lambda it: it.reschedule_send(env(), OUT, later))
    moved.when(lambda it: it.send_started(env(50), OUT)).then_refused(TooEarly)
    now = scheduled(lambda it: it.reschedule_send(env(), OUT, None))
    now.when(lambda it: it.send_started(env(1), OUT)).then((messages.SendStarted, {}))


@pytest.mark.req("CNV-04", "CNV-09", "EML-19")
def test_a_cancelled_message_is_no_answer_and_is_referred_to_by_nothing() -> None:
    conversation = scheduled().aggregate
    assert conversation.answered_since(1)
    conversation.cancel_send(env(1), OUT)
    assert not conversation.answered_since(1)
    assert conversation.written == []


class SchedulingMachine(RuleBasedStateMachine):
    """Authors change their minds while workers come at any time."""

    def __init__(self) -> None:
        super().__init__()
        before = scheduled()
        self.it, self.history = before.aggregate, before.history
        self.now, self.due = 0.0, 10.0
        self.cancelled = self.begun = False

    @rule(seconds=st.sampled_from([0.5, 3.0, 30.0]))
    def time_passes(self, seconds: float) -> None:
        self.now += seconds

    @rule(ahead=st.sampled_from([None, 1.0, 20.0]))
    def author_chooses_another_time(self, ahead: float | None) -> None:
        wanted = None if ahead is None else START + timedelta(seconds=self.now + ahead)
        done = self._try(lambda: self.it.reschedule_send(env(self.now), OUT, wanted))
        assert done is not (self.begun or self.cancelled)
        if done:
            self.due = self.now if ahead is None else self.now + ahead

    @rule()
    def author_takes_it_back(self) -> None:
        done = self._try(lambda: self.it.cancel_send(env(self.now), OUT))
        assert done is not self.begun
        self.cancelled = self.cancelled or done

    @rule()
    def worker_comes(self) -> None:
        may = self.it.delivery(OUT).startable and self.now >= self.due
        done = self._try(lambda: self.it.send_started(env(self.now), OUT))
        assert done is may
        assert not (done and self.cancelled)
        self.begun = self.begun or done

    @precondition(lambda self: self.it.delivery(OUT).state is State.SENDING)
    @rule(permanent=st.booleans())
    def relay_refuses(self, permanent: bool) -> None:
        attempt = self.it.delivery(OUT).attempt
        self.it.failed(env(self.now), OUT, attempt, permanent=permanent, code=451, reason="busy")

    @invariant()
    def it_is_cancelled_or_begun_never_both(self) -> None:
        recorded = [*self.history, *self.it.pending_events]
        starts = [one for one in recorded if isinstance(one, messages.SendStarted)]
        assert not (self.cancelled and starts)
        assert (self.it.delivery(OUT).state is State.CANCELLED) is self.cancelled

    def _try(self, act: Callable[[], object]) -> bool:
        try:
            act()
        except Refusal:
            return False
        return True

    def teardown(self) -> None:
        recorded = events_of(self.it)
        assert state(rebuilt(Conversation, self.history + recorded)) == state(self.it)


SchedulingMachine.TestCase.settings = settings(max_examples=60, stateful_step_count=20)
TestScheduling = pytest.mark.req("CNV-09")(SchedulingMachine.TestCase)
