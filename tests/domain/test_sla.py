"""Promises: what they rest on, when they are due, and that each is warned of, kept or broken once (CNV-10)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from domain.conversation import handling_events as handling
from domain.conversation import messages
from domain.conversation.events import ConversationClosed, ConversationReopened
from domain.kernel.refusal import InvalidInput
from domain.schedule.hours import Hours
from domain.sla import events
from domain.sla.aggregate import Promised, SlaPolicy
from domain.sla.clock import AROUND_THE_CLOCK, Dues, reckoned
from domain.sla.facts import Facts, facts_of
from domain.sla.promise import Known, Promise
from tests.support.given import START, env, given, uid

pytestmark = pytest.mark.req("CNV-10")
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
STANDARD = Promised("Standard", (("none", 60, 120, 480), ("urgent", 15, None, None)))
OFFICE = Hours("Europe/Warsaw", tuple((day, "09:00", "17:00") for day in range(5)))
KNOWN = Known(uid("inbox"), uid("policy"), 1, "a", 15, running=True)


class Story:
    """Facts told as a story in hours."""

    def __init__(self) -> None:
        self.facts, self.at = Facts(), START

    def tell(self, hours: float, kind: Any, **fields: Any) -> "Story":
        self.at = START + hours * HOUR
        event = object.__new__(kind)
        vars(event).update({"reason": "person"} | fields, timestamp=self.at)
        self.facts.take(event)
        return self

    def asks(self, hours: float) -> "Story":
        return self.tell(hours, messages.MessageReceived, automatic="")

    def answers(self, hours: float, name: str = "reply") -> "Story":
        return self.tell(hours, messages.MessagePosted, origin="human", message_id=uid(name))

    def dues(
        self, promised: Promised = STANDARD, priority: str = "none", hours: Hours = AROUND_THE_CLOCK
    ) -> Dues:
        return reckoned(self.facts, promised, priority, hours)


def test_a_first_reply_is_owed_from_the_first_unanswered_message_on() -> None:
    asked = Story().asks(0).asks(1)
    assert (asked.dues().reply_goal, asked.dues().reply_due) == ("first_reply", START + HOUR)
    assert asked.dues(priority="urgent").reply_due == START + 15 * MINUTE
    assert asked.dues(priority="high") == asked.dues()
    answered = asked.answers(2)
    assert (answered.dues().reply_goal, answered.dues().reply_due) == ("", None)
    again = answered.asks(3)
    assert (again.dues().reply_goal, again.dues().reply_due) == ("next_reply", START + 5 * HOUR)
    assert again.dues(priority="urgent").reply_due is None


def test_machines_owe_and_answer_nothing() -> None:
    automatic = Story().tell(0, messages.MessageReceived, automatic="auto-replied")
    assert automatic.dues() == Dues()
    bot = Story().asks(0).tell(1, messages.MessagePosted, origin="automation", message_id=uid("bot"))
    assert bot.dues().reply_goal == "first_reply"


@pytest.mark.req("MSG-01")
def test_what_the_page_answered_elsewhere_is_an_answer() -> None:
    elsewhere = Story().asks(0).tell(1, messages.MessagePosted, origin="page", message_id=uid("echo"))
    assert elsewhere.dues().reply_goal == ""
    assert elsewhere.asks(2).dues().reply_goal == "next_reply"


def test_an_answer_that_is_taken_back_was_none() -> None:
    story = Story().asks(0).answers(1).tell(2, messages.SendCancelled, message_id=uid("reply"))
    assert (story.dues().reply_goal, story.dues().reply_due) == ("first_reply", START + HOUR)
    kept = (
        Story()
        .asks(0)
        .answers(1, "first")
        .asks(2)
        .answers(3)
        .tell(4, messages.SendCancelled, message_id=uid("reply"))
    )
    assert (kept.dues().reply_goal, kept.dues().reply_since) == ("next_reply", START + 2 * HOUR)
    unknown = Story().asks(0).answers(1).tell(2, messages.SendCancelled, message_id=uid("other"))
    assert unknown.dues().reply_goal == ""


def test_the_resolution_counts_only_what_is_owed() -> None:
    story = Story().asks(0)
    assert story.dues().resolution_due == START + 8 * HOUR
    assert story.answers(2).dues().resolution_due is None
    assert story.asks(5).dues().resolution_due == START + 11 * HOUR
    asleep = story.tell(6, handling.ConversationSnoozed)
    assert (asleep.dues().resolution_due, asleep.dues().reply_due) == (None, START + 7 * HOUR)
    assert asleep.tell(9, handling.ConversationWoken).dues().resolution_due == START + 14 * HOUR
    spam = story.tell(10, handling.ConversationFiled, folder="spam")
    assert spam.dues() == Dues()


def test_what_was_closed_and_opened_again_is_promised_anew() -> None:
    closed = Story().asks(0).tell(1, ConversationClosed)
    assert closed.dues() == Dues()
    again = closed.tell(3, ConversationReopened).asks(3)
    assert (again.dues().reply_due, again.dues().resolution_due) == (START + 4 * HOUR, START + 11 * HOUR)


def test_closing_that_is_undone_lets_them_wait_since_before() -> None:
    undone = Story().asks(0).tell(1, ConversationClosed).tell(3, ConversationReopened, reason="undone")
    put_off = Story().asks(0).tell(1, handling.ConversationSnoozed).tell(3, handling.ConversationWoken)
    assert undone.dues() == put_off.dues() != Dues()


def test_promises_count_in_business_hours() -> None:
    friday = Story().asks(4 * 24 + 6.5)
    assert friday.dues(hours=OFFICE).reply_due == datetime(2026, 11, 9, 8, 30, tzinfo=UTC)
    assert friday.dues(hours=replace(OFFICE, ranges=())) == Dues()


deeds = st.lists(st.tuples(st.sampled_from(("asks", "answers", "close", "reopen", "snooze", "wake")), st.integers(0, 300)), max_size=20)  # fmt: skip
KINDS = {
    "close": ConversationClosed,
    "reopen": ConversationReopened,
    "snooze": handling.ConversationSnoozed,
    "wake": handling.ConversationWoken,
}


@drawn(deeds)
def test_any_history_has_promises_and_more_time_owed_makes_none_later(history: list[tuple[str, int]]) -> None:
    story, hours = Story(), 0.0
    for deed, minutes in history:
        hours += minutes / 60
        if deed in KINDS:
            story.tell(hours, KINDS[deed])
        else:
            getattr(story, deed)(hours)
        facts, dues = story.facts, story.dues()
        assert all(start <= end for start, end in facts.owed)
        assert (
            (dues.reply_due is None)
            == (dues.reply_goal == "")
            == (facts.waiting_since is None or not facts.open)
        )
        assert dues.resolution_due is None or dues.resolution_due >= story.at or facts.owed_since != story.at
        assert dues.resolution_due is None or dues.resolution_due <= facts.owed_since + 8 * HOUR  # type: ignore[operator]


def test_facts_are_those_of_events_in_order() -> None:
    assert facts_of(()) == Facts()


def promise() -> Promise:
    return Promise.make(uid("conversation"), env(), inbox_id=uid("inbox"))


def asked(one: Promise) -> None:
    story = Story().asks(0)
    one.reckon(env(), story.facts, story.dues(), KNOWN)


def test_a_promise_is_reckoned_once_warned_of_once_and_broken_once() -> None:
    given(promise()).when(asked).then(
        (
            events.SlaReckoned,
            {"reply_goal": "first_reply", "reply_due": START + HOUR, "resolution_due": START + 8 * HOUR},
        )
    )
    given(promise(), asked).when(asked).then_nothing()
    given(promise(), asked).when(lambda one: one.look(env(44 * 60))).then_nothing()
    warned = given(promise(), asked).when(lambda one: one.look(env(45 * 60)))
    warned.then((events.SlaWarned, {"goal": "first_reply", "due": START + HOUR}))
    given(promise(), asked, lambda one: one.look(env(45 * 60))).when(
        lambda one: one.look(env(50 * 60))
    ).then_nothing()
    broken = given(promise(), asked).when(lambda one: one.look(env(3600)))
    broken.then((events.SlaBreached, {"goal": "first_reply"}))
    given(promise(), asked, lambda one: one.look(env(3600))).when(
        lambda one: one.look(env(7200))
    ).then_nothing()
    late = given(promise(), asked, lambda one: one.look(env(3600))).when(lambda one: one.look(env(9 * 3600)))
    late.then((events.SlaBreached, {"goal": "resolution"}))


def answered(hours: float) -> Any:
    def tell(one: Promise) -> None:
        story = Story().asks(0).answers(hours)
        one.reckon(env(hours * 3600), story.facts, story.dues(), replace(KNOWN, basis="b"))

    return tell


def closed(one: Promise) -> None:
    story = Story().asks(0).answers(0.5).tell(20, ConversationClosed)
    one.reckon(env(20 * 3600), story.facts, story.dues(), replace(KNOWN, basis="c", running=False))


def test_an_answer_keeps_a_promise_or_comes_too_late() -> None:
    given(promise(), asked).when(answered(0.5)).then(
        (events.SlaMet, {"goal": "first_reply", "due": START + HOUR, "kept": START + HOUR / 2}),
        (events.SlaReckoned, {"reply_goal": "", "resolution_due": None}),
    )
    given(promise(), asked).when(answered(2)).then(
        (events.SlaBreached, {"goal": "first_reply"}), (events.SlaReckoned, {"reply_goal": ""})
    )
    given(promise(), asked, lambda one: one.look(env(3600))).when(answered(2)).then((events.SlaReckoned, {}))


def test_who_closes_keeps_the_promise_of_a_resolution_even_while_the_clock_stands() -> None:
    given(promise(), asked, answered(0.5)).when(closed).then(
        (events.SlaMet, {"goal": "resolution", "kept": START + 20 * HOUR}),
        (events.SlaReckoned, {"running": False}),
    )
    given(promise(), asked, answered(0.5), closed).when(closed).then_nothing()


def test_closing_at_once_keeps_both() -> None:
    def close(one: Promise) -> None:
        story = Story().asks(0).tell(0.5, ConversationClosed)
        one.reckon(env(1800), story.facts, story.dues(), KNOWN)

    given(promise(), asked).when(close).then(
        (events.SlaMet, {"goal": "first_reply"}),
        (events.SlaMet, {"goal": "resolution"}),
        (events.SlaReckoned, {}),
    )


def test_a_promise_of_the_same_due_time_stays_warned_of() -> None:
    def again(one: Promise) -> None:
        story = Story().asks(0)
        one.reckon(env(46 * 60), story.facts, story.dues(), replace(KNOWN, basis="later"))

    warned = given(promise(), asked, lambda one: one.look(env(45 * 60)), again)
    warned.when(lambda one: one.look(env(50 * 60))).then_nothing()
    assert warned.aggregate.reply is not None
    assert warned.aggregate.reply.warned


def test_what_is_given_up_was_neither_kept_nor_broken() -> None:
    given(promise(), asked).when(lambda one: one.reckon(env(60), Facts(), Dues(), KNOWN)).then(
        (events.SlaReckoned, {})
    )
    given(promise()).when(lambda one: one.look(env())).then_nothing()


def policy() -> SlaPolicy:
    return SlaPolicy.create(uid("policy"), env(), STANDARD)


def test_a_policy_is_changed_archived_and_restored() -> None:
    given(policy()).when(lambda one: one.change(env(), replace(STANDARD, name=" Fast "))).then(
        (events.SlaPolicyChanged, {"name": "Fast"})
    )
    given(policy()).when(lambda one: one.change(env(), STANDARD)).then_nothing()
    doors = replace(STANDARD, channel_ids=(uid("b"), uid("a"), uid("b")))
    given(policy()).when(lambda one: one.change(env(), doors)).then(
        (events.SlaPolicyChanged, {"channel_ids": tuple(sorted({uid("a"), uid("b")}))})
    )
    given(policy()).when(lambda one: one.restore(env())).then_nothing()
    given(policy()).when(lambda one: one.archive(env())).then((events.SlaPolicyArchived, {}))
    archived = given(policy(), lambda one: one.archive(env()))
    archived.when(lambda one: one.archive(env())).then_nothing()
    archived.when(lambda one: one.restore(env())).then((events.SlaPolicyRestored, {}))


def wrong() -> Iterator[tuple[str, dict[str, Any]]]:
    yield "name", {"name": " "}
    yield "name", {"name": "x" * 81}
    yield "inbox_ids", {"inbox_ids": tuple(uid(number) for number in range(201))}
    yield "channel_ids", {"channel_ids": tuple(uid(number) for number in range(201))}
    yield "warn_minutes", {"warn_minutes": -1}
    yield "targets", {"targets": ()}
    yield "targets", {"targets": (("none", None, None, None),)}
    yield "targets", {"targets": (("none", 0, None, None),)}
    yield "targets", {"targets": (("soon", 1, None, None),)}


@pytest.mark.parametrize(("field", "change"), list(wrong()))
def test_what_promises_nothing_is_refused(field: str, change: dict[str, Any]) -> None:
    with pytest.raises(InvalidInput) as refused:
        replace(STANDARD, **change).checked()
    assert refused.value.field == field


def test_without_a_target_nothing_is_promised() -> None:
    assert Promised("High", (("high", 1, 1, 1),)).of("low") == (None, None, None)
