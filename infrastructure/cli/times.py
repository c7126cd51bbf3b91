"""Times as people type them on the command line."""

from datetime import UTC, datetime

TIMES = ("%Y-%m-%d", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M:%S%z")
"""Formats that are understood."""


def aware(at: datetime) -> datetime:
    """Return a time that names no zone as UTC."""
    return at if at.tzinfo else at.replace(tzinfo=UTC)
