"""Weeks, holidays and moments for tests of business hours."""

from datetime import UTC, date, datetime, timedelta
from functools import cache

from hypothesis import strategies as st

from domain.schedule.hours import Hours
from domain.schedule.weekly import Range
from domain.schedule.zones import ZONES, zone

FIRST, LAST = datetime(2000, 1, 1, tzinfo=UTC), datetime(2037, 12, 31, tzinfo=UTC)
clocks = st.builds("{:02d}:{:02d}".format, st.integers(0, 23), st.sampled_from((0, 0, 15, 30, 59)))
ranges = st.lists(st.tuples(st.integers(0, 6), clocks, clocks), max_size=12).map(tuple)
moments = st.datetimes(
    datetime(2000, 1, 1),  # noqa: DTZ001 - the strategy wants them naive and adds the zone
    datetime(2037, 1, 1),  # noqa: DTZ001 - as above
    timezones=st.just(UTC),
).map(lambda at: at.replace(microsecond=0))
durations = st.integers(0, 60 * 24 * 60).map(lambda minutes: timedelta(minutes=minutes))
zones = st.sampled_from(sorted(ZONES))


@cache
def transitions(name: str) -> tuple[datetime, ...]:
    """Return the moments (UTC) at which clocks of a zone jump, from 2000 to 2037, to the second."""
    here, found, at = zone(name), [], FIRST
    while at < LAST:
        later = at + timedelta(days=7)
        if at.astimezone(here).utcoffset() != later.astimezone(here).utcoffset():
            low, high = int(at.timestamp()), int(later.timestamp())
            before = at.astimezone(here).utcoffset()
            while high - low > 1:
                middle = (low + high) // 2
                same = datetime.fromtimestamp(middle, here).utcoffset() == before
                low, high = (middle, high) if same else (low, middle)
            found.append(datetime.fromtimestamp(high, UTC))
        at = later
    return tuple(found)


@st.composite
def hours(draw: st.DrawFn, weeks: st.SearchStrategy[tuple[Range, ...]] = ranges) -> tuple[Hours, datetime]:
    """Draw business hours and a moment, half of the time near a jump of the clocks."""
    name = draw(zones)
    jumps = transitions(name)
    at, near_a_jump = draw(moments), draw(st.booleans())
    if jumps and near_a_jump:
        at = draw(st.sampled_from(jumps)) + timedelta(seconds=draw(st.integers(-7_200, 7_200)))
    near = st.integers(-3, 10).map(lambda days: (at + timedelta(days=days)).date())
    holidays: frozenset[date] = draw(st.frozensets(near, max_size=4))
    return Hours(name, draw(weeks), holidays), at
