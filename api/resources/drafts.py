"""Drafts: what somebody is writing, kept on the server for themselves alone (CNV-09)."""

import json
from uuid import UUID

from marshmallow import EXCLUDE

from api.context import found, here
from api.drafts import Place
from api.operations import Answer, Routes, Values
from api.schemas import drafts as shapes
from api.schemas.common import Empty, list_of
from projections.thread import queries as threads
from projections.thread.seen import seen

WRITE = "conversation_write"
REPLY = "/conversations/<uuid:conversation_id>/draft"
NOTE = "/conversations/<uuid:conversation_id>/note-draft"
MAIL = "/drafts/new-mail"

routes = Routes("drafts", "What you are writing. A draft is yours alone, and goes when it is sent.")


@routes.get("/drafts", answer=list_of(shapes.DraftPlace), permission=WRITE)
def drafts() -> Values:
    """List where you have drafts, the newest first, 200 at most: ids and times only."""
    context = here()
    viewer = context.viewer
    hints = context.services.drafts.of(viewer.account_id, owner())
    ids = [hint.conversation_id for hint in hints if hint.conversation_id is not None]
    shown = {None, *seen(context.db, viewer.account_id, tuple(viewer.inboxes), ids)}
    return {"items": [hint for hint in hints if hint.conversation_id in shown]}


@routes.get(REPLY, answer=shapes.KeptDraft, permission=WRITE)
def reply_draft(conversation_id: UUID) -> Values:
    """Read your unsent answer in a conversation."""
    return _read(_in(conversation_id, "reply"))


@routes.write("PUT", REPLY, body=shapes.KeepDraft, answer=shapes.DraftVersion, permission=WRITE, keyed=False)
def keep_reply_draft(conversation_id: UUID, body: Values) -> Values:
    """Keep your unsent answer; it goes with the answer, with the contact, and when nobody touches it for long."""
    return _keep(_in(conversation_id, "reply"), body)


@routes.write("DELETE", REPLY, answer=Empty, status=204, permission=WRITE, keyed=False)
def drop_reply_draft(conversation_id: UUID) -> Answer:
    """Forget your unsent answer."""
    return _drop(_in(conversation_id, "reply"))


@routes.get(NOTE, answer=shapes.KeptDraft, permission=WRITE)
def note_draft(conversation_id: UUID) -> Values:
    """Read your unfinished note in a conversation."""
    return _read(_in(conversation_id, "note"))


@routes.write("PUT", NOTE, body=shapes.KeepDraft, answer=shapes.DraftVersion, permission=WRITE, keyed=False)
def keep_note_draft(conversation_id: UUID, body: Values) -> Values:
    """Keep your unfinished note."""
    return _keep(_in(conversation_id, "note"), body)


@routes.write("DELETE", NOTE, answer=Empty, status=204, permission=WRITE, keyed=False)
def drop_note_draft(conversation_id: UUID) -> Answer:
    """Forget your unfinished note."""
    return _drop(_in(conversation_id, "note"))


@routes.get(MAIL, answer=shapes.KeptDraft, permission=WRITE)
def mail_draft() -> Values:
    """Read your unsent new mail."""
    return _read(new_mail())


@routes.write("PUT", MAIL, body=shapes.KeepDraft, answer=shapes.DraftVersion, permission=WRITE, keyed=False)
def keep_mail_draft(body: Values) -> Values:
    """Keep your unsent new mail."""
    return _keep(new_mail(), body)


@routes.write("DELETE", MAIL, answer=Empty, status=204, permission=WRITE, keyed=False)
def drop_mail_draft() -> Answer:
    """Forget your unsent new mail."""
    return _drop(new_mail())


def owner() -> UUID:
    """Return whose drafts the caller's are: a person's, or a token's own."""
    return UUID(here().viewer.actor.partition(":")[2])


def new_mail() -> Place:
    """Return the place of the caller's new mail."""
    return Place(here().account_id, owner(), "mail")


def sent(kind: str, conversation_id: UUID | None = None) -> None:
    """Forget what was just sent from there; the log has it now."""
    here().services.drafts.drop(Place(here().account_id, owner(), kind, conversation_id))


def _in(conversation_id: UUID, kind: str) -> Place:
    context = here()
    viewer = context.viewer
    header = threads.header(context.db, viewer.account_id, tuple(viewer.inboxes), conversation_id)
    context.release()
    contact_id = found(header, "conversation").contact_id
    return Place(viewer.account_id, owner(), kind, conversation_id, contact_id)


def _read(place: Place) -> Values:
    draft = here().services.drafts.read(place)
    if draft is None:
        nothing: Values = shapes.DraftText().load({"text": ""})
        return {**nothing, "version": 0, "updated_at": None}
    content: Values = shapes.DraftText().load(json.loads(draft.content), unknown=EXCLUDE)
    return {**content, "version": draft.version, "updated_at": draft.updated_at}


def _keep(place: Place, body: Values) -> Values:
    content = {name: value for name, value in body.items() if name != "version"}
    services = here().services
    encoded = json.dumps(content, default=str, ensure_ascii=False).encode()
    return {"version": services.drafts.keep(place, encoded, body["version"], services.clock())}


def _drop(place: Place) -> Answer:
    here().services.drafts.drop(place)
    return Answer(None, 204)
