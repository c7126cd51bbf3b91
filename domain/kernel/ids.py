"""Deterministic identity: names become ids, so the same thing is the same stream everywhere."""

from uuid import UUID, uuid5

ROOT = UUID("6b0c1f0e-7a43-5d0a-9c55-0f6f1d1b7a10")


def derived(base: UUID, *names: str) -> UUID:
    """Return the id that `names` have below `base`: the same arguments, the same id, for ever."""
    return uuid5(base, "\x1f".join(names))


def month_of(year: int, month: int) -> str:
    """Return the name of a calendar month in stream ids: `2026-11`."""
    return f"{year:04d}-{month:02d}"
