"""What visitors write and read: each message once, in their own conversation only, durable before it is answered (CHT-11)."""

from typing import Any
from uuid import UUID

from flask import Flask, Response, request

from api.chat_limits import ChatLimits
from api.chat_reading import Written, written
from api.chat_serving import Limits, Visit, identity_needed, network, often, route
from api.chat_shapes import json_answer, part_of
from api.downloads import download
from api.presence import HERE
from api.problems import Problem, invalid, not_found
from api.visitor_identity import Identity, verified
from api.visitor_tokens import Visitor, vouched
from application.chat import identity_secret
from application.chatted import Sending, file_of, packed
from application.uploads import Infected, NotScanned
from domain.kernel.ids import derived
from projections.thread.visited import Place, message

MOST, USUAL = 100, 50
LONGEST_POSITION = 18


def install(app: Flask, limits: Limits) -> None:
    """Serve messages and their files."""
    route(app, limits, "/messages", GET=_read, POST=_write)
    route(app, limits, "/files/<file_id>", GET=_file)


def identity_of(visit: Visit, given: str) -> Identity | None:
    """Return what the page says of its visitor; None where it says nothing. Raises `IdentityRefused`."""
    if not given:
        return None
    counted = visit.widget.chat.identity.secret_version
    secret = identity_secret(visit.secret, visit.widget.channel_id, counted).encode() if counted else None
    return verified(given, secret, visit.at)


def _read(visit: Visit) -> Response:
    visitor = visit.visitor
    after, before = _position("after"), _position("before")
    limit = min(_position("limit") or USUAL, MOST)
    place = visit.place(visitor)
    return json_answer(part_of(visit, place, after=after, before=before, limit=limit))


def _write(visit: Visit) -> Response:
    visitor, limits = visit.visitor, visit.limits
    of_others = (limits.network, network()), (limits.channel, visit.widget.channel_id.hex)
    often(limits.sent.take(visitor.id.hex, *of_others))
    said = written(limits.bounds)
    identity = identity_of(visit, said.identity) or visit.claims_of(visitor)
    _must_be_theirs(visit, visitor, identity)
    place = visit.place(visitor)
    visit.must_agree(visitor, said.agreed, said.language)
    _check_files(visit, said, limits.bounds)
    sending = _sending(visit, visitor, said, identity)
    intake_id = derived(visit.widget.channel_id, "chat", visitor.id.hex, said.client_id)
    visits = visit.context.services.visits
    taken = visits.take(visit.widget, visitor.id, intake_id, packed(sending), request.remote_addr or "")
    if taken.conversation_id is None:
        visit.context.services.visitors.wrote(visit.widget.account_id, visit.widget.inbox_id, visitor.id)
    else:
        _tell(visit, visitor, taken.conversation_id, place, said.page_url)
    told = {
        "accepted": True,
        "conversation": None if taken.conversation_id is None else str(taken.conversation_id),
        "message_id": None if taken.message_id is None else str(taken.message_id),
        "position": taken.position,
    }
    return json_answer(told, 202)


def _must_be_theirs(visit: Visit, visitor: Visitor, identity: Identity | None) -> None:
    """Raise `Problem` where the page speaks of another person than the token is of."""
    if identity is None:
        return
    if visitor.vouched != vouched(visit.secret, visit.widget.channel_id, identity.subject):
        raise identity_needed()


def _check_files(visit: Visit, said: Written, bounds: ChatLimits) -> None:
    for file in said.files:
        try:
            visit.context.services.uploads.check(file.data)
        except (Infected, NotScanned) as error:
            detail = f"The file was not taken: {error}"[: bounds.characters]
            raise Problem(error.status, error.code, detail, field="file") from None


def _sending(visit: Visit, visitor: Visitor, said: Written, identity: Identity | None) -> Sending:
    named = None
    if identity is not None:
        named = {"subject": identity.subject, "email": identity.email, "name": identity.name}
    return Sending(
        visit.widget.channel_id, visitor.id, said.client_id, said.text, said.files, said.page_url, said.page_title,
        said.language, said.agreed, named, said.answer, said.answers_to, visit.context.services.clock(),
        said.shown,
    )  # fmt: skip


def _tell(visit: Visit, visitor: Visitor, conversation_id: UUID, place: Place | None, page: str) -> None:
    """Let their other tabs and the agents know that they are there, on which page; `place` is where they were before."""
    if place is None or place.visited.conversation_id != conversation_id:
        place = visit.place_of(visitor, conversation_id)
    shown_in = conversation_id if place is None else place.visited.shown_in
    inbox_id = visit.widget.inbox_id if place is None else place.visited.inbox_id
    told, who = visit.limits.told, (shown_in, visitor.id)
    if told.get(who, lambda: None) != page:
        visit.context.services.visitors.note(
            visit.widget.account_id, inbox_id, shown_in, visitor.id, HERE, page
        )
        told.get(who, lambda: page)


def _file(visit: Visit, file_id: str) -> Response:
    """Give a file of a message that the visitor sees: to save, never as a page."""
    place = visit.place(visit.visitor)
    name, _, number = file_id.partition("-")
    try:
        message_id, index = UUID(hex=name), int(number) if number.isascii() and number.isdigit() else -1
    except ValueError:
        raise not_found("file") from None
    if place is None or not 0 <= index < MOST:
        raise not_found("file")
    with visit.context.services.views() as db:
        said = message(db, place, message_id)
    if said is None or index >= len(said.attachments):
        raise not_found("file")
    return _of(visit, place, said.attachments[index], said.intake_id, said.blob_id, said.contact_id)


def _of(
    visit: Visit,
    _place: Place,
    about: dict[str, Any],
    intake_id: UUID | None,
    blob_id: UUID | None,
    contact_id: UUID,
) -> Response:
    blobs = visit.context.services.blobs
    if "blob" in about:
        data = blobs.get(UUID(str(about["blob"])), contact_id)
    else:
        raw = None if intake_id is None or blob_id is None else blobs.get(blob_id, intake_id)
        found = None if raw is None else file_of(raw, int(about["part"]))
        data = None if found is None else found.data
    if data is None:
        raise not_found("file")
    return download(data, str(about["filename"]), str(about["content_type"]))


def _position(name: str) -> int | None:
    text = request.args.get(name, "")
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= LONGEST_POSITION):
        raise invalid(name, "value", f"{name} is a number, as an answer gave it.")
    return int(text)
