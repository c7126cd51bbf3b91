"""What happens to a schedule. A range is a day of the week (0 is Monday) and two times, a holiday a date and a name."""

from domain.kernel.event import Event, Opening


class ScheduleCreated(Opening):
    """Operating hours were written down (CHT-06); `account_holidays` says whether the account's count, too (ACC-11)."""

    TOPIC = "schedule.created"
    OF = "schedule"

    name: str
    zone: str
    ranges: tuple[tuple[int, str, str], ...]
    holidays: tuple[tuple[str, str], ...]
    account_holidays: bool


class ScheduleChanged(Event):
    """They are these now."""

    TOPIC = "schedule.changed"

    name: str
    zone: str
    ranges: tuple[tuple[int, str, str], ...]
    holidays: tuple[tuple[str, str], ...]
    account_holidays: bool


class ScheduleArchived(Event):
    """They are offered no longer; what goes by them still does."""

    TOPIC = "schedule.archived"


class ScheduleRestored(Event):
    """They are offered again."""

    TOPIC = "schedule.restored"
