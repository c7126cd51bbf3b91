"""What visitors are told, as JSON: nothing of it is more than they may see (CHT-11)."""

import json
from dataclasses import asdict
from typing import Any
from uuid import UUID

from flask import Response

from api.chat_serving import Visit
from api.visitor_tokens import Visitor
from domain.channel.consent_settings import text_hash
from domain.csat.rating import question_id
from projections.people import faces
from projections.thread import visited
from projections.thread.visited import Place, Said

JSON = "application/json"


def json_answer(told: Any, status: int = 200) -> Response:
    """Return it as an answer."""
    return Response(json.dumps(told, separators=(",", ":")), status, content_type=JSON)


def part_of(
    visit: Visit, place: Place | None, *, after: int | None = None, before: int | None = None, limit: int
) -> dict[str, Any]:
    """Return a part of a conversation, oldest first: what changed after a position, or the newest messages before one."""
    services, position = visit.context.services, visit.position
    if place is None:
        return {"items": [], "position": position, "closed": False}
    with services.views() as db:
        if after is None:
            said = visited.newest(db, place, before=before, limit=limit)
        else:
            said = visited.changed(db, place, after=after, limit=limit)
            if len(said) >= limit:
                position = said[-1].changed
        shown = faces.faces(db, visit.widget.account_id, [one.author_id for one in said if one.author_id])
    items = [_message(visit, place, one, shown) for one in said]
    return {"items": items, "position": position, "closed": place.visited.status == "closed"}


def picture_url(key: str, user_id: UUID, picture_id: UUID | None) -> str | None:
    """Return where a person's picture is, as a path; None where they have none."""
    return None if picture_id is None else f"/w/{key}/faces/{user_id}?picture={picture_id}"


def consent_of(visit: Visit, visitor: Visitor | None) -> dict[str, Any] | None:
    """Return what is to be agreed to, in all its languages; None where nothing is asked."""
    settings = visit.widget.consent
    if not settings.asks:
        return None
    told: dict[str, Any] = {
        "mode": settings.mode,
        "version": settings.text_version,
        "texts": {name: {"text": text, "hash": text_hash(text)} for name, text in settings.texts.items()},
    }
    if visitor is not None:
        wanted = visit.context.services.consents.needed(
            visit.widget.account_id, visit.widget.channel_id, visitor.id.hex
        )
        told["agreed"] = wanted is None
    return told


def now_of(visit: Visit, visitor: Visitor | None = None) -> dict[str, Any]:
    """Return how the chat stands now, for a visitor if one is known."""
    name = "" if visitor is None else visitor.id.hex
    told = asdict(visit.context.services.visits.now(visit.widget, name))
    del told["opening"]
    return {
        **told,
        "at": visit.context.services.clock().isoformat(),
    }


def _message(visit: Visit, place: Place, one: Said, shown: dict[UUID, faces.Face]) -> dict[str, Any]:
    ours = one.direction == "out"
    face = shown.get(one.author_id) if one.author_id else None
    who = "visitor" if not ours else "bot" if one.origin == "bot" else "agent"
    client_id = (
        one.provider_id.rpartition(":")[2] if one.provider_id.startswith("chat:") and not ours else None
    )
    return {
        "id": str(one.message_id),
        "client_id": client_id,
        "from": who,
        "name": one.sender_name if ours else "",
        "picture_url": picture_url(visit.key, face.user_id, face.picture_id)
        if face and who == "agent"
        else None,
        "text": _text(visit, place, one),
        "choices": list(one.choices),
        "files": [_file(visit, one, number, about) for number, about in enumerate(one.attachments)],
        "at": one.at.isoformat(),
        "position": one.position,
        "state": one.state if ours else "received",
    }


def _text(visit: Visit, place: Place, one: Said) -> str:
    """Return what it says; to the question how satisfied they are, the link that only its visitor gets (CNV-10)."""
    ours = (place.visited.conversation_id, place.visited.shown_in)
    asks = next((which for which in ours if one.message_id == question_id(which)), None)
    if asks is None:
        return one.body
    services = visit.context.services
    return f"{one.body}\n{services.settings.base_url}{services.rating_links.in_chat(asks)}"


def _file(visit: Visit, one: Said, number: int, about: dict[str, Any]) -> dict[str, Any]:
    file_id = f"{one.message_id.hex}-{number}"
    told = {name: about.get(name) for name in ("filename", "content_type", "size")}
    return {"id": file_id, **told, "url": f"/w/{visit.key}/files/{file_id}"}
