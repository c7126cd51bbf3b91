"""A number's channel as the API shows it: what is not set yet as it is by default (WAB-01, WAB-03)."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from api.operations import Values
from domain.channel.keywords import Keywords

UNSET: Mapping[str, Any] = {
    "waba_id": "", "phone_number_id": "", "display_number": "", "verified_name": "", "verification": "",
    "registered": False,
}  # fmt: skip


def number_of(settings: Mapping[str, Any] | None) -> Values:
    """Return all that a number's channel is set to."""
    return {**UNSET, "keywords": asdict(Keywords()), **(settings or {})}
