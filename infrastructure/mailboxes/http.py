"""Requests to providers: bounded, through the egress check, every failure one of the port's exceptions."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any

from infrastructure.egress import Egress
from infrastructure.mailboxes.port import (
    MailboxError,
    RateLimited,
    Refused,
    Temporary,
    TokenRefused,
    TooLarge,
    Uncertain,
)

if TYPE_CHECKING:  # what talks is imported when a provider is asked: every start would pay for it
    import requests

SECONDS, LARGEST = 60, 80_000_000
"""A message of 35 MB, the most that providers take, is 47 MB in base64."""
UNAUTHORIZED, TOO_MANY, UNAVAILABLE, BROKEN = 401, 429, 503, 500
LONGEST_PAUSE = 6 * 3600.0

Judge = Callable[["requests.Response"], MailboxError | None]
"""What a provider's own words make of a failure; None where they say nothing special."""


class Http:
    """Asks over HTTPS with a session for each thread."""

    def __init__(self, egress: Egress, judge: Judge = lambda _: None, *, redirects: int = 0) -> None:
        """Go where `egress` lets; `judge` looks at failures first, and so many redirects of a GET are followed."""
        self._egress, self._judge, self._redirects = egress, judge, redirects
        self._own = threading.local()

    def ask(self, method: str, url: str, token: str = "", *, sending: bool = False, **options: Any) -> Any:
        """Return the answer's JSON, None where it has no body.

        `sending` says that what is asked may have happened although no answer came: then that is `Uncertain`.

        Raises:
            MailboxError: what went wrong.

        """
        answer = self._answer(method, url, token, sending=sending, **options)
        if not answer.content:
            return None
        try:
            return answer.json()
        except ValueError:
            raise (Uncertain if sending else Temporary)("an answer that is no JSON") from None

    def content(self, url: str, token: str = "", **options: Any) -> bytes:
        """Return what lies at a URL, as it is. Raises `MailboxError`."""
        return self._answer("GET", url, token, sending=False, headers={"Accept": "*/*"}, **options).content

    def _answer(
        self, method: str, url: str, token: str, *, sending: bool, **options: Any
    ) -> "requests.Response":
        import requests  # noqa: PLC0415 - see above
        from urllib3.exceptions import NewConnectionError  # noqa: PLC0415 - see above

        from infrastructure.fetching import RequestRefused  # noqa: PLC0415 - see above

        headers = {"Accept": "application/json", **options.pop("headers", {})}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        try:
            answer = self._session().request(method, url, headers=headers, **options)
        except requests.RequestException as error:
            if isinstance(error, RequestRefused) and error.response is not None and not sending:
                raise TooLarge(type(error).__name__) from None
            reason = getattr(error.args[0] if error.args else None, "reason", None)
            begun = sending and not isinstance(reason, NewConnectionError)
            raise (Uncertain if begun else Temporary)(type(error).__name__) from None
        if not answer.ok:
            raise self._judge(answer) or _failure(answer, sending=sending)
        return answer

    def _session(self) -> "requests.Session":
        session: requests.Session | None = getattr(self._own, "session", None)
        if session is None:
            from infrastructure.fetching import FetchLimits, GuardedSession  # noqa: PLC0415 - see above

            session = self._own.session = GuardedSession(
                self._egress, FetchLimits(seconds=SECONDS, size=LARGEST, redirects=self._redirects)
            )
        return session


def _failure(answer: "requests.Response", *, sending: bool) -> MailboxError:
    status, pause = answer.status_code, retry_after(answer.headers.get("Retry-After", ""))
    if status == UNAUTHORIZED:
        return TokenRefused(str(status))
    if status == TOO_MANY or (status == UNAVAILABLE and pause is not None):
        return RateLimited(pause)
    if status == UNAVAILABLE:
        return Temporary(str(status))
    if status >= BROKEN:
        return (Uncertain if sending else Temporary)(str(status))
    return Refused(status, f"HTTP {status}")


def retry_after(text: str, now: datetime | None = None) -> float | None:
    """Return the seconds that a Retry-After header asks for, as a number or a date; None for what is neither (RFC 9110)."""
    text = text.strip()
    if text.isascii() and text.isdigit():
        return min(float(text), LONGEST_PAUSE)
    try:
        at = parsedate_to_datetime(text)
    except ValueError:
        return None
    aware = at if at.tzinfo else at.replace(tzinfo=UTC)
    return min(max((aware - (now or datetime.now(UTC))).total_seconds(), 0.0), LONGEST_PAUSE)
