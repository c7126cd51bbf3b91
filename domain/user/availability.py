"""What becomes of somebody's availability as time goes by: pure, on recorded facts and whether a screen is open (ACC-12).

What a person chose holds until the time it was chosen for, or, where no time was, until their working hours begin or
end next. A lost screen makes away whoever is available, and its return undoes that and nothing else.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.schedule.hours import Hours

CHOSEN = ("self", "by_other")
"""Causes of availability that a person chose."""


class Screen(StrEnum):
    """What is known of somebody's screens."""

    OPEN = "open"
    LOST = "lost"
    UNKNOWN = "unknown"
    """None was ever seen, or too little time has passed to say that the last one is lost."""


@dataclass(frozen=True, slots=True)
class Availability:
    """How available somebody is: until when, why, and since when that is so or their working hours are what they are.

    `kept` is, where a lost screen made them away, until when they had been available.
    """

    available: bool
    until: datetime | None
    cause: str
    since: datetime
    kept: datetime | None = None

    def counts(self, at: datetime) -> bool:
        """Whether they are available at a time: what was set, and its opposite once its end has come."""
        ended = self.until is not None and at >= self.until
        return self.available != ended


def settled(now: Availability, at: datetime, hours: Hours | None, screen: Screen) -> Availability | None:
    """Return what follows at a time from what there is, None where nothing does.

    Of several that apply the first: the end of a chosen time, the return of a screen, a boundary of working hours, the
    loss of a screen.
    """
    for follows in (_ended, _returned, _by_hours, _lost):
        found = follows(now, at, hours, screen)
        if found is not None:
            return found
    return None


def _ended(now: Availability, at: datetime, hours: Hours | None, _screen: Screen) -> Availability | None:
    if now.until is None or at < now.until:
        return None
    available = not now.available and (hours is None or hours.is_open(at))
    return Availability(available, None, "ended", at)


def _returned(now: Availability, at: datetime, hours: Hours | None, screen: Screen) -> Availability | None:
    if now.cause != "screen_lost" or screen is not Screen.OPEN:
        return None
    if now.kept is not None and at >= now.kept:
        return Availability(available=False, until=None, cause="ended", since=at)
    if now.kept is None and hours is not None and not hours.is_open(at) and _crossed(now, at, hours):
        return Availability(available=False, until=None, cause="working_hours", since=at)
    return Availability(available=True, until=now.kept, cause="screen_back", since=at)


def _by_hours(now: Availability, at: datetime, hours: Hours | None, _screen: Screen) -> Availability | None:
    if hours is None or now.until is not None or now.cause == "screen_lost":
        return None
    follows = now.cause == "working_hours" or _crossed(now, at, hours)
    if not follows or hours.is_open(at) == now.available:
        return None
    return Availability(not now.available, None, "working_hours", at)


def _lost(now: Availability, at: datetime, _hours: Hours | None, screen: Screen) -> Availability | None:
    if not now.available or screen is not Screen.LOST:
        return None
    return Availability(available=False, until=None, cause="screen_lost", since=at, kept=now.until)


def _crossed(now: Availability, at: datetime, hours: Hours) -> bool:
    """Whether working hours began or ended since it was last settled."""
    boundary = hours.next_change(now.since)
    return boundary is not None and boundary <= at
