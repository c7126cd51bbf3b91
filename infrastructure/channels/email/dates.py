"""When a mail was written: its Date, else when a server first says it received it, else when we got it."""

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_tz

from infrastructure.channels.email.headers import Headers, text_of

EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
TOLERANCE = timedelta(days=1)
"""A clock may be wrong by a time zone, not by more."""


def read_date(value: str) -> datetime | None:
    """Read one RFC 5322 date, however obsolete its form; None where it is none or cannot have been. Aware, UTC."""
    try:
        parsed = parsedate_tz(text_of(value)[:200])
        if parsed is None:
            return None
        year, month, day, hour, minute, second = parsed[:6]
        if year < 100:  # noqa: PLR2004
            year += 2000 if year < 70 else 1900  # noqa: PLR2004
        naive = datetime(year, month, day, hour, minute, min(second, 59), tzinfo=UTC)
        moment = naive - timedelta(seconds=parsed[9] or 0)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return moment if moment >= EARLIEST else None


def mail_date(headers: Headers, intake: datetime | None) -> tuple[datetime | None, str]:
    """Choose the date and say where it is from: header, received or intake. A date in the future is not believed."""
    for value in headers.get("date", [])[:3]:
        written = read_date(value)
        if written is not None and (intake is None or written <= intake + TOLERANCE):
            return written, "header"
    for value in headers.get("received", [])[:20]:
        received = read_date(value.rpartition(";")[2])
        if received is not None and (intake is None or received <= intake + TOLERANCE):
            return received, "received"
    return intake, "intake"
