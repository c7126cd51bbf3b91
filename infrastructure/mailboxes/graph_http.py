"""Asking Microsoft Graph and Entra: one request each, and what their refusals mean to a mailbox (EML-03).

Errors of Graph: status, `error.code` in the body and Retry-After; of Entra: `error` as OAuth has it, beside which
Microsoft's own number says more (and may change, so nothing but words for people hangs on it).
"""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any

from infrastructure.mailboxes.port import (
    AuthorizationLost,
    CursorExpired,
    RateLimited,
    Refused,
    Temporary,
    TokenRefused,
)

if TYPE_CHECKING:  # what talks is imported with the first request
    import requests

Fetch = Callable[..., "requests.Response"]
"""`fetch(method, url, **options)`; raises `requests.RequestException`."""

OK_BELOW = 300
UNAUTHORISED, FORBIDDEN, NOT_FOUND, GONE, TOO_MANY, BROKEN_FROM = 401, 403, 404, 410, 429, 500
LATER = frozenset({408, 409, 423, 425})
"""Statuses of something that is in the way now and not for good."""
OVER = frozenset({"syncstatenotfound", "syncstateinvalid", "resyncrequired", "errorinvalidsyncstatedata"})
"""Codes by which a delta link is said to be over, with 410 or 400."""
LOST = frozenset({"mailboxnotenabledforrestapi", "errormailboxnotfound", "erroraccountsuspend"})
"""Codes of a mailbox that is no longer there, or locked."""
NAMES_NOBODY = re.compile(r"[A-Za-z][A-Za-z0-9_.]{0,63}")
LONGEST_PAUSE = 3600.0


def pause_of(response: "requests.Response", now: datetime | None = None) -> float | None:
    """Return the seconds of Retry-After, which may be a date (RFC 9110, section 10.2.3); None where it says nothing."""
    said = response.headers.get("Retry-After", "").strip()
    if not said:
        return None
    if said.isdigit():
        return min(float(said), LONGEST_PAUSE)
    try:
        until = parsedate_to_datetime(said)
    except ValueError:
        return None
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return min(max(0.0, (until - (now or datetime.now(UTC))).total_seconds()), LONGEST_PAUSE)


def code_of(response: "requests.Response") -> str:
    """Return Graph's word for what is wrong, or the status where it has none; never its sentence, which may name people."""
    try:
        code = response.json()["error"]["code"]
    except (ValueError, KeyError, TypeError):
        code = None
    return code if isinstance(code, str) and NAMES_NOBODY.fullmatch(code) else f"http_{response.status_code}"


def ask(fetch: Fetch, method: str, url: str, token: str, **options: Any) -> "requests.Response":
    """Return Graph's answer if it is a good one; ids in it are those that stay when a message is moved.

    Raises:
        Temporary: nobody answered, or it is not well.
        RateLimited: 429, or 503 with a pause.
        TokenRefused: 401.
        AuthorizationLost: the mailbox is not there for us any more.
        CursorExpired: the delta link is over.
        Refused: anything else.

    """
    import requests  # noqa: PLC0415 - see above

    headers = {"Authorization": f"Bearer {token}", "Accept": "application/json", **options.pop("headers", {})}
    headers["Prefer"] = ", ".join(filter(None, ('IdType="ImmutableId"', headers.get("Prefer"))))
    try:
        response = fetch(method, url, headers=headers, **options)
    except requests.RequestException as error:
        raise Temporary(type(error).__name__) from None
    if response.status_code >= OK_BELOW:
        raise _wrong(response)
    return response


def _wrong(response: "requests.Response") -> Exception:
    status, code = response.status_code, code_of(response)
    pause = pause_of(response)
    if status == UNAUTHORISED:
        return TokenRefused(code)
    if status == TOO_MANY or (status >= BROKEN_FROM and pause is not None):
        return RateLimited(pause)
    if status >= BROKEN_FROM or status in LATER:
        return Temporary(code)
    if status == GONE or code.lower() in OVER:
        return CursorExpired(code)
    if code.lower() in LOST:
        return AuthorizationLost(code)
    return Refused(status, code)


def signed_in(fetch: Fetch, url: str, form: dict[str, str]) -> dict[str, Any]:
    """Return what the token endpoint gave.

    Raises:
        AuthorizationLost: the grant is over, or the person has to do something first.
        Temporary: nobody answered, it is not well, or our own application's secret is not accepted: that is nothing an
            administrator of a mailbox could mend, so it stays to be tried, and shows as failing.
        RateLimited: 429.
        Refused: anything else.

    """
    import requests  # noqa: PLC0415 - see above

    try:
        response = fetch("POST", url, data=form, headers={"Accept": "application/json"})
    except requests.RequestException as error:
        raise Temporary(type(error).__name__) from None
    try:
        said = response.json()
    except ValueError:
        said = None
    if response.status_code < OK_BELOW and isinstance(said, dict):
        return said
    raise _not_signed_in(response, said if isinstance(said, dict) else {})


def _not_signed_in(response: "requests.Response", said: dict[str, Any]) -> Exception:
    error = said.get("error")
    word = (
        error if isinstance(error, str) and NAMES_NOBODY.fullmatch(error) else f"http_{response.status_code}"
    )
    if response.status_code == TOO_MANY:
        return RateLimited(pause_of(response))
    if response.status_code >= BROKEN_FROM or word in {
        "temporarily_unavailable", "server_error", "invalid_client", "unauthorized_client",
    }:  # fmt: skip
        return Temporary(word)
    if word in {
        "invalid_grant",
        "interaction_required",
        "consent_required",
        "login_required",
        "access_denied",
    }:
        return AuthorizationLost(word)
    return Refused(response.status_code, word)
