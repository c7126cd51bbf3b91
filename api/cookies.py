"""The cookies of a browser: HttpOnly, SameSite, and behind https bound to this host (RFC 6265bis, `__Host-`)."""

from datetime import timedelta

from flask import Response, after_this_request, request

from api.services import ApiSettings

SESSION, BESIDE = "postroom_session", "postroom_beside"
"""Who is signed in; who else is, in other accounts."""
BROWSER, FLOW = "postroom_browser", "postroom_flow"
"""Who signed in here before; which sign-in at a provider this browser began."""
MAILBOX = "postroom_mailbox"
"""Which authorisation of a mailbox this browser began."""
MESSENGER = "postroom_messenger"
"""Which login at Facebook, for a page."""

FLOW_LASTS = timedelta(minutes=10)


def name_of(cookie: str, settings: ApiSettings) -> str:
    """Return the cookie's name: with https it begins with `__Host-`, which no other host or path can set."""
    return f"__Host-{cookie}" if settings.secure_cookies else cookie


def read(cookie: str, settings: ApiSettings) -> str:
    """Return what the browser sent, empty where it sent none."""
    return request.cookies.get(name_of(cookie, settings), "")


def write(cookie: str, value: str, settings: ApiSettings, lasts: timedelta | None = None) -> None:
    """Let this request's answer set a cookie: until the browser closes, or for a while; an empty value ends it."""

    @after_this_request
    def _set(response: Response) -> Response:
        response.set_cookie(
            name_of(cookie, settings), value, path="/", httponly=True, samesite="Lax",
            secure=settings.secure_cookies, max_age=lasts if value else 0,
        )  # fmt: skip
        return response
