"""Schedules, working hours, policies and promises of any history."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from domain.account import events as account
from domain.schedule import events as schedule
from domain.sla import events as sla
from domain.user import events as user

if TYPE_CHECKING:
    from tests.support.any_history import AnyHistory

HOURS: dict[str, Any] = {
    "zone": "Europe/Warsaw", "ranges": ((0, "09:00", "17:00"),), "holidays": (("2026-12-25", "Christmas"),),
    "account_holidays": True,
}  # fmt: skip


class Promiser:
    """What hours and promises there are, and what happens to them next."""

    def __init__(self, history: AnyHistory) -> None:
        """Begin with none."""
        self._history = history
        self._schedules: list[UUID] = []
        self._policies: list[UUID] = []
        self._promises: list[UUID] = []

    def happen(self, which: int) -> None:
        """Let one thing happen."""
        deeds = (self._hours, self._work, self._policy, self._promise, self._run)
        deeds[which % len(deeds)](which // len(deeds))

    def _hours(self, which: int) -> None:
        record = self._history.record
        if which % 3 == 0 or not self._schedules:
            self._schedules.append(self._history.new_id("schedule"))
            record(schedule.ScheduleCreated, self._schedules[-1], name=f"Hours {which}", **HOURS)
        elif which % 3 == 1:
            record(schedule.ScheduleChanged, self._schedules[0], name="Others", **HOURS | {"ranges": ()})
        else:
            kinds = (schedule.ScheduleArchived, schedule.ScheduleRestored)
            record(kinds[which % 2], self._schedules[-1])

    def _work(self, which: int) -> None:
        history = self._history
        who, ranges = history.users[which % 2], HOURS["ranges"] if which % 3 else ()
        history.record(user.WorkingHoursSet, who, schedule_id=None, zone="Europe/Warsaw", ranges=ranges)
        history.record(user.AvailabilityChanged, who, available=False, until=None, cause="working_hours")
        history.record(account.HolidaysSet, history.account_id, holidays=HOURS["holidays"])
        history.record(account.ScreenGraceSet, history.account_id, minutes=which or None)

    def _policy(self, which: int) -> None:
        told: dict[str, Any] = {
            "name": f"Policy {which}", "schedule_id": None, "inbox_ids": tuple(self._history.inboxes[: which % 2]),
            "targets": (("none", 60, None, 600),), "warn_minutes": which,
        }  # fmt: skip
        if which % 3 == 0 or not self._policies:
            self._policies.append(self._history.new_id("sla_policy"))
            self._history.record(sla.SlaPolicyCreated, self._policies[-1], **told)
        elif which % 3 == 1:
            self._history.record(sla.SlaPolicyChanged, self._policies[0], **told)
        else:
            kinds = (sla.SlaPolicyArchived, sla.SlaPolicyRestored)
            self._history.record(kinds[which % 2], self._policies[-1])

    def _promise(self, which: int) -> None:
        history = self._history
        free = [one for one, _, _ in history.conversations][len(self._promises) :]
        if free and (which % 2 == 0 or not self._promises):
            self._promises.append(history.new_id("promise"))
            conversation_id = free[0]
            history.record(sla.SlaPromised, self._promises[-1], conversation_id=conversation_id, inbox_id=history.inboxes[0])  # fmt: skip
        if not self._promises:
            return
        due = history.at + timedelta(hours=which % 3) if which % 4 else None
        history.record(
            sla.SlaReckoned, self._promises[-1], inbox_id=history.inboxes[which % 2], policy_id=None, policy_version=1,
            basis=str(which), reply_goal="first_reply" if due else "", reply_since=history.at if due else None,
            reply_due=due, resolution_since=history.at, resolution_due=history.at + timedelta(hours=1),
            warn_minutes=15, running=which % 2 == 0,
        )  # fmt: skip

    def _run(self, which: int) -> None:
        if not self._promises:
            return
        goal = ("first_reply", "resolution")[which % 2]
        promise = self._promises[which % len(self._promises)]
        due = self._history.at
        if which % 3 == 0:
            self._history.record(sla.SlaMet, promise, goal=goal, due=due, kept=due)
        else:
            self._history.record((sla.SlaWarned, sla.SlaBreached)[which % 3 - 1], promise, goal=goal, due=due)
