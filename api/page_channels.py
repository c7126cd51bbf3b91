"""A page's channel as the API shows it: what is not set yet as it is by default (MSG-02..05)."""

from collections.abc import Mapping
from typing import Any

from api.operations import Values

UNSET: Mapping[str, Any] = {
    "page_id": "", "page_name": "", "tasks": [], "role_ok": True, "role_checked_at": None, "greeting": "",
}  # fmt: skip


def page_of(settings: Mapping[str, Any] | None) -> Values:
    """Return all that a page's channel is set to."""
    return {**UNSET, **(settings or {})}
