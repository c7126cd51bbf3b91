"""Whom a message that passes another one on belongs to, in the shape of the API (EML-14)."""

from collections.abc import Mapping
from typing import Any

PEOPLE = 4
"""Address and name of the forwarder, then of the original's sender."""


def shown_attribution(row: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return a message's row in the shape of `Attribution`; None where it passes nothing on."""
    known = row["attribution"]
    if known is None:
        return None
    people = [*known["evidence"], *[""] * PEOPLE][:PEOPLE]
    forwarder, original = _person(*people[:2]), _person(*people[2:])
    return {**known, "forwarder": forwarder, "original": original, "correction": row["correction"]}


def _person(address: str, name: str) -> dict[str, str] | None:
    return {"address": address, "name": name} if address else None
