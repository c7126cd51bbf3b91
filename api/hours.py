"""Ranges and holidays between JSON and the domain, and what hours come to at a time."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from api.context import Context, found
from domain.schedule.aggregate import Plan
from domain.schedule.holidays import Holiday, days
from domain.schedule.hours import Hours
from domain.schedule.weekly import Range
from projections.people import queries as people
from projections.schedule import queries as schedules


def ranges_in(told: Iterable[Mapping[str, Any]]) -> tuple[Range, ...]:
    """Return ranges as the domain has them."""
    return tuple((one["day"], one["start"], one["end"]) for one in told)


def ranges_out(ranges: Iterable[Sequence[Any]]) -> list[dict[str, Any]]:
    """Return ranges as JSON has them."""
    return [{"day": day, "start": start, "end": end} for day, start, end in ranges]


def holidays_in(told: Iterable[Mapping[str, Any]]) -> tuple[Holiday, ...]:
    """Return holidays as the domain has them."""
    return tuple((one["date"], one["name"]) for one in told)


def holidays_out(holidays: Iterable[Sequence[str]]) -> list[dict[str, str]]:
    """Return holidays as JSON has them."""
    return [{"date": day, "name": name} for day, name in holidays]


def plan_in(body: Mapping[str, Any]) -> Plan:
    """Return a plan out of a body."""
    return Plan(
        body["name"], body["zone"], ranges_in(body["ranges"]), holidays_in(body["holidays"]), body["account_holidays"]
    )  # fmt: skip


def plan_of(row: schedules.Schedule) -> Plan:
    """Return the plan of a row."""
    return Plan(
        row.name, row.zone, tuple((day, start, end) for day, start, end in row.ranges),
        tuple((day, name) for day, name in row.holidays), row.account_holidays,
    )  # fmt: skip


def account_holidays(context: Context) -> tuple[Holiday, ...]:
    """Return the holidays of the caller's account."""
    row = found(people.account(context.db, context.account_id), "account")
    return tuple((day, name) for day, name in row.holidays)


def state(hours: Hours, at: datetime) -> dict[str, Any]:
    """Return whether it is open at a time, and when that changes."""
    return {
        "at": at,
        "open": hours.is_open(at),
        "next_opening": hours.next_opening(at),
        "next_closing": hours.next_closing(at),
    }


class Workers:
    """The working hours of several users of an account; each schedule is read once."""

    def __init__(self, context: Context) -> None:
        """Read nothing yet."""
        self._context = context
        self._holidays = account_holidays(context)
        self._plans: dict[UUID, Plan] = {}

    def hours(self, told: Mapping[str, Any] | None) -> Hours | None:
        """Return when somebody works, None where at no set hours; `told` is what the read model has."""
        if told is None:
            return None
        if told["schedule_id"] is None:
            ranges = tuple((day, start, end) for day, start, end in told["ranges"])
            return Hours(told["zone"], ranges, days(self._holidays))
        schedule_id = UUID(told["schedule_id"])
        if schedule_id not in self._plans:
            row = found(
                schedules.schedule(self._context.db, self._context.account_id, schedule_id), "schedule"
            )
            self._plans[schedule_id] = plan_of(row)
        return self._plans[schedule_id].hours(self._holidays)
