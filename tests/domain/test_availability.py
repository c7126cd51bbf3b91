"""What becomes of availability by time, working hours and screens (ACC-12)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from domain.kernel.refusal import InvalidInput
from domain.schedule.hours import Hours
from domain.user import events
from domain.user.aggregate import User
from domain.user.availability import Availability, Screen, settled
from domain.user.hours import NO_HOURS, WorkingHours
from tests.domain.test_schedule import PLAN, schedule
from tests.domain.test_user import invited
from tests.support.given import env, given, uid

pytestmark = pytest.mark.req("ACC-12")
NINE = datetime(2026, 11, 23, 8, tzinfo=UTC)
"""Monday, 09:00 in Warsaw."""
HOUR = timedelta(hours=1)
OFFICE = Hours("Europe/Warsaw", tuple((day, "09:00", "17:00") for day in range(5)))
OWN = WorkingHours(zone="Europe/Warsaw", ranges=OFFICE.ranges)
HERE, NOWHERE = Screen.OPEN, Screen.UNKNOWN


def here(since: datetime, cause: str = "self", until: datetime | None = None) -> Availability:
    return Availability(available=True, until=until, cause=cause, since=since)


def away(since: datetime, cause: str = "self", until: datetime | None = None) -> Availability:
    return Availability(available=False, until=until, cause=cause, since=since)


def told(found: Availability | None) -> tuple[bool, str] | None:
    return None if found is None else (found.available, found.cause)


def test_outside_of_working_hours_one_is_away_and_back_when_they_begin() -> None:
    assert told(settled(here(NINE), NINE + 7 * HOUR, OFFICE, HERE)) is None
    assert told(settled(here(NINE), NINE + 8 * HOUR, OFFICE, HERE)) == (False, "working_hours")
    night = away(NINE + 8 * HOUR, "working_hours")
    assert told(settled(night, NINE + 23 * HOUR, OFFICE, HERE)) is None
    assert told(settled(night, NINE + 24 * HOUR, OFFICE, HERE)) == (True, "working_hours")


def test_a_choice_holds_until_the_next_boundary() -> None:
    evening = here(NINE + 10 * HOUR)
    assert settled(evening, NINE + 12 * HOUR, OFFICE, HERE) is None
    assert told(settled(evening, NINE + 32 * HOUR, OFFICE, HERE)) == (False, "working_hours")
    left_early = away(NINE + 6 * HOUR)
    assert settled(left_early, NINE + 9 * HOUR, OFFICE, HERE) is None
    assert told(settled(left_early, NINE + 24 * HOUR, OFFICE, HERE)) == (True, "working_hours")


def test_a_choice_with_a_time_holds_until_then_whatever_the_hours() -> None:
    holiday = away(NINE, until=NINE + 50 * HOUR)
    assert settled(holiday, NINE + 49 * HOUR, OFFICE, HERE) is None
    assert told(settled(holiday, NINE + 50 * HOUR, OFFICE, HERE)) == (True, "ended")
    assert told(settled(holiday, NINE + 60 * HOUR, OFFICE, HERE)) == (False, "ended")
    assert told(settled(holiday, NINE + 60 * HOUR, None, HERE)) == (True, "ended")
    assert told(settled(here(NINE, until=NINE + HOUR), NINE + HOUR, None, HERE)) == (False, "ended")


def test_a_changed_schedule_is_followed_by_whom_it_took_away() -> None:
    longer = replace(OFFICE, ranges=tuple((day, "09:00", "20:00") for day in range(5)))
    assert told(settled(away(NINE + 8 * HOUR, "working_hours"), NINE + 9 * HOUR, longer, HERE)) == (
        True,
        "working_hours",
    )


def test_a_lost_screen_makes_away_and_its_return_undoes_just_that() -> None:
    lost = settled(here(NINE, until=NINE + 5 * HOUR), NINE + HOUR, None, Screen.LOST)
    assert lost == Availability(
        available=False, until=None, cause="screen_lost", since=NINE + HOUR, kept=NINE + 5 * HOUR
    )
    assert settled(lost, NINE + 2 * HOUR, None, NOWHERE) is None
    assert settled(lost, NINE + 2 * HOUR, None, Screen.LOST) is None
    back = settled(lost, NINE + 2 * HOUR, None, HERE)
    assert back == here(NINE + 2 * HOUR, "screen_back", NINE + 5 * HOUR)
    assert told(settled(lost, NINE + 5 * HOUR, None, HERE)) == (False, "ended")
    assert settled(away(NINE), NINE + HOUR, None, Screen.LOST) is None
    assert settled(away(NINE), NINE + HOUR, None, HERE) is None


def test_who_comes_back_after_hours_is_away_and_who_lost_the_screen_is_not_brought_back_by_hours() -> None:
    lost = Availability(available=False, until=None, cause="screen_lost", since=NINE + HOUR)
    assert told(settled(lost, NINE + 10 * HOUR, OFFICE, HERE)) == (False, "working_hours")
    assert settled(lost, NINE + 24 * HOUR, OFFICE, Screen.LOST) is None
    assert told(settled(lost, NINE + 25 * HOUR, OFFICE, HERE)) == (True, "screen_back")
    assert told(settled(lost, NINE + 2 * HOUR, OFFICE, HERE)) == (True, "screen_back")


states = st.builds(
    Availability,
    available=st.booleans(),
    until=st.none() | st.integers(-50, 50).map(lambda hours: NINE + hours * HOUR),
    cause=st.sampled_from(("self", "by_other", "ended", "working_hours", "screen_back")),
    since=st.integers(-50, 0).map(lambda hours: NINE + hours * HOUR),
)


@drawn(states, st.integers(0, 100), st.sampled_from((None, OFFICE)), st.sampled_from(Screen))
def test_settling_comes_to_rest_at_once_or_after_one_more(
    state: Availability, later: int, hours: Hours | None, screen: Screen
) -> None:
    at, steps = NINE + later * HOUR, 0
    while (found := settled(state, at, hours, screen)) is not None:
        assert found.since == at
        state, steps = found, steps + 1
        assert steps <= 2
    assert state.until is None or at < state.until


def working(hours: WorkingHours = OWN) -> User:
    user = invited()
    user.set_working_hours(env(), hours, OFFICE)
    return user


def test_working_hours_are_set_once_and_taken_away() -> None:
    given(invited()).when(lambda one: one.set_working_hours(env(), OWN, OFFICE)).then(
        (events.WorkingHoursSet, {"schedule_id": None, "ranges": OFFICE.ranges})
    )
    given(working()).when(lambda one: one.set_working_hours(env(), OWN, OFFICE)).then_nothing()
    given(working()).when(lambda one: one.set_working_hours(env(), None, None)).then(
        (events.WorkingHoursSet, {"schedule_id": None, "ranges": ()})
    )


def test_who_sets_hours_that_are_over_is_away_at_once() -> None:
    never = replace(OFFICE, ranges=())
    given(invited(), lambda one: one.set_availability(env(), available=True)).when(
        lambda one: one.set_working_hours(env(), OWN, never)
    ).then(
        (events.WorkingHoursSet, {}),
        (events.AvailabilityChanged, {"available": False, "cause": "working_hours"}),
    )


def test_availability_says_who_chose_it_and_is_settled_once() -> None:
    given(invited()).when(lambda one: one.set_availability(env(actor=f"user:{one.id}"), available=True)).then(
        (events.AvailabilityChanged, {"cause": "self"})
    )
    there = given(invited(), lambda one: one.set_availability(env(actor="user:boss"), available=True))
    lost = there.when(lambda one: one.settle_availability(env(), None, Screen.LOST))
    lost.then((events.AvailabilityChanged, {"available": False, "cause": "screen_lost"}))
    gone = given(
        invited(), lambda one: one.set_availability(env(), available=True), lambda one: one.deactivate(env())
    )
    gone.when(lambda one: one.settle_availability(env(), None, Screen.LOST)).then_nothing()


def test_an_explicit_choice_is_recorded_over_what_happened_by_itself() -> None:
    def lost(one: User) -> None:
        one.set_availability(env(), available=True)
        one.settle_availability(env(), None, Screen.LOST)

    given(invited(), lost).when(lambda one: one.set_availability(env(), available=False)).then(
        (events.AvailabilityChanged, {"available": False, "cause": "by_other"})
    )


@pytest.mark.req("CHT-06")
def test_working_hours_are_a_schedules_or_own_ranges() -> None:
    assert NO_HOURS.checked() == NO_HOURS
    assert WorkingHours(uid("schedule")).checked().schedule_id == uid("schedule")
    assert OWN.checked() == OWN
    for wrong in (WorkingHours(uid("schedule"), "", OFFICE.ranges), WorkingHours(zone="Europe/Warsaw")):
        with pytest.raises(InvalidInput):
            wrong.checked()
    assert OWN.hours(None, ()) == OFFICE
    assert WorkingHours(uid("schedule")).hours(schedule(), ()) == PLAN.hours()
