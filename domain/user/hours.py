"""Working hours of a user: a schedule's, or ranges of their own (ACC-12)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from uuid import UUID

from domain.kernel.refusal import InvalidInput
from domain.schedule.aggregate import Schedule
from domain.schedule.holidays import Holiday, days
from domain.schedule.hours import Hours
from domain.schedule.weekly import Range, checked_ranges
from domain.schedule.zones import checked_zone


@dataclass(frozen=True, slots=True)
class WorkingHours:
    """A schedule's hours, or own ranges in a zone; never both."""

    schedule_id: UUID | None = None
    zone: str = ""
    ranges: tuple[Range, ...] = ()

    def checked(self) -> "WorkingHours":
        """Return them as they are kept. Raises `InvalidInput` naming the field."""
        if self.schedule_id is not None or not self.ranges:
            if self.ranges or self.zone:
                raise InvalidInput("Name a schedule or give ranges with their zone.", field="ranges")
            return self
        return replace(self, zone=checked_zone(self.zone), ranges=checked_ranges(self.ranges))

    def hours(self, schedule: Schedule | None, account_holidays: Iterable[Holiday]) -> Hours:
        """Return when the user works; `schedule` is the one that is named. Own ranges mind the account's holidays."""
        if schedule is not None:
            return schedule.plan.hours(account_holidays)
        return Hours(self.zone, self.ranges, days(account_holidays))


NO_HOURS = WorkingHours()
