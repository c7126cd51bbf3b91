"""A line's channel as the API shows it: what is not set yet as it is by default (CAL-01, CAL-02)."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from api.operations import Values
from domain.channel.phoned import Voice

UNSET: Mapping[str, Any] = {"account_sid": "", "number_sid": "", "number": "", "name": ""}


def line_of(settings: Mapping[str, Any] | None) -> Values:
    """Return all that a line's channel is set to."""
    return {**UNSET, "voice": asdict(Voice()), **(settings or {})}
