"""What the Cloud API's error codes come to for whoever asked.

Source: https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes
"""

from types import MappingProxyType
from typing import TYPE_CHECKING

from domain.channels.whatsapp_failures import UNKNOWN, reason_of
from infrastructure.mailboxes.http import BROKEN
from infrastructure.mailboxes.port import AuthorizationLost, MailboxError, RateLimited, Refused, Temporary
from infrastructure.meta import errors
from infrastructure.meta.errors import Denied, error_of, number_at, pause_of

if TYPE_CHECKING:
    import requests

TOKEN, LIMITS = errors.TOKEN | {0}, errors.LIMITS | {80007, 80008, 130429, 131048}
PASSING = frozenset({2, 131000, 131016, 131057, 133004, 131056})
"""Meta's services are not well; or somebody got too many messages of one number at once, who gets the next a moment later."""
ABSENT = 33
"""The subcode of what is not there, or not for whoever asks."""
ASKED = MappingProxyType(
    {
        136024: "code_not_sent",
        136025: "code_wrong",
        133005: "pin_wrong",
        133006: "not_verified",
        133008: "pin_locked",
        133009: "pin_locked",
        133015: "register_later",
        133016: "register_later",
    }
)
"""What goes wrong as a number is verified and registered."""


def judged(answer: "requests.Response") -> MailboxError | None:
    """Return what an error of the Cloud API means; None where it is none of its own."""
    error = error_of(answer)
    if error is None:
        return None
    code, subcode = number_at(error, "code"), number_at(error, "error_subcode")
    if code in TOKEN and "code" in error:
        return AuthorizationLost(str(code))
    if code in LIMITS:
        return RateLimited(pause_of(answer))
    if code in PASSING or error.get("is_transient") is True:
        return Temporary(reason_of(code))
    word = _word(code, subcode, str(error.get("message", "")))
    if word in {UNKNOWN, "provider_away"} and answer.status_code >= BROKEN:
        # of what is unknown the status says whether it may have happened
        return None
    return Denied(code, word) if word == "access" else Refused(code or answer.status_code, word)


def _word(code: int, subcode: int, message: str) -> str:
    reasons = (
        # the code is that of any wrong parameter
        ("appsecret_proof" in message, "other_app"),
        (subcode == ABSENT, "unknown"),
        (code in ASKED, ASKED.get(code, "")),
    )
    return next((word for fits, word in reasons if fits), reason_of(code))
