"""One door for what providers tell us by themselves: each under its name, judged by what it shows, never by where it comes."""

import logging
from collections.abc import Callable, Mapping
from functools import partial

from flask import Flask, Response, request

from api.behind import counted_as
from api.buckets import Buckets
from api.context import here
from api.hooked import Hooked
from api.services import Services

LONGEST = 262_144
PER_SECOND, BURST = 50.0, 500
LONGEST_BATCH, LONGEST_CHALLENGE = 1_048_576, 200
Of = Callable[[Services], Hooked]
SIGNED: Mapping[str, Of] = {
    "messenger": lambda services: services.messenger,
    "whatsapp": lambda services: services.whatsapp,
}
"""The platforms whose webhooks are signed, by their names."""
logger = logging.getLogger(__name__)


def install(app: Flask) -> None:
    """Serve the hooks."""
    callers = Buckets(PER_SECOND, BURST)
    app.add_url_rule(
        "/hooks/<provider>", "hooks.hear", lambda provider: _hear(callers, provider), methods=["POST"]
    )
    for name, hooked in SIGNED.items():
        at = f"/hooks/{name}"
        app.add_url_rule(at, f"hooks.verify_{name}", partial(_verify, hooked), methods=["GET"])
        app.add_url_rule(at, f"hooks.hear_{name}", partial(_hear_signed, hooked, callers), methods=["POST"])


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


def _verify(hooked: Of) -> Response:
    """Answer Meta's question whether the webhook is ours with its own challenge (MSG-11, WAB-02)."""
    told = request.args
    challenge = told.get("hub.challenge", "")
    ours = hooked(here().services).is_ours(told.get("hub.mode", ""), told.get("hub.verify_token", ""))
    if not ours or not 0 < len(challenge) <= LONGEST_CHALLENGE:
        return _said(403)
    return _said(200, challenge)


def _hear_signed(hooked: Of, callers: Buckets) -> Response:
    """Make what Meta tells durable, then answer (MSG-11, WAB-02, SE-03).

    Who cannot sign is counted, and not even read while that was too often; Meta itself is not counted.
    """
    services, caller = here().services, counted_as(request.remote_addr or "")
    wait = callers.wait(caller)
    if wait:
        return Response("", 429, {"Retry-After": str(wait)})
    request.max_content_length = LONGEST_BATCH
    raw, platform = request.get_data(cache=False), hooked(services)
    if not platform.genuine(raw, request.headers.get("X-Hub-Signature-256", "")):
        callers.take(caller)
        return _said(403)
    try:
        platform.hear(raw, services.clock())
    except ValueError:
        return _said(400)
    except OSError as error:
        logger.warning("a webhook could not be kept: %s", type(error).__name__)
        return Response("", 503, {"Retry-After": "2"})
    return _said(200, "EVENT_RECEIVED")


def _said(status: int, text: str = "") -> Response:
    return Response(text, status, content_type="text/plain; charset=utf-8")
