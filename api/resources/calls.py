"""Telephone calls: placed, looked at, ended, and heard again (CAL-01, CAL-02)."""

from contextlib import suppress
from uuid import UUID, uuid4

from flask import Response, request
from werkzeug.exceptions import RequestedRangeNotSatisfiable

from api.calls import shown_call
from api.changes import answer, change, dispatch
from api.context import found, here
from api.operations import Answer, Media, Routes, Values
from api.problems import Problem
from api.schemas import calls as shapes
from api.schemas.common import Changed
from api.turns import turn
from application.calls import HangUp, PlaceCall
from application.user_self import SetPhone
from domain.call.aggregate import LONGEST
from domain.kernel.ids import derived
from projections.call_list import queries as calls
from projections.people import queries as people
from projections.thread import queries as threads

ONE = "/calls/<uuid:call_id>"
HEARD = {"audio/mpeg": "mp3", "audio/wav": "wav", "audio/x-wav": "wav"}
"""What a recording may be, and how such files end; anything else is a file to save."""

routes = Routes("calls", "Telephone calls with contacts. You see those of the conversations you see.")


@routes.write(
    "POST", "/calls", body=shapes.PlaceCall, answer=Changed, status=201, permission="conversation_write"
)
def place(body: Values) -> Answer:
    """Call a contact: your own phone rings first, then theirs. GET /calls/{id} says how it goes.

    409 `phone_needed` without a phone of your own, `number_unknown` without one of theirs, `number_unproven` where they
    only typed it and `confirmed` is not true, `own_line` where either is a line of yours, `country_not_called`,
    `too_many_calls` within an hour, `line_busy` while you are in another call.
    """
    env = here().envelope()
    call_id = uuid4() if env.command_id is None else derived(env.command_id, "call")
    return _placed(PlaceCall(call_id, **body))


def _placed(command: PlaceCall) -> Answer:
    made = answer(command.call_id, dispatch(command), status=201)
    return Answer(made.data, 201, {**made.headers, "Location": f"/api/v1/calls/{command.call_id}"})


@routes.get("/calls/mine", answer=shapes.Calls, permission="conversation_read")
def mine() -> Values:
    """List the calls that ring you or that you are in, as far as you see their conversations."""
    context = here()
    user_id = context.viewer.user_id
    since = context.services.clock() - LONGEST
    rows = [] if user_id is None else calls.of_user(context.db, context.account_id, user_id, since)
    return {"items": [shown_call(row) for row in rows if _is_seen(row.call_id)]}


@routes.get(ONE, answer=shapes.Call, permission="conversation_read")
def call(call_id: UUID) -> Values:
    """Read one call."""
    return shown_call(_call(call_id))


@routes.write("POST", f"{ONE}/hangup", answer=Changed, permission="conversation_write")
def hang_up(call_id: UUID) -> Answer:
    """End a call that is on; nothing happens to one that is over."""
    return change(HangUp(call_id), call_id)


@routes.get(f"{ONE}/recording", answer=Media("audio/mpeg", "The recording."), permission="conversation_read")
def recording(call_id: UUID) -> Response:
    """Hear what was recorded, all of it or a part (Range); 410 where it was erased, 503 while many others are heard."""
    row = _call(call_id)
    if row.recording_blob is None:
        raise Problem(404, "no_recording", "Nothing was recorded of this call, or it was not kept.")
    here().release()
    with turn():
        data = here().services.blobs.get(row.recording_blob, row.contact_id)
    if data is None:
        raise Problem(410, "erased", "The recording was erased.")
    ending = HEARD.get(row.recording_type)
    response = Response(data, content_type=row.recording_type if ending else "application/octet-stream")
    name = f"call-{row.began_at:%Y-%m-%d-%H%M}.{ending or 'bin'}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox; frame-ancestors 'none'"
    response.headers["Cache-Control"] = "no-store"
    # who asks for what is not there gets all of it
    with suppress(RequestedRangeNotSatisfiable):
        response.make_conditional(request, accept_ranges=True, complete_length=len(data))
    return response


@routes.get("/me/phone", answer=shapes.Phone)
def my_phone() -> Values:
    """Read which phone of yours is rung for calls."""
    context = here()
    user = people.user(context.db, context.account_id, _me())
    return {"phone": found(user, "user").phone}


@routes.write("PUT", "/me/phone", body=shapes.Phone, answer=Changed)
def set_my_phone(body: Values) -> Answer:
    """Say which phone of yours is rung for calls; an empty one is none."""
    return change(SetPhone(_me(), body["phone"]), _me())


def _me() -> UUID:
    user_id = here().viewer.user_id
    if user_id is None:
        raise Problem(403, "people_only", "A machine has no phone. Sign in as a person.")
    return user_id


def _call(call_id: UUID) -> calls.Call:
    context = here()
    known = calls.calls(context.db, context.account_id, [call_id]) if _is_seen(call_id) else {}
    row: calls.Call = found(known.get(call_id), "call")
    return row


def _is_seen(call_id: UUID) -> bool:
    """Whether the caller sees the conversation that shows a call."""
    context = here()
    viewer = context.viewer
    return threads.message(context.db, viewer.account_id, tuple(viewer.inboxes), call_id) is not None
