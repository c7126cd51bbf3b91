"""What Facebook tells of an appointment that somebody asked a page for, in words that can be read (MSG-01)."""

from collections.abc import Mapping
from datetime import UTC, datetime, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from application.messaged import mapped, text_at

APPOINTMENT = "appointment_booking"
SAID = "booking"
"""How such a message is said."""
LAST = 253_402_214_400
"""The beginning of the last day that a calendar of ours knows, in seconds."""


def booked(attachment: Mapping[str, Any]) -> list[str]:
    """Return how it stands (requested, confirmed, ...), and from when to when it is, by the clock that Facebook names.

    Wire format: developers.facebook.com, messages webhook, appointment booking: seconds of Unix time and an IANA zone.
    """
    payload = mapped(attachment, "payload")
    times = [payload.get(name) for name in ("start_time", "end_time")]
    zone = _zone(text_at(payload, "timezone"))
    told = [datetime.fromtimestamp(one, zone) for one in times if type(one) is int and 0 <= one < LAST]
    return [text_at(payload, "status"), " \N{EN DASH} ".join(one.isoformat(" ", "minutes") for one in told)]


def _zone(name: str) -> tzinfo:
    try:
        return ZoneInfo(name)
    except (ValueError, LookupError, OSError):
        return UTC
