"""Dates as mail programs write them above a forwarded mail, in the languages they speak."""

import re
from datetime import datetime

from infrastructure.channels.email.forward_words import MONTHS, plain

_CLOCK = re.compile(r"(?<!\d)(\d{1,2})(?:[:.h]| h )(\d{2})(?:[:.](\d{2}))?(?!\d)\s*(am|pm|a\.m\.|p\.m\.)?")
_AMERICAN = re.compile(r"\d\s*[ap]\.?m\b")
_OFFSET = re.compile(
    r"(?:(?:utc|gmt)\s*|(?<=\s)|(?<=\d)(?=[+-]\d{4}$))([+-])(\d{1,2}):?(\d{2})?(?!\d)\s*\)?$"
)
_ISO = re.compile(r"(?<!\d)(\d{4})[-./]\s?(\d{1,2})[-./]\s?(\d{1,2})(?!\d)")
_EAST = re.compile(r"(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일]")
_NUMBERS = re.compile(r"(?<!\d)(\d{1,2})\s*[./-]\s*(\d{1,2})\s*[./-]\s*(\d{4}|\d{2})(?!\d)")
_YEAR = re.compile(r"(?<!\d)(19\d\d|20\d\d)(?!\d)")
_DAY = re.compile(r"(?<![\d:.])(\d{1,2})(?![\d:])")
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_LONGEST = 9


def read_forward_date(value: str) -> str:
    """Give a date as ISO 8601, without an offset where none is written; empty where it cannot be read. Total."""
    text = plain(value[:120])
    day = _calendar(text)
    if day is None:
        return ""
    hour, minute, second = _clock(text)
    try:
        return datetime(*day, hour, minute, second).isoformat() + _offset(text)  # noqa: DTZ001 - the zone is text
    except ValueError:
        return ""


def _calendar(text: str) -> tuple[int, int, int] | None:
    """Find year, month and day; of 03/04/2020 the first is the day, unless it is told as Americans tell the time."""
    iso = _EAST.search(text) or _ISO.search(text)
    if iso is not None:
        return int(iso[1]), int(iso[2]), int(iso[3])
    numbers = _numbers(text)
    if numbers is not None:
        first, second, year = (int(numbers[n]) for n in (1, 2, 3))
        american = second > 12 or (first <= 12 and "/" in numbers[0] and _AMERICAN.search(text) is not None)  # noqa: PLR2004
        day, month = (second, first) if american else (first, second)
        return year + 2000 if year < 100 else year, month, day  # noqa: PLR2004
    year_found = _YEAR.search(text)
    # the last, since some days of the week begin like months: mar. 27 oct. 2021
    month_found = next(filter(None, map(_month, reversed(_LETTERS.findall(text)))), 0)
    rest = _CLOCK.sub(" ", text)
    day_found = _DAY.search(_YEAR.sub(" ", rest))
    if year_found is None or not month_found or day_found is None:
        return None
    return int(year_found[1]), month_found, int(day_found[1])


def _numbers(text: str) -> re.Match[str] | None:
    """Find a date all in numbers; what looks like one beside a year of four digits is a time: 26. oktober 2021 kl. 14.25.08."""
    found = _NUMBERS.search(text)
    clock = found is not None and len(found[3]) == 2 and _YEAR.search(text) is not None  # noqa: PLR2004
    return None if clock else found


def _month(word: str) -> int:
    """Give the number of the month whose name begins like this; of several beginnings the longest; 0 for none."""
    beginnings = (word[:length] for length in range(min(len(word), _LONGEST), 1, -1))
    return next((MONTHS[beginning] for beginning in beginnings if beginning in MONTHS), 0)


def _clock(text: str) -> tuple[int, int, int]:
    found = _CLOCK.search(text if _numbers(text) is None else _NUMBERS.sub(" ", text))
    if found is None:
        return 0, 0, 0
    hour, half = int(found[1]), (found[4] or "").replace(".", "")
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return hour, int(found[2]), int(found[3] or 0)


def _offset(text: str) -> str:
    found = _OFFSET.search(text)
    if found is None or int(found[2]) > 14:  # noqa: PLR2004 - UTC+14 is the last there is
        return ""
    return f"{found[1]}{int(found[2]):02}:{found[3] or '00'}"
