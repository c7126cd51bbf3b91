"""Schedules: what one is made of, what none can be, and the holidays that count into it."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from domain.account.events import HolidaysSet
from domain.kernel.refusal import InvalidInput
from domain.schedule.aggregate import Plan, Schedule
from domain.schedule.events import ScheduleArchived, ScheduleChanged, ScheduleRestored
from tests.domain.test_account import opened
from tests.support.given import env, given, uid

PLAN = Plan("Office", "Europe/Warsaw", ((0, "09:00", "17:00"),), (("2026-12-24", "Christmas Eve"),))


def schedule() -> Schedule:
    return Schedule.create(uid("schedule"), env(), PLAN)


def archived() -> Schedule:
    found = schedule()
    found.archive(env())
    return found


@pytest.mark.req("CHT-06")
def test_a_schedule_is_changed_archived_and_restored() -> None:
    wanted = replace(
        PLAN, name=" Night ", ranges=((6, "22:00", "06:00"), (0, "09:00", "17:00"), (6, "22:00", "06:00"))
    )
    given(schedule()).when(lambda one: one.change(env(), wanted)).then(
        (ScheduleChanged, {"name": "Night", "ranges": ((0, "09:00", "17:00"), (6, "22:00", "06:00"))})
    )
    given(schedule()).when(lambda one: one.change(env(), PLAN)).then_nothing()
    given(schedule()).when(lambda one: one.archive(env())).then((ScheduleArchived, {}))
    given(schedule()).when(lambda one: one.restore(env())).then_nothing()
    given(archived()).when(lambda one: one.archive(env())).then_nothing()
    given(archived()).when(lambda one: one.restore(env())).then((ScheduleRestored, {}))


@pytest.mark.req("CHT-06", "ACC-11")
@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", " "),
        ("name", "x" * 81),
        ("zone", "Mars/Olympus"),
        ("ranges", ((7, "09:00", "17:00"),)),
        ("ranges", ((0, "9:00", "17:00"),)),
        ("ranges", ((0, "09:00", "24:00"),)),
        ("ranges", tuple((0, "09:00", f"1{hour}:{minute:02d}") for hour in range(4) for minute in range(60))),
        ("holidays", (("2026-02-30", "Nothing"),)),
        ("holidays", (("2026-12-24", " "),)),
        ("holidays", (("2026-12-24", "x" * 101),)),
        ("holidays", tuple((date.fromordinal(740_000 + day).isoformat(), "Day") for day in range(501))),
    ],
)
def test_what_is_no_schedule_is_refused(field: str, value: Any) -> None:
    with pytest.raises(InvalidInput) as refused:
        replace(PLAN, **{field: value}).checked()
    assert refused.value.field == field


@pytest.mark.req("ACC-11")
def test_the_holidays_of_the_account_count_where_the_schedule_says_so() -> None:
    shared = (("2026-12-25", "Christmas"),)
    own = {date(2026, 12, 24)}
    assert PLAN.hours(shared).holidays == own | {date(2026, 12, 25)}
    assert replace(PLAN, account_holidays=False).hours(shared).holidays == own


@pytest.mark.req("ACC-11")
def test_an_account_sets_its_holidays_once_each_by_date() -> None:
    given(opened()).when(
        lambda one: one.set_holidays(env(), (("2026-12-26", "Second"), ("2026-12-25", " First ")))
    ).then((HolidaysSet, {"holidays": (("2026-12-25", "First"), ("2026-12-26", "Second"))}))
    given(opened()).when(lambda one: one.set_holidays(env(), ())).then_nothing()
