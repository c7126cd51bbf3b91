"""Weekly ranges: checked as people write them, and merged into what is open on each day of the week."""

import re
from collections.abc import Iterable
from functools import cache

from domain.kernel.checks import within
from domain.kernel.refusal import InvalidInput
from domain.schedule.zones import MINUTES_A_DAY

Range = tuple[int, str, str]
"""A day of the week (0 is Monday), from when to when (HH:MM); one that ends no later than it begins ends the next day."""
Day = tuple[tuple[int, int], ...]
"""What is open of a day, in minutes from its midnight, in order and apart."""

MOST_RANGES = 200
DAYS = 7
ALWAYS: tuple[Range, ...] = tuple((day, "00:00", "00:00") for day in range(DAYS))
"""Open all the time."""
CLOCK = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d")


def checked_ranges(ranges: Iterable[Range], field: str = "ranges") -> tuple[Range, ...]:
    """Return the ranges sorted, each once. Raises `InvalidInput`."""
    known = tuple(sorted({(day, start, end) for day, start, end in ranges}))
    if len(known) > MOST_RANGES:
        raise InvalidInput(f"A week has at most {MOST_RANGES} ranges. Join some.", field=field)
    for day, start, end in known:
        within(day, 0, DAYS - 1, field)
        if not (CLOCK.fullmatch(start) and CLOCK.fullmatch(end)):
            raise InvalidInput("Write times as 09:00 or 17:30.", field=field)
    return known


@cache
def weekly(ranges: tuple[Range, ...]) -> tuple[Day, ...]:
    """Return what is open on each day of the week: ranges over midnight cut there, overlapping ones merged."""
    pieces: list[list[tuple[int, int]]] = [[] for _ in range(DAYS)]
    for day, start, end in ranges:
        begins, ends = _minutes(start), _minutes(end)
        if begins < ends:
            pieces[day].append((begins, ends))
        else:
            pieces[day].append((begins, MINUTES_A_DAY))
            pieces[(day + 1) % DAYS].append((0, ends))
    return tuple(_merged(one) for one in pieces)


def _merged(pieces: list[tuple[int, int]]) -> Day:
    joined: list[tuple[int, int]] = []
    for begins, ends in sorted(pieces):
        if joined and begins <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(joined[-1][1], ends)
        elif begins < ends:
            joined.append((begins, ends))
    return tuple(joined)


def _minutes(clock: str) -> int:
    hours, _, minutes = clock.partition(":")
    return int(hours) * 60 + int(minutes)
