"""Working hours, and what time and screens make of availability (ACC-12)."""

from dataclasses import dataclass
from typing import ClassVar

from application.change import Change, unchanged
from application.unit import Unit
from application.user import OnUser
from application.user_self import own_or
from domain.account.aggregate import Account
from domain.kernel.refusal import InvalidInput
from domain.schedule.aggregate import Schedule
from domain.schedule.hours import Hours
from domain.user.aggregate import User
from domain.user.availability import Screen
from domain.user.hours import NO_HOURS, WorkingHours


@dataclass(frozen=True, slots=True)
class SetWorkingHours(OnUser):
    """Work by a schedule or by own ranges, with neither at no set hours; for another it needs `availability_manage`."""

    PERMISSION: ClassVar[str] = ""

    hours: WorkingHours = NO_HOURS


@dataclass(frozen=True, slots=True)
class SettleAvailability(OnUser):
    """Record what the time, working hours and screens make of somebody's availability; nothing where nothing does."""

    PERMISSION: ClassVar[str] = "availability_manage"

    screen: Screen = Screen.UNKNOWN


@dataclass(frozen=True, slots=True)
class SetScreenGrace(Change):
    """Say after how many minutes without any screen somebody is away; None: never."""

    PERMISSION: ClassVar[str] = "account_access"

    minutes: int | None


def set_working_hours(command: SetWorkingHours, unit: Unit) -> None:
    """Set them. Raises `InvalidInput` for a schedule that is archived."""
    user, wanted = own_or(command, unit, "availability_manage"), command.hours.checked()
    told = None if wanted == NO_HOURS else wanted
    named = wanted.schedule_id if told != user.working_hours else None
    if named is not None and unit.get(Schedule, named).archived:
        raise InvalidInput(
            "This schedule is archived. Choose another, or bring it back.", field="schedule_id"
        )
    user.set_working_hours(unit.env, told, _hours(told, unit))


def settle_availability(command: SettleAvailability, unit: Unit) -> None:
    """Settle it."""
    user = unit.get(User, command.user_id)
    user.settle_availability(unit.env, _hours(user.working_hours, unit), command.screen)


def set_screen_grace(command: SetScreenGrace, unit: Unit) -> None:
    """Set it."""
    unchanged(unit.get(Account, unit.env.account_id), command).set_screen_grace(unit.env, command.minutes)


def _hours(told: WorkingHours | None, unit: Unit) -> Hours | None:
    if told is None:
        return None
    schedule = None if told.schedule_id is None else unit.get(Schedule, told.schedule_id)
    return told.hours(schedule, unit.get(Account, unit.env.account_id).holidays)
