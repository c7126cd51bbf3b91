"""Business hours as pure functions: open or not, next opening and closing, business time added and between (CHT-06).

A range counts by the clocks of the zone: an hour that comes twice in autumn opens once, with its first, and a time that
clocks jump over in spring is the moment of the jump. On a holiday nothing is open from midnight to midnight, whichever
range would reach into it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from domain.schedule.weekly import Range, weekly
from domain.schedule.zones import first_moment, local

LOOK_DAYS = 370
"""How far ahead an opening or closing is looked for; where none is so near, there is none."""
DAY = timedelta(days=1)
NOTHING = timedelta(0)
Span = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Hours:
    """When something is open; moments are aware, those returned are UTC."""

    zone: str
    ranges: tuple[Range, ...]
    holidays: frozenset[date] = frozenset()

    def is_open(self, at: datetime) -> bool:
        """Whether it is open at a moment; at the moment of closing it is not."""
        return any(begins <= at < ends for begins, ends in self._pieces(at, 1))

    def next_opening(self, at: datetime) -> datetime | None:
        """Return when it opens next after a moment, also where it is open then; None where it does not."""
        return next((begins for begins, _ in self._spans(at) if begins > at), None)

    def next_closing(self, at: datetime) -> datetime | None:
        """Return when it closes next after a moment, also where it is closed then; None where it does not."""
        return next((ends for _, ends in self._spans(at) if ends is not None and ends > at), None)

    def next_change(self, at: datetime) -> datetime | None:
        """Return when it opens or closes next after a moment; None where it does neither."""
        return self.next_closing(at) if self.is_open(at) else self.next_opening(at)

    def add(self, at: datetime, business: timedelta) -> datetime | None:
        """Return the first moment with so much open time since `at`; None where it never opens for so long.

        Raises:
            ValueError: less than nothing is added.

        """
        if business < NOTHING:
            message = "only business time that is to come can be added"
            raise ValueError(message)
        if not business:
            return at.astimezone(UTC)
        left, since = business, at
        while True:
            reached = since
            for begins, ends in self._pieces(since, LOOK_DAYS):
                begin, reached = max(begins, at), max(ends, reached)
                if begin >= ends:
                    continue
                if begin + left <= ends:
                    return begin + left
                left -= ends - begin
                at = ends
            if reached == since:
                return None
            since = reached

    def between(self, start: datetime, end: datetime) -> timedelta:
        """Return how much open time lies between two moments; less than nothing where the end is before the start."""
        if end < start:
            return -self.between(end, start)
        days = (end - start).days + 2
        inside = (min(end, ends) - max(start, begins) for begins, ends in self._pieces(start, days))
        return sum((piece for piece in inside if piece > NOTHING), NOTHING)

    def _spans(self, since: datetime) -> Iterator[tuple[datetime, datetime | None]]:
        """Yield the open spans around and after a moment, joined where they touch; one beyond the look has no end."""
        joined: Span | None = None
        for begins, ends in self._pieces(since, LOOK_DAYS):
            if joined is not None and joined[1] == begins:
                joined = joined[0], ends
                continue
            if joined is not None:
                yield joined
            joined = begins, ends
        horizon = first_moment(self.zone, local(self.zone, since).date() + (LOOK_DAYS + 1) * DAY, 0)
        if joined is not None:
            yield joined[0], joined[1] if joined[1] < horizon else None

    def _pieces(self, since: datetime, days: int) -> Iterator[Span]:
        """Yield what is open from the day before a moment until so many days after it, cut at midnights."""
        week = weekly(self.ranges)
        if not any(week):
            return
        today = local(self.zone, since).date()
        for offset in range(-1, days + 1):
            day = today + offset * DAY
            if day in self.holidays:
                continue
            for begins, ends in week[day.weekday()]:
                span = first_moment(self.zone, day, begins), first_moment(self.zone, day, ends)
                if span[0] < span[1]:
                    yield span
