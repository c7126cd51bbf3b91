"""The account's logo at an address of its own, for signatures of mail and for pages of the company's (ACC-11, EML-10)."""

from uuid import UUID

from flask import Flask, Response, request

from api.behind import counted_as
from api.buckets import Buckets
from api.problems import Problem
from api.resources.logo import logo_of

PER_SECOND, BURST = 1.0, 60
"""Of one network."""
FRESH = "public, max-age=3600"


def install(app: Flask) -> None:
    """Serve it to anybody: mail that was sent shows the logo there is, not the one there was."""
    callers = Buckets(PER_SECOND, BURST)
    app.add_url_rule(
        "/brand/<uuid:account_id>/logo", "pages.brand_logo", lambda account_id: _logo(callers, account_id)
    )


def _logo(callers: Buckets, account_id: UUID) -> Response:
    wait = callers.take(counted_as(request.remote_addr or ""))
    if wait:
        detail = f"Too many requests from your network. Try again in {wait} seconds."
        raise Problem(429, "too_often", detail, headers={"Retry-After": str(wait)})
    answer = logo_of(account_id)
    answer.headers["Cache-Control"] = FRESH
    answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return answer
