"""A schedule: operating hours with a name (CHT-06)."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from typing import Self
from uuid import UUID

from domain.kernel.aggregate import Aggregate
from domain.kernel.checks import not_blank
from domain.kernel.envelope import Envelope
from domain.kernel.event import Event, payload
from domain.kernel.refusal import InvalidInput
from domain.schedule import events
from domain.schedule.holidays import Holiday, checked_holidays, days
from domain.schedule.hours import Hours
from domain.schedule.weekly import Range, checked_ranges
from domain.schedule.zones import checked_zone

LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Plan:
    """All that makes a schedule what it is."""

    name: str
    zone: str
    ranges: tuple[Range, ...]
    holidays: tuple[Holiday, ...] = ()
    account_holidays: bool = True

    def checked(self) -> "Plan":
        """Return it as it is kept. Raises `InvalidInput` naming the field."""
        name = not_blank(self.name, "name")
        if len(name) > LONGEST_NAME:
            raise InvalidInput(f"A name has at most {LONGEST_NAME} characters.", field="name")
        return replace(
            self,
            name=name,
            zone=checked_zone(self.zone),
            ranges=checked_ranges(self.ranges),
            holidays=checked_holidays(self.holidays),
        )

    def hours(self, account_holidays: Iterable[Holiday] = ()) -> Hours:
        """Return when it is open, given the holidays of the account."""
        more = account_holidays if self.account_holidays else ()
        return Hours(self.zone, self.ranges, days((*self.holidays, *more)))


class Schedule(Aggregate):
    """`plan` is what it was last told to be."""

    TOPIC = "schedule"

    plan: Plan
    archived: bool

    @classmethod
    def create(cls, schedule_id: UUID, env: Envelope, plan: Plan) -> Self:
        """Write operating hours down. Raises `InvalidInput`."""
        return cls.open(events.ScheduleCreated, schedule_id, env, **asdict(plan.checked()))

    def change(self, env: Envelope, plan: Plan) -> None:
        """Make them these; nothing if they are. Raises `InvalidInput`."""
        wanted = plan.checked()
        if wanted != self.plan:
            self.record(events.ScheduleChanged, env, **asdict(wanted))

    def archive(self, env: Envelope) -> None:
        """Offer it no longer; nothing if so. What goes by it still does."""
        if not self.archived:
            self.record(events.ScheduleArchived, env)

    def restore(self, env: Envelope) -> None:
        """Offer it again; nothing if so."""
        if self.archived:
            self.record(events.ScheduleRestored, env)

    def evolve(self, event: Event) -> None:
        """Apply one recorded event."""
        match event:
            case events.ScheduleCreated() | events.ScheduleChanged():
                self.plan = Plan(**payload(event))
                if isinstance(event, events.ScheduleCreated):
                    self.archived = False
            case events.ScheduleArchived() | events.ScheduleRestored():
                self.archived = isinstance(event, events.ScheduleArchived)
