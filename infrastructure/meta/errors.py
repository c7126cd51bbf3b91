"""What the Graph API's error codes come to for whoever asked; its sentences are never repeated, they may name people.

Sources: the Graph API's guides on handling errors and on rate limiting.
"""

import json
from typing import TYPE_CHECKING, Any

from infrastructure.mailboxes.http import LONGEST_PAUSE, retry_after
from infrastructure.mailboxes.port import Refused

if TYPE_CHECKING:
    import requests

TOKEN = frozenset({102, 190, 463, 467})
"""The access token is over, revoked, or of a session that its person ended."""
LIMITS = frozenset({4, 17, 32, 341, 613})
"""Of the app, the user, the page, or of sends."""
DENIED = frozenset({3, 10, *range(200, 300)})
"""Permissions of the app or of the person whose token it is."""
ABUSE = 368
USAGE = "X-Business-Use-Case-Usage"


class Denied(Refused):
    """A permission is missing: of this call alone, or because the role or the app's consent is gone."""


def error_of(answer: "requests.Response") -> dict[str, Any] | None:
    """Return the error that an answer tells of; None where it is none of the Graph API's."""
    try:
        error = answer.json()["error"]
    except (ValueError, KeyError, TypeError):
        return None
    return error if isinstance(error, dict) else None


def number_at(error: dict[str, Any], name: str) -> int:
    """Return a number of an error, 0 where it has none."""
    value = error.get(name)
    return value if isinstance(value, int) and not isinstance(value, bool) else 0


def pause_of(answer: "requests.Response") -> float | None:
    """Return the seconds until calls are let through again, where Meta says so, in minutes of a use case."""
    asked = retry_after(answer.headers.get("Retry-After", ""))
    if asked is not None:
        return asked
    try:
        told = json.loads(answer.headers.get(USAGE, "{}"))
        minutes = [
            float(one["estimated_time_to_regain_access"]) for all_of in told.values() for one in all_of
        ]
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    return min(max(minutes) * 60, LONGEST_PAUSE) if minutes and max(minutes) > 0 else None
