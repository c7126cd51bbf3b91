"""Holidays: named days on which nothing is open."""

from collections.abc import Iterable
from datetime import date

from domain.kernel.checks import not_blank
from domain.kernel.refusal import InvalidInput

Holiday = tuple[str, str]
"""A day (YYYY-MM-DD) and what it is called."""
MOST_HOLIDAYS, LONGEST_NAME = 500, 100


def checked_holidays(holidays: Iterable[Holiday], field: str = "holidays") -> tuple[Holiday, ...]:
    """Return the holidays by date, each day once. Raises `InvalidInput`."""
    found: dict[str, str] = {}
    for day, name in holidays:
        known = not_blank(name, field)
        if len(known) > LONGEST_NAME:
            raise InvalidInput(f"The name of a holiday has at most {LONGEST_NAME} characters.", field=field)
        try:
            found[date.fromisoformat(day).isoformat()] = known
        except ValueError:
            raise InvalidInput("Write days as 2026-12-25.", field=field) from None
    if len(found) > MOST_HOLIDAYS:
        raise InvalidInput(f"There are at most {MOST_HOLIDAYS} holidays. Leave out past ones.", field=field)
    return tuple(sorted(found.items()))


def days(holidays: Iterable[Holiday]) -> frozenset[date]:
    """Return the days."""
    return frozenset(date.fromisoformat(day) for day, _ in holidays)
