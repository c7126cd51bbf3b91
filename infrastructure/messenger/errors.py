"""What Facebook's own error codes come to for whoever asked; its sentences are never repeated, they may name people.

Sources: the Messenger Platform's common error codes, the Graph API's guides on handling errors and on rate limiting.
"""

import json
from typing import TYPE_CHECKING, Any

from infrastructure.mailboxes.http import BROKEN, LONGEST_PAUSE, retry_after
from infrastructure.mailboxes.port import AuthorizationLost, MailboxError, RateLimited, Refused, Temporary

if TYPE_CHECKING:
    import requests

TOKEN = frozenset({102, 190, 463, 467})
"""The access token is over, revoked, or of a session that its person ended."""
LIMITS = frozenset({4, 17, 32, 341, 613, 80001, 80006})
"""Of the app, the user, the page, or of sends; business use cases have numbers of their own."""
PASSING = frozenset({2, 1200})
"""Facebook's services are not well, or say of a send that it failed for a while."""
DENIED = frozenset({3, 10, 230, *range(200, 230), *range(231, 300)})
"""Permissions of the app or of the person whose token it is."""
WINDOW = frozenset({2018065, 2018278, 2018108, 2534022})
"""Subcodes of what was sent outside the window it is allowed in."""
UNAVAILABLE, UNAVAILABLE_SUBCODE, UNKNOWN_PERSON = 551, 1545041, 2018001
ABUSE, ATTACHMENT = 368, frozenset({2018047, 2018109, 2018294, 1545026})
USAGE = "X-Business-Use-Case-Usage"


class Denied(Refused):
    """A permission is missing: of this call alone, or because the page's role or the app's consent is gone."""


def judged(answer: "requests.Response") -> MailboxError | None:
    """Return what an error of the Graph API means; None where it is none of its own."""
    error = _error(answer)
    if error is None:
        return None
    code, subcode = _number(error.get("code")), _number(error.get("error_subcode"))
    if code in TOKEN:
        return AuthorizationLost(f"{code}/{subcode}" if subcode else str(code))
    if code in LIMITS:
        return RateLimited(_pause(answer))
    if code in PASSING or error.get("is_transient") is True:
        return Temporary(str(code))
    word = _word(code, subcode)
    if word:
        return Denied(code, word) if word == "permission" else Refused(code, word)
    # of what is unknown the status says whether it may have happened
    return None if answer.status_code >= BROKEN else Refused(code or answer.status_code, "refused")


def _word(code: int, subcode: int) -> str:
    """Return why a send is refused for good; the subcode says more than the code, which several reasons share."""
    reasons = (
        (subcode in WINDOW, "window_closed"),
        (code == UNAVAILABLE or subcode == UNAVAILABLE_SUBCODE, "person_unavailable"),
        (subcode == UNKNOWN_PERSON, "person_unknown"),
        (code == ABUSE, "blocked"),
        (subcode in ATTACHMENT, "attachment"),
        (code in DENIED, "permission"),
    )
    return next((word for fits, word in reasons if fits), "")


def _error(answer: "requests.Response") -> dict[str, Any] | None:
    try:
        error = answer.json()["error"]
    except (ValueError, KeyError, TypeError):
        return None
    return error if isinstance(error, dict) else None


def _number(value: object) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) else 0


def _pause(answer: "requests.Response") -> float | None:
    """Return the seconds until calls are let through again, where Facebook says so, in minutes of a use case."""
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
