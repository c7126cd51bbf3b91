"""What Facebook's own error codes come to for who asked something of a page.

Source: the Messenger Platform's common error codes.
"""

from typing import TYPE_CHECKING

from infrastructure.mailboxes.http import BROKEN
from infrastructure.mailboxes.port import AuthorizationLost, MailboxError, RateLimited, Refused, Temporary
from infrastructure.meta import errors
from infrastructure.meta.errors import ABUSE, DENIED, TOKEN, Denied, error_of, number_at, pause_of

if TYPE_CHECKING:
    import requests

LIMITS = errors.LIMITS | {80001, 80006}
"""Business use cases have numbers of their own."""
PASSING = frozenset({2, 1200})
"""Facebook's services are not well, or say of a send that it failed for a while."""
WINDOW = frozenset({2018065, 2018278, 2018108, 2534022})
"""Subcodes of what was sent outside the window it is allowed in."""
UNAVAILABLE, UNAVAILABLE_SUBCODE, UNKNOWN_PERSON = 551, 1545041, 2018001
RESTRICTED = 1893063
"""The page may send nothing for a while; its code is that of a missing permission."""
ATTACHMENT = frozenset({2018047, 2018109, 2018294, 1545026})


def judged(answer: "requests.Response") -> MailboxError | None:
    """Return what an error of the Graph API means; None where it is none of its own."""
    error = error_of(answer)
    if error is None:
        return None
    code, subcode = number_at(error, "code"), number_at(error, "error_subcode")
    if code in TOKEN:
        return AuthorizationLost(f"{code}/{subcode}" if subcode else str(code))
    if code in LIMITS:
        return RateLimited(pause_of(answer))
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
        (code == ABUSE or subcode == RESTRICTED, "blocked"),
        (subcode in ATTACHMENT, "attachment"),
        (code in DENIED, "permission"),
    )
    return next((word for fits, word in reasons if fits), "")
