"""Slots and turns: one stream a month, with the balance taken over."""

from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from domain.routing import events
from domain.routing.months import month_at, month_before, rotation_id, slots_id
from domain.routing.rotation import Rotation
from domain.routing.slots import MonthClosed, Slots
from tests.support.given import START, env, events_of, given, rebuilt, state, uid

ONE, TWO = uid("one"), uid("two")


def november() -> Slots:
    return Slots.open_month(slots_id(uid("ada"), "2026-11"), env(), user_id=uid("ada"), month="2026-11")


def turns() -> Rotation:
    return Rotation.open_month(
        rotation_id(uid("rule"), "2026-11"), env(), rule_id=uid("rule"), month="2026-11"
    )


@pytest.mark.req("CHT-14", "RTG-06")
def test_a_conversation_takes_one_slot() -> None:
    given(november()).when(lambda it: it.take(env(), ONE, live=True)).then((events.SlotTaken, {"live": True}))
    taken = given(
        november(), lambda it: it.take(env(), ONE, live=True), lambda it: it.take(env(9), TWO, live=False)
    )
    taken.when(lambda it: it.take(env(), ONE, live=True)).then_nothing()
    assert (taken.aggregate.open_count, taken.aggregate.live_count) == (2, 1)
    assert taken.aggregate.last_taken_at == START + timedelta(seconds=9)


def test_a_slot_is_given_back_once() -> None:
    taken = given(november(), lambda it: it.take(env(), ONE, live=False))
    taken.when(lambda it: it.release(env(), ONE)).then((events.SlotReleased, {"conversation_id": ONE}))
    taken.when(lambda it: it.release(env(), TWO)).then_nothing()


def test_the_next_month_takes_the_balance_over() -> None:
    slots = november()
    slots.take(env(), ONE, live=True)
    december = slots.roll(slots_id(uid("ada"), "2026-12"), env(60), "2026-12")
    assert (december.held, december.month, december.user_id) == ({ONE: True}, "2026-12", uid("ada"))
    assert december.last_taken_at == START
    assert slots.next_month == "2026-12"


def test_a_closed_month_takes_nothing_more() -> None:
    closed = given(november(), lambda it: it.close(env(), "2026-12"))
    for change in (
        lambda it: it.take(env(), ONE, live=True),
        lambda it: it.release(env(), ONE),
        lambda it: it.close(env(), "2026-12"),
    ):
        closed.when(change).then_refused(MonthClosed)


@pytest.mark.req("RTG-07")
def test_turns_are_kept_over_months_and_end_with_theirs() -> None:
    given(turns()).when(lambda it: it.advance(env(), uid("ada"), ONE)).then((events.RotationAdvanced, {}))
    rotation = turns()
    rotation.advance(env(5), uid("ada"), ONE)
    rotation.advance(env(1), uid("bob"), TWO)
    assert rotation.turns[uid("bob")] > rotation.turns[uid("ada")] == START + timedelta(seconds=5)
    december = rotation.roll(uid("next"), env(), "2026-12")
    assert (december.turns, december.rule_id, december.month) == (rotation.turns, uid("rule"), "2026-12")
    closed = given(turns(), lambda it: it.close(env(), "2026-12"))
    closed.when(lambda it: it.advance(env(), uid("ada"), ONE)).then_refused(MonthClosed)
    closed.when(lambda it: it.close(env(), "2026-12")).then_refused(MonthClosed)


def test_months_are_those_of_utc() -> None:
    eastern = datetime(2027, 1, 1, 0, 30, tzinfo=timezone(timedelta(hours=1)))
    assert month_at(eastern) == "2026-12"
    assert month_at(datetime(2026, 2, 28, tzinfo=UTC)) == "2026-02"
    assert (month_before("2026-01"), month_before("2026-12")) == ("2025-12", "2026-11")
    assert slots_id(uid("ada"), "2026-11") != rotation_id(uid("ada"), "2026-11")


class SlotsMachine(RuleBasedStateMachine):
    """Whatever is taken, released and rolled over, the slots held are those taken and not released."""

    def __init__(self) -> None:
        super().__init__()
        self.slots = november()
        self.model: dict[UUID, bool] = {}
        self.months = 0

    @rule(number=st.integers(0, 5), live=st.booleans())
    def take(self, number: int, live: bool) -> None:
        self.slots.take(env(), uid(number), live=live)
        self.model.setdefault(uid(number), live)

    @rule(number=st.integers(0, 5))
    def release(self, number: int) -> None:
        self.slots.release(env(), uid(number))
        self.model.pop(uid(number), None)

    @rule()
    def roll(self) -> None:
        self.months += 1
        self.slots = self.slots.roll(uid(f"month {self.months}"), env(), f"month {self.months}")

    @invariant()
    def holds_what_the_model_holds(self) -> None:
        assert self.slots.held == self.model
        assert self.slots.open_count == len(self.model)
        assert self.slots.live_count == sum(self.model.values())

    def teardown(self) -> None:
        assert state(rebuilt(Slots, events_of(self.slots))) == state(self.slots)


SlotsMachine.TestCase.settings = settings(max_examples=40, stateful_step_count=25)
TestSlotsOverTime = pytest.mark.req("CHT-14", "RTG-06")(SlotsMachine.TestCase)
