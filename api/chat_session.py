"""Who a visitor is: known by their token, vouched for by their page, or new; and what they see when they come (CHT-10, CHT-11, SE-03)."""

from dataclasses import replace
from typing import Any

from flask import Flask, Response

from api.chat_messages import identity_of
from api.chat_reading import body, text_of
from api.chat_serving import Limits, Visit, identity_needed, network, often, route
from api.chat_shapes import consent_of, json_answer, now_of, part_of
from api.problems import Problem
from api.visitor_claims import sealed
from api.visitor_identity import Identity
from api.visitor_tokens import Visitor, id_of, is_old, token, vouched
from projections.thread.visited import Place, unread

NEWEST = 30
LONGEST = 8_192


def install(app: Flask, limits: Limits) -> None:
    """Serve sessions, and how the chat stands."""
    route(app, limits, "/session", POST=_begin)
    route(app, limits, "/state", GET=lambda visit: json_answer(now_of(visit)))


def _begin(visit: Visit) -> Response:
    given = body()
    brought = text_of(given, "token", LONGEST)
    identity = identity_of(visit, text_of(given, "identity", LONGEST))
    known = visit.read(brought)
    visitor = _visitor(visit, known, identity)
    is_new = known is None or visitor.id != known.id
    place: Place | None = None
    try:
        place = visit.place(visitor) if identity is not None or not is_new else None
    except Problem:
        # who was forgotten is somebody new
        claims = "" if identity is None else visitor.claims
        visitor, is_new = replace(_new(visit, visitor.vouched), claims=claims), True
    if is_new:
        often(visit.limits.sessions.take(network()))
    return json_answer(_told(visit, visitor, place))


def _visitor(visit: Visit, known: Visitor | None, identity: Identity | None) -> Visitor:
    """Return who this is; whoever has another page's person's token becomes their own."""
    at, channel_id = int(visit.at), visit.widget.channel_id
    if identity is None:
        if visit.widget.chat.identity.required and (known is None or not known.vouched):
            raise identity_needed()
        known = known or _new(visit)
        claims = known.claims if visit.claims_of(known) else ""
        return replace(known, claims=claims, issued=at if is_old(known, at) else known.issued)
    person = vouched(visit.secret, channel_id, identity.subject)
    claims = sealed(visit.secret, channel_id, visit.widget.chat.identity.secret_version, identity)
    if known is None or known.vouched not in ("", person):
        return Visitor(id_of(visit.secret, channel_id, identity.subject), at, person, claims)
    renewed = not known.vouched or is_old(known, at)
    return Visitor(known.id, at if renewed else known.issued, person, claims)


def _new(visit: Visit, person: str = "") -> Visitor:
    return Visitor(visit.context.services.new_id(), int(visit.at), person)


def _told(visit: Visit, visitor: Visitor, place: Place | None) -> dict[str, Any]:
    now, count = now_of(visit, visitor), 0
    if place is not None:
        with visit.context.services.views() as db:
            count = unread(db, place)
    return {
        "token": token(visit.secret, visit.widget.channel_id, visitor),
        "visitor": visitor.id.hex,
        "state": now,
        "heading": now["heading"],
        "thread": None if place is None else part_of(visit, place, limit=NEWEST),
        "consent": consent_of(visit, visitor),
        "unread": count,
    }
