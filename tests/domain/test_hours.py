"""Business hours: what is open when, and that adding and measuring business time fit each other (CHT-06)."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from domain.schedule.hours import Hours
from domain.schedule.weekly import ALWAYS, Range, weekly
from domain.schedule.zones import ZONES, local, zone
from tests.support.hours import durations, hours, moments, ranges, transitions, zones

pytestmark = pytest.mark.req("CHT-06", "CNV-10")
WARSAW = "Europe/Warsaw"
OFFICE: tuple[Range, ...] = tuple((day, "09:00", "17:00") for day in range(5))
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_an_office_opens_and_closes_by_its_clocks() -> None:
    office = Hours(WARSAW, OFFICE)
    assert not office.is_open(utc("2026-11-22T12:00"))
    assert office.next_opening(utc("2026-11-22T12:00")) == utc("2026-11-23T08:00")
    assert office.is_open(utc("2026-11-23T08:00"))
    assert office.next_closing(utc("2026-11-23T08:00")) == utc("2026-11-23T16:00")
    assert not office.is_open(utc("2026-11-23T16:00"))
    assert office.next_change(utc("2026-11-23T08:00")) == utc("2026-11-23T16:00")
    assert office.next_change(utc("2026-11-23T16:00")) == utc("2026-11-24T08:00")


def test_in_spring_a_time_that_is_left_out_is_the_moment_of_the_jump() -> None:
    # 2026-03-29 02:00 becomes 03:00
    opens = Hours(WARSAW, ((6, "02:30", "04:00"),))
    assert opens.next_opening(utc("2026-03-28T12:00")) == utc("2026-03-29T01:00")
    assert opens.next_closing(utc("2026-03-28T12:00")) == utc("2026-03-29T02:00")
    within = Hours(WARSAW, ((6, "02:00", "03:00"),))
    assert within.next_opening(utc("2026-03-28T12:00")) == utc("2026-04-05T00:00")


def test_in_autumn_an_hour_that_comes_twice_opens_once() -> None:
    # 2026-10-25 03:00 becomes 02:00
    twice = Hours(WARSAW, ((6, "02:00", "02:30"),))
    assert twice.is_open(utc("2026-10-25T00:10"))
    assert not twice.is_open(utc("2026-10-25T01:10"))
    night = Hours(WARSAW, ((5, "22:00", "06:00"),))
    assert night.between(utc("2026-10-24T12:00"), utc("2026-10-25T12:00")) == 9 * HOUR


def test_a_range_over_midnight_ends_the_next_day_and_touching_ranges_are_one() -> None:
    night = Hours(WARSAW, ((6, "22:00", "00:00"), (0, "00:00", "06:00")))
    assert night.next_closing(utc("2026-11-22T22:30")) == utc("2026-11-23T05:00")
    assert weekly(((6, "22:00", "06:00"),)) == weekly(((6, "22:00", "00:00"), (0, "00:00", "06:00")))


def test_a_day_that_a_zone_left_out_has_no_hours() -> None:
    fridays = Hours("Pacific/Apia", ((4, "00:00", "00:00"),))
    assert fridays.next_opening(utc("2011-12-29T00:00")) == utc("2012-01-05T10:00")


@pytest.mark.req("ACC-11")
def test_nothing_is_open_on_a_holiday_from_midnight_to_midnight() -> None:
    night = Hours(WARSAW, ((3, "22:00", "06:00"), (4, "22:00", "06:00")), frozenset({date(2026, 12, 25)}))
    assert night.next_closing(utc("2026-12-24T21:30")) == utc("2026-12-24T23:00")
    assert night.next_opening(utc("2026-12-24T21:30")) == utc("2026-12-25T23:00")
    always = Hours(WARSAW, ALWAYS, frozenset({date(2026, 12, 25)}))
    assert always.next_closing(utc("2026-11-22T12:00")) == utc("2026-12-24T23:00")
    assert always.next_opening(utc("2026-11-22T12:00")) == utc("2026-12-25T23:00")


def test_business_time_runs_over_a_leap_day_and_the_end_of_a_year() -> None:
    office = Hours(WARSAW, OFFICE)
    assert office.add(utc("2028-02-28T15:00"), 2 * HOUR) == utc("2028-02-29T09:00")
    assert office.add(utc("2026-12-31T15:00"), 2 * HOUR) == utc("2027-01-01T09:00")
    assert office.between(utc("2028-02-28T00:00"), utc("2028-03-01T00:00")) == 16 * HOUR


def test_what_never_opens_has_no_next_and_no_end_of_time() -> None:
    never = Hours(WARSAW, ())
    at = utc("2026-11-22T12:00")
    assert (never.next_opening(at), never.next_closing(at), never.next_change(at)) == (None, None, None)
    assert never.add(at, HOUR) is None
    assert never.add(at, timedelta(0)) == at
    closed = Hours(WARSAW, ALWAYS, frozenset(date(2026, 11, 20) + days * DAY for days in range(400)))
    assert closed.add(at, HOUR) is None
    always = Hours(WARSAW, ALWAYS)
    assert (always.next_opening(at), always.next_closing(at)) == (None, None)
    assert always.add(at, 800 * DAY) == at + 800 * DAY
    with pytest.raises(ValueError, match="to come"):
        always.add(at, -HOUR)


@given(ranges, st.randoms(use_true_random=False))
def test_the_order_of_ranges_does_not_matter_and_merged_ones_are_apart(
    week: tuple[Range, ...], random: object
) -> None:
    shuffled = list(week)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert weekly(tuple(shuffled)) == weekly(week) == weekly(week + week)
    for day in weekly(week):
        ends = [0, *(minute for piece in day for minute in piece)]
        assert all(early < late for early, late in pairwise(ends[1:]))
        assert ends[-1] <= 24 * 60


@given(hours(), durations)
@example((Hours(WARSAW, OFFICE), utc("2026-03-27T12:00")), 30 * HOUR)
def test_adding_and_measuring_are_inverse(drawn: tuple[Hours, datetime], business: timedelta) -> None:
    opening, at = drawn
    due = opening.add(at, business)
    if due is None:
        assert not any(weekly(opening.ranges)) or opening.next_opening(at) is None
        return
    assert due >= at
    assert opening.between(at, due) == business
    assert opening.between(due, at) == -business
    if business:
        assert opening.between(at, due - timedelta(seconds=1)) == business - timedelta(seconds=1)


@given(hours(), moments, moments)
def test_time_between_adds_up(drawn: tuple[Hours, datetime], one: datetime, other: datetime) -> None:
    opening, at = drawn
    near = [at + (moment - at) % (40 * DAY) for moment in (one, other)]
    first, last = sorted(near)
    assert opening.between(at, first) + opening.between(first, last) == opening.between(at, last)
    assert timedelta(0) <= opening.between(first, last) <= last - first


@given(hours())
def test_the_next_change_is_the_next(drawn: tuple[Hours, datetime]) -> None:
    opening, at = drawn
    change = opening.next_change(at)
    if change is None:
        return
    second = timedelta(seconds=1)
    assert change > at
    assert opening.is_open(change) != opening.is_open(at)
    assert opening.is_open(change - second) == opening.is_open(at)
    assert opening.between(at, change) in (timedelta(0), change - at)


@given(hours())
def test_away_from_jumps_the_clocks_say_what_is_open(drawn: tuple[Hours, datetime]) -> None:
    opening, at = drawn
    if any(abs(at - jump) < DAY for jump in transitions(opening.zone)):
        return
    shown = local(opening.zone, at)
    minute = shown.hour * 60 + shown.minute + shown.second / 60
    says = any(begins <= minute < ends for begins, ends in weekly(opening.ranges)[shown.weekday()])
    assert opening.is_open(at) is (says and shown.date() not in opening.holidays)


@pytest.mark.parametrize("part", range(8))
def test_every_jump_of_every_zone_is_walked_over(part: int) -> None:
    """Total over all zones: around each jump since 2000 the week's openings stay in order and add up."""
    for name in sorted(ZONES)[part::8]:
        opening = Hours(name, tuple((day, "00:30", "02:30") for day in range(7)))
        for jump in transitions(name)[-4:]:
            start, end = jump - DAY, jump + DAY
            assert timedelta(0) <= opening.between(start, end) <= 8 * HOUR
            due = opening.add(start, 3 * HOUR)
            assert due is not None
            assert opening.between(start, due) == 3 * HOUR


@given(zones)
def test_zones_come_from_the_package(name: str) -> None:
    assert zone(name).key == name
    assert zone(name) is zone(name)


def test_there_is_no_other_zone() -> None:
    with pytest.raises(KeyError):
        zone("../../etc/passwd")
