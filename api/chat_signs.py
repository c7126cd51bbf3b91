"""Signs of visitors: that they are there, type, have seen something, agree, or say how they can be reached (CHT-11, CHT-12, CHT-13)."""

import hmac

from flask import Flask, Response, request

from api.chat_reading import LONGEST_ADDRESS, LONGEST_URL, agreed_of, body, text_of, uuid_of
from api.chat_serving import Limits, Visit, often, route
from api.chat_shapes import consent_of, json_answer
from api.presence import HERE, LEFT, TYPING
from api.problems import invalid, not_found
from api.visitor_tokens import Visitor
from application.chat_mails import RequestTranscript
from application.consent import Agree, Withdraw
from application.receipts import RecordReceipt
from application.visitors import GiveDetails
from projections.thread.visited import message

KINDS = ("delivered", "seen")


def install(app: Flask, limits: Limits) -> None:
    """Serve what visitors say beside their messages."""
    route(app, limits, "/here", POST=_here)
    route(app, limits, "/typing", POST=lambda visit: _note(visit, _sign(visit), TYPING, ""))
    route(app, limits, "/seen", POST=_seen)
    route(app, limits, "/consent", POST=_consent)
    route(app, limits, "/details", POST=_details)
    route(app, limits, "/transcript", POST=_transcript)


def _sign(visit: Visit) -> Visitor:
    visitor = visit.visitor
    often(visit.limits.signs.take(visitor.id.hex))
    return visitor


def _here(visit: Visit) -> Response:
    visitor, given = _sign(visit), body()
    page = given.get("page")
    url = text_of(page, "url", LONGEST_URL) if isinstance(page, dict) else text_of(given, "page", LONGEST_URL)
    return _note(visit, visitor, LEFT if given.get("left") is True else HERE, url)


def _note(visit: Visit, visitor: Visitor, doing: str, page: str) -> Response:
    place = visit.place(visitor)
    if place is not None:
        at = place.visited
        services = visit.context.services
        services.visitors.note(visit.widget.account_id, at.inbox_id, at.shown_in, visitor.id, doing, page)
        # whatever it was, a message says more than it
        visit.limits.told.forget((at.shown_in, visitor.id))
    return Response(status=204)


def _seen(visit: Visit) -> Response:
    """Record that a message of ours, and all before it, arrived or was seen."""
    visitor, given = _sign(visit), body()
    kind = given.get("kind")
    if kind not in KINDS:
        raise invalid("kind", "value", f"kind is one of {', '.join(KINDS)}.")
    message_id, place = uuid_of(given.get("message_id"), "message_id"), visit.needed(visitor)
    with visit.context.services.views() as db:
        said = message(db, place, message_id)
    if said is None or said.direction != "out":
        raise not_found("message")
    command = RecordReceipt(place.visited.conversation_id, message_id, kind, visitor.id.hex)
    visit.context.services.bus.dispatch(command, visit.envelope(visitor))
    return Response(status=204)


def _details(visit: Visit) -> Response:
    """Keep how a visitor who leaves is reached; what is only typed joins nobody (SE-03)."""
    visitor, given = visit.visitor, body()
    often(visit.limits.transcripts.take(visitor.id.hex))
    visit.needed(visitor)
    visit.must_agree(visitor)
    email, name = (text_of(given, one, LONGEST_ADDRESS + 1) for one in ("email", "name"))
    command = GiveDetails(visit.widget.channel_id, visitor.id.hex, email, name)
    visit.context.services.bus.dispatch(command, visit.envelope(visitor))
    return Response(status=204)


def _transcript(visit: Visit) -> Response:
    """Have what was said mailed, to the address given or known (CHT-12)."""
    visitor, given = visit.visitor, body()
    often(visit.limits.transcripts.take(visitor.id.hex))
    visit.needed(visitor)
    visit.must_agree(visitor)
    email = text_of(given, "email", LONGEST_ADDRESS + 1)
    often(visit.limits.transcripts_of_chat.take(str(visit.widget.channel_id)))
    if email:
        # under a digest: addresses stand in no key of Redis
        told = hmac.digest(visit.secret, b"transcript\x1f" + email.strip().lower().encode(), "sha256").hex()
        often(visit.limits.transcripts_to.take(told))
    command = RequestTranscript(visit.widget.channel_id, visitor.id.hex, email)
    visit.context.services.bus.dispatch(command, visit.envelope(visitor))
    return json_answer({"accepted": True}, 202)


def _consent(visit: Visit) -> Response:
    """Let a visitor agree, or take back what they agreed to."""
    visitor, given, widget = _sign(visit), body(), visit.widget
    env, address = visit.envelope(visitor), request.remote_addr or ""
    bus = visit.context.services.bus
    if given.get("withdrawn") is True:
        bus.dispatch(Withdraw(widget.channel_id, visitor.id.hex, address), env)
    else:
        agreed = agreed_of(given.get("agreed"))
        if agreed is None:
            raise invalid(
                "agreed", "value", "agreed says text_version, text_hash and language of what was shown."
            )
        page = text_of(given, "page", LONGEST_URL)
        bus.dispatch(Agree(widget.channel_id, visitor.id.hex, agreed, address, page), env)
        if visit.place(visitor) is None:
            # what they wrote before may be taken in by this
            visit.context.services.visitors.wrote(widget.account_id, widget.inbox_id, visitor.id)
    return json_answer({"consent": consent_of(visit, visitor)})
