"""One door for what providers tell us by themselves: each under its name, judged by what it shows, never by where it comes."""

import logging
from collections.abc import Callable, Mapping
from functools import partial

from flask import Flask, Response, request

from api.behind import counted_as
from api.context import here
from api.hook_gate import HookGate, Overloaded
from api.hooked import Hooked, is_signature
from api.services import Services

LONGEST = 262_144
LONGEST_BATCH, LONGEST_CHALLENGE = 4_194_304, 200
"""Meta says that what it posts has 3 MB at most."""
Of = Callable[[Services], Hooked]
SIGNED: Mapping[str, Of] = {
    "messenger": lambda services: services.messenger,
    "whatsapp": lambda services: services.whatsapp,
}
"""The platforms whose webhooks are signed, by their names."""
logger = logging.getLogger(__name__)


def install(app: Flask) -> None:
    """Serve the hooks."""
    gate = HookGate()
    app.add_url_rule(
        "/hooks/<provider>", "hooks.hear", lambda provider: _hear(gate, provider), methods=["POST"]
    )
    for name, hooked in SIGNED.items():
        at = f"/hooks/{name}"
        app.add_url_rule(at, f"hooks.verify_{name}", partial(_verify, hooked), methods=["GET"])
        app.add_url_rule(at, f"hooks.hear_{name}", partial(_hear_signed, hooked, gate), methods=["POST"])


def _hear(gate: HookGate, provider: str) -> Response:
    """Judge and carry out what tells that a mailbox changed (EML-03)."""
    request.max_content_length = LONGEST
    services, raw = here().services, request.get_data(cache=False)
    shown, asked = request.headers.get("Authorization", ""), request.args.to_dict()
    try:
        with gate.judging(_caller()) as was_wrong:
            answer = services.mailboxes.hear(provider, shown, asked, raw, services.clock())
            if not answer.believed:
                was_wrong()
    except Overloaded:
        return _later(1)
    return _said(answer.status, answer.text)


def _verify(hooked: Of) -> Response:
    """Answer Meta's question whether the webhook is ours with its own challenge (MSG-11, WAB-02)."""
    told = request.args
    challenge = told.get("hub.challenge", "")
    ours = hooked(here().services).is_ours(told.get("hub.mode", ""), told.get("hub.verify_token", ""))
    if not ours or not 0 < len(challenge) <= LONGEST_CHALLENGE:
        return _said(403)
    return _said(200, challenge)


def _hear_signed(hooked: Of, gate: HookGate) -> Response:
    """Make what Meta tells durable, then answer (MSG-11, WAB-02, SE-03)."""
    services, shown = here().services, request.headers.get("X-Hub-Signature-256", "")
    if not is_signature(shown):
        # not even read
        return _said(403)
    request.max_content_length = LONGEST_BATCH
    raw, platform = request.get_data(cache=False), hooked(services)
    try:
        with gate.judging(_caller()) as was_wrong:
            if not platform.genuine(raw, shown):
                was_wrong()
                return _said(403)
        platform.hear(raw, services.clock())
    except Overloaded:
        return _later(1)
    except ValueError:
        return _said(400)
    except OSError as error:
        logger.warning("a webhook could not be kept: %s", type(error).__name__)
        return _later(2)
    return _said(200, "EVENT_RECEIVED")


def _caller() -> str:
    return counted_as(request.remote_addr or "")


def _later(seconds: int) -> Response:
    """Answer with what providers take as overload, and tell us again."""
    return Response("", 503, {"Retry-After": str(seconds)})


def _said(status: int, text: str = "") -> Response:
    return Response(text, status, content_type="text/plain; charset=utf-8")
