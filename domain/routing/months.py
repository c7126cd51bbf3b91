"""Slots and turns are one stream per calendar month (UTC), so that no stream grows for ever."""

from datetime import UTC, datetime
from uuid import UUID

from domain.kernel.ids import derived, month_of


def month_at(at: datetime) -> str:
    """Return the month of an aware time: `2026-11`."""
    utc = at.astimezone(UTC)
    return month_of(utc.year, utc.month)


def month_before(month: str) -> str:
    """Return the month before a month: `2025-12` before `2026-01`."""
    year, number = map(int, month.split("-"))
    return month_of(year, number - 1) if number > 1 else month_of(year - 1, 12)


def slots_id(user_id: UUID, month: str) -> UUID:
    """Return the stream of a user's slots in a month."""
    return derived(user_id, "slots", month)


def rotation_id(rule_id: UUID, month: str) -> UUID:
    """Return the stream of a rule's turns in a month; the rule's id is the channel's."""
    return derived(rule_id, "rotation", month)
