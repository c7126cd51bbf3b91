"""What Twilio's own error codes come to for whoever asked; its sentences are never repeated, they may name numbers.

Source: twilio.com/docs/api/errors (2xxxx of the REST API, 1xxxx of calls in progress), and the REST API's answers.
"""

from typing import TYPE_CHECKING, Any

from infrastructure.mailboxes.http import BROKEN, retry_after
from infrastructure.mailboxes.port import AuthorizationLost, MailboxError, RateLimited, Refused, Temporary

if TYPE_CHECKING:
    import requests

TOKEN = frozenset({20003, 20005, 20006, 20008})
"""Id and token do not fit, the account is not active, access is denied, or the token is for tests only."""
LIMITS = frozenset({10004, 20429})
"""Too many calls at once, or too many requests."""
PASSING, NOT_FOUND = frozenset({20500, 20503}), 20404
REASONS = (
    (frozenset({21219, 573005}), "phone_unverified"),
    (frozenset({13227, 21215, 21216}), "country_closed"),
    (frozenset({13223, 13224, 13225, 13226, 21201, 21211, 21214, 21217}), "phone_invalid"),
    (frozenset({10001, 10002}), "account_inactive"),
    (frozenset({21210, 21212, 21213}), "number_invalid"),
    (frozenset({21220}), "call_over"),
    (frozenset({21502, 21609}), "url_invalid"),
)
WORDS = {
    "phone_unverified": "Twilio calls only numbers that are verified there while the account is on trial",
    "country_closed": "the account at Twilio may not call this country; open it in Twilio's voice geographic permissions",
    "phone_invalid": "Twilio knows no such number, or it cannot be called",
    "account_inactive": "the account at Twilio has no funds, or is not active",
    "number_invalid": "Twilio does not let the account call from this number",
    "url_invalid": "Twilio cannot reach this installation's address; it must be public, best by https",
}


def judged(answer: "requests.Response") -> MailboxError | None:
    """Return what an error of Twilio's means; None where it is none of its own."""
    code = code_of(answer)
    if code in TOKEN:
        return AuthorizationLost(str(code))
    if code in LIMITS:
        return RateLimited(retry_after(answer.headers.get("Retry-After", "")))
    if code in PASSING:
        return Temporary(str(code))
    if code == NOT_FOUND:
        return Refused(code, "not_found")
    reason = next((word for codes, word in REASONS if code in codes), "")
    if reason:
        return Refused(code, reason)
    # of what is unknown the status says whether it may have happened
    return None if not code or answer.status_code >= BROKEN else Refused(code, "refused")


def code_of(answer: "requests.Response") -> int:
    """Return Twilio's code of an error, 0 where there is none."""
    try:
        told: Any = answer.json()["code"]
    except (ValueError, KeyError, TypeError):
        return 0
    return told if isinstance(told, int) and not isinstance(told, bool) else 0
