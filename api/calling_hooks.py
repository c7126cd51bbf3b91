"""Where Twilio asks what to do with a call, and tells how it goes: believed by its signature alone (CAL-03, SE-03)."""

import logging
from uuid import UUID

from flask import Flask, Response, request

from api.behind import counted_as
from api.calling import NotGenuine, Request
from api.context import here
from api.hook_gate import HookGate, Overloaded
from application.bus import Busy
from application.ports import Unavailable

LONGEST, MOST_FIELDS = 65_536, 200
"""Bytes of a form, and how much it may say."""
SIGNATURE, FORM = "X-Twilio-Signature", "application/x-www-form-urlencoded"
DOCUMENT = "text/xml; charset=utf-8"
SORRY = (
    '<?xml version="1.0" encoding="UTF-8"?><Response><Say language="en-GB">Sorry, we cannot take your call now.'
    " Please call again later.</Say><Hangup/></Response>"
)
"""What a caller hears where nothing else can be said: the log is away, or what is asked is not understood."""
logger = logging.getLogger(__name__)


def install(app: Flask) -> None:
    """Serve them."""
    gate = HookGate()
    app.add_url_rule(
        "/hooks/calling/<uuid:channel_id>/<step>",
        "hooks.calling",
        lambda channel_id, step: _answer(gate, channel_id, step),
        methods=["POST"],
    )


def _answer(gate: HookGate, channel_id: UUID, step: str) -> Response:
    """Judge a request, make durable what it tells, then answer (CAL-03, SE-03)."""
    services = here().services
    request.max_content_length, request.max_form_parts = LONGEST, MOST_FIELDS
    posted = tuple(request.form.items(multi=True)) if request.mimetype == FORM else ()
    query = request.query_string.decode("ascii", "replace")
    away: tuple[type[Exception], ...] = (OSError, Unavailable, Busy, Overloaded, *services.away)
    told = Request(channel_id, step, query, posted, request.headers.get(SIGNATURE, ""))
    try:
        with gate.judging(counted_as(request.remote_addr or "")) as was_wrong:
            try:
                carry_out = services.calling.believe(told)
            except NotGenuine:
                was_wrong()
                return Response("", 403)
        document = carry_out(services.clock())
    except away as error:
        logger.warning("a request about a call could not be kept: %s", type(error).__name__)
        if step == "fallback":
            # the last that Twilio asks for a call: it is told to go, not to ask again
            return Response(SORRY, 200, content_type=DOCUMENT)
        return Response("", 503, {"Retry-After": "1"})
    return Response(document, 200, content_type=DOCUMENT)
