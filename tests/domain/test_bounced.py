"""A message of ours that came back (EML-18)."""

import pytest

from domain.conversation import messages
from domain.conversation.aggregate import Conversation
from domain.conversation.delivery import State
from domain.conversation.threading import returned_to
from domain.csat.policy import talk_of
from domain.kernel.refusal import NotFound
from tests.domain.test_sending import OUT, failed, posted, retry, sent, start, state_after
from tests.support.conversations import post, receive, started
from tests.support.given import env, given, uid


def bounced(conversation: Conversation) -> None:
    back(conversation, delayed=False)


def late(conversation: Conversation) -> None:
    back(conversation, delayed=True)


def back(conversation: Conversation, *, delayed: bool) -> None:
    conversation.bounced(
        env(), OUT, uid("bounce"), recipients=(1,), of=2, permanent=not delayed, delayed=delayed, status="5.1.1",
        diagnostic="550 unknown",
    )  # fmt: skip


@pytest.mark.req("EML-18")
def test_a_message_that_came_back_has_failed_and_may_be_sent_again() -> None:
    told = {"recipients": (1,), "of": 2, "permanent": True, "status": "5.1.1", "diagnostic": "550 unknown"}
    posted(start, sent(1)).when(bounced).then((messages.MessageBounced, told))
    assert state_after(start, sent(1), bounced) is State.FAILED
    assert state_after(start, sent(1), bounced, retry) is State.QUEUED


@pytest.mark.req("EML-18")
def test_a_message_that_is_late_is_still_sent() -> None:
    assert state_after(start, sent(1), late) is State.SENT


@pytest.mark.req("EML-18")
def test_what_came_back_of_an_earlier_attempt_stops_no_other() -> None:
    assert state_after(start, failed(1), bounced) is State.DEFERRED
    assert state_after(start, sent(1), bounced, retry, bounced) is State.QUEUED


@pytest.mark.req("EML-18")
def test_only_messages_of_ours_come_back() -> None:
    def other(conversation: Conversation) -> None:
        conversation.bounced(
            env(), uid("other"), uid("bounce"), recipients=(), of=1, permanent=True, delayed=False, status="", diagnostic=""
        )  # fmt: skip

    posted().when(other).then_refused(NotFound)


@pytest.mark.req("EML-18")
def test_the_decision_says_that_it_returns_a_message() -> None:
    decision = returned_to(uid("conversation"), "token", "key", uid("home"))
    assert (decision.outcome, decision.reasons, decision.via_id) == (
        "joined",
        ("returns_our_message",),
        uid("home"),
    )


@pytest.mark.req("EML-18", "CNV-10")
def test_what_came_back_answered_nobody() -> None:
    heard = given(started(), receive, post, start, sent(1))
    assert talk_of(heard.history).answered
    assert talk_of(given(started(), receive, post, start, sent(1), late).history).answered
    assert not talk_of(given(started(), receive, post, start, sent(1), bounced).history).answered
