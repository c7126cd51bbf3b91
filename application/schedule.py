"""Schedules: operating hours that channels, people and promises go by (CHT-06, ACC-11)."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from application.change import Change, unchanged
from application.unit import Unit
from domain.account.aggregate import Account
from domain.schedule.aggregate import Plan, Schedule
from domain.schedule.holidays import Holiday

EDIT = "account_access"


@dataclass(frozen=True, slots=True)
class CreateSchedule:
    """Write operating hours down."""

    PERMISSION: ClassVar[str] = EDIT

    plan: Plan


@dataclass(frozen=True, slots=True)
class ChangeSchedule(Change):
    """Make them others."""

    PERMISSION: ClassVar[str] = EDIT

    schedule_id: UUID
    plan: Plan


@dataclass(frozen=True, slots=True)
class ArchiveSchedule(Change):
    """Offer a schedule no longer, or, with `archived` false, again."""

    PERMISSION: ClassVar[str] = EDIT

    schedule_id: UUID
    archived: bool = True


@dataclass(frozen=True, slots=True)
class SetHolidays(Change):
    """Set the holidays of the account, which count into each schedule that says so (ACC-11)."""

    PERMISSION: ClassVar[str] = EDIT

    holidays: tuple[Holiday, ...]


def create_schedule(command: CreateSchedule, unit: Unit) -> None:
    """Write it down; the first stream is the schedule's."""
    unit.add(Schedule.create(unit.new_id("schedule"), unit.env, command.plan))


def change_schedule(command: ChangeSchedule, unit: Unit) -> None:
    """Change it."""
    unchanged(unit.get(Schedule, command.schedule_id), command).change(unit.env, command.plan)


def archive_schedule(command: ArchiveSchedule, unit: Unit) -> None:
    """Archive it, or bring it back."""
    schedule = unchanged(unit.get(Schedule, command.schedule_id), command)
    if command.archived:
        schedule.archive(unit.env)
    else:
        schedule.restore(unit.env)


def set_holidays(command: SetHolidays, unit: Unit) -> None:
    """Set them."""
    account = unchanged(unit.get(Account, unit.env.account_id), command)
    account.set_holidays(unit.env, command.holidays)
