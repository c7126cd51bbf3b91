"""Windows of time hold over year ends, leap days, summer time and clocks that step (RL-07)."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from domain.routing.months import month_at, month_before

ZONES = sorted(available_timezones())
MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - given a zone there


@pytest.mark.req("RL-07")
@given(MOMENTS, st.sampled_from(ZONES))
@example(datetime(2028, 2, 29, 23, 59, 59, tzinfo=UTC), "Pacific/Kiritimati")
@example(datetime(2026, 12, 31, 23, 30, tzinfo=UTC), "Europe/Warsaw")
@example(datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "Europe/Warsaw")
@example(datetime(2026, 10, 25, 1, 30, tzinfo=UTC), "Europe/Warsaw")
def test_a_moment_has_one_month_wherever_its_clock_hangs(at: datetime, zone: str) -> None:
    assert month_at(at.astimezone(ZoneInfo(zone))) == month_at(at)


@pytest.mark.req("RL-07")
@given(MOMENTS, st.timedeltas(timedelta(0), timedelta(days=400)))
def test_months_follow_each_other_without_gap(at: datetime, later: timedelta) -> None:
    month = month_at(at + later)
    assert month >= month_at(at)
    while month > month_at(at):
        month = month_before(month)
    assert month == month_at(at)


@pytest.mark.req("RL-07")
@pytest.mark.parametrize(
    ("at", "month", "before"),
    [
        (datetime(2028, 2, 29, 12, tzinfo=UTC), "2028-02", "2028-01"),
        (datetime(2028, 3, 1, tzinfo=UTC), "2028-03", "2028-02"),
        (datetime(2026, 12, 31, 23, 59, 59, 999999, tzinfo=UTC), "2026-12", "2026-11"),
        (datetime(2027, 1, 1, tzinfo=UTC), "2027-01", "2026-12"),
    ],
)
def test_days_that_clocks_get_wrong(at: datetime, month: str, before: str) -> None:
    assert (month_at(at), month_before(month_at(at))) == (month, before)
