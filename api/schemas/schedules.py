"""Operating hours, working hours and availability."""

from typing import Any

from marshmallow import Schema, fields, validate

from api.schemas import common as c

CLOCK = validate.Regexp(r"(?:[01]\d|2[0-3]):[0-5]\d\Z", error="Write a time as 09:00 or 17:30.")
CAUSES = ("self", "by_other", "ended", "working_hours", "screen_lost", "screen_back")


class OpenRange(Schema):
    """One range of a week."""

    day = c.number("Day of the week; 0 is Monday.", 0, highest=6)
    start = c.line("From when, HH:MM by the clocks of the zone.", "09:00", data_key="from")
    end = c.line(
        "Until when; no later than `from`: on the next day. 00:00 is midnight.", "17:00", data_key="to"
    )


class Holiday(Schema):
    """A day on which nothing is open."""

    date = c.line("The day, YYYY-MM-DD.", "2026-12-25")
    name = c.line("What it is called.", "Christmas", longest=100)


NINE_TO_FIVE = {"day": 0, "from": "09:00", "to": "17:00"}


def ranges_of(about: str, *example: dict[str, Any]) -> fields.List[Any]:
    """Ranges in a body."""
    return fields.List(
        fields.Nested(OpenRange), required=True, validate=validate.Length(max=200),
        metadata={"description": about, "example": list(example)},
    )  # fmt: skip


def holidays_of(about: str) -> fields.List[Any]:
    """Holidays in a body."""
    example = [{"date": "2026-12-25", "name": "Christmas"}]
    return fields.List(
        fields.Nested(Holiday), required=True, validate=validate.Length(max=500),
        metadata={"description": about, "example": example},
    )  # fmt: skip


class Plan(Schema):
    """Operating hours."""

    name = c.line("What they are called.", "Office hours", longest=80)
    zone = c.line("IANA time zone.", "Europe/Warsaw")
    ranges = ranges_of("What is open each week; overlapping ranges are one.", NINE_TO_FIVE)
    holidays = holidays_of("Days on which nothing is open, from midnight to midnight.")
    account_holidays = c.flag(
        "Whether the holidays of the account count, too.", required=False, load_default=True
    )


class Schedule(Schema):
    """A schedule."""

    schedule_id = c.uid("The schedule.")
    name = c.line("What it is called.", "Office hours")
    zone = c.line("IANA time zone.", "Europe/Warsaw")
    ranges = c.nested(OpenRange, "What is open each week.", many=True)
    holidays = c.nested(Holiday, "Days on which nothing is open.", many=True)
    account_holidays = c.flag("Whether the holidays of the account count, too.")
    archived = c.flag("Whether it is offered no longer; what goes by it still does.", example=False)
    version = c.version()
    position = c.position()


class StateQuery(Schema):
    """When to look."""

    at = c.moment("At which time; left out: now.", required=False, load_default=None)


class OpenState(Schema):
    """Whether it is open, and when that changes."""

    at = c.moment("The time it is about.")
    open = c.flag("Whether it is open.")
    next_opening = c.moment("When it opens next after that; null: not within a year.", null=True)
    next_closing = c.moment("When it closes next after that; null: not within a year.", null=True)


class AccountHours(Schema):
    """What holds for all schedules and users."""

    holidays = c.nested(
        Holiday, "Days on which nothing is open, for every schedule that counts them.", many=True
    )
    screen_grace = c.number(
        "After how many minutes without any screen somebody is away; null: never.", 5, null=True
    )
    version = c.version()


class SetHolidays(Schema):
    """The holidays of the account."""

    holidays = holidays_of("All of them.")


class SetScreenGrace(Schema):
    """When a lost screen makes away."""

    minutes = c.number("After how many minutes; null: never.", 5, lowest=1, highest=240, null=True)


class SetWorkingHours(Schema):
    """When somebody works: by a schedule, or at hours of their own; with neither, at no set hours."""

    schedule_id = c.uid(
        "The schedule they work by; null: own ranges.", null=True, required=False, load_default=None
    )
    zone = c.line(
        "IANA zone of their own ranges; empty with a schedule.", "", required=False, load_default=""
    )
    ranges = ranges_of("Ranges of their own; none with a schedule.")


class OwnHours(Schema):
    """When somebody works."""

    schedule_id = c.uid("The schedule they work by; null: own ranges.", null=True)
    zone = c.line("Zone of their own ranges.", "Europe/Warsaw")
    ranges = c.nested(OpenRange, "Ranges of their own.", many=True)


class Standing(Schema):
    """How available somebody is, and how much they have."""

    user_id = c.uid("The user.")
    name = c.line("Their name.", "Ann")
    available = c.flag("Whether they are available.")
    until = c.moment("When what they chose ends; null: it has no end.", null=True)
    cause = c.choice(
        "Why: chosen by themselves or another, a chosen time that is over, working hours, a lost screen or its return.",
        *CAUSES,
    )
    since = c.moment("Since when.")
    next_change = c.moment("When their working hours begin or end next; null: they have none.", null=True)
    working_hours = c.nested(OwnHours, "When they work; null: at no set hours.", null=True)
    team_ids = c.uids("Their teams, the main one first.")
    open = c.number("Open conversations they have.", 4)
    live = c.number("Live ones among them.", 0)
    capacity_total = c.number("Most open conversations; null: no limit.", 30, null=True)
    capacity_live = c.number("Most live conversations; null: no limit.", 3, null=True)
    version = c.version()
