"""One door for what providers tell us by themselves: each under its name, judged by what it shows, never by where it comes."""

from flask import Flask, Response, request

from api.behind import counted_as
from api.buckets import Buckets
from api.context import here

LONGEST = 262_144
PER_SECOND, BURST = 50.0, 500


def install(app: Flask) -> None:
    """Serve the hooks."""
    callers = Buckets(PER_SECOND, BURST)
    app.add_url_rule(
        "/hooks/<provider>", "hooks.hear", lambda provider: _hear(callers, provider), methods=["POST"]
    )


def _hear(callers: Buckets, provider: str) -> Response:
    wait = callers.take(counted_as(request.remote_addr or ""))
    if wait:
        return Response("", 429, {"Retry-After": str(wait)})
    request.max_content_length = LONGEST
    services = here().services
    status, text = services.mailboxes.hear(
        provider,
        request.headers.get("Authorization", ""),
        request.args.to_dict(),
        request.get_data(cache=False),
        services.clock(),
    )
    return Response(text, status, content_type="text/plain; charset=utf-8")
