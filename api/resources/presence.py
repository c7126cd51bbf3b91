"""Who is viewing a conversation and who is writing in it (CNV-04): nothing of it is ever stored."""

from typing import cast
from uuid import UUID

from flask import current_app

from api.buckets import Buckets
from api.context import Context, found, here
from api.guarding import person
from api.operations import Answer, Routes, Values
from api.problems import Problem
from api.schemas import presence as shapes
from api.schemas.common import Empty
from projections.thread import queries as threads

READ = "conversation_read"
AT = "/conversations/<uuid:conversation_id>/presence"

routes = Routes("conversations", "Threads with contacts. You see those of the inboxes open to you.")


@routes.get(AT, answer=shapes.Presences, permission=READ)
def presence(conversation_id: UUID) -> Values:
    """Say who is viewing and who is typing now, and whether a chat's visitor is there.

    The stream tells of changes as `presence` and, of visitors, as `visitor`, both without an id.
    """
    context = here()
    _seen(context, conversation_id)
    context.release()
    there = context.services.presence.of(context.account_id, conversation_id)
    visitor = context.services.visitors.of(context.account_id, conversation_id)
    users = [{"user_id": user_id, "doing": doing} for user_id, doing in there.items()]
    return {"items": users, "visitor": visitor}


@routes.write("POST", AT, body=shapes.Doing, answer=Empty, status=204, permission=READ, keyed=False)
def say(conversation_id: UUID, body: Values) -> Answer:
    """Say what you do in a conversation: colleagues who see it learn of it by the stream.

    Typing is forgotten after 6 seconds and viewing after 30, so say it again while it lasts, every 3 seconds at most:
    429 for who says more. Only people are anywhere: 403 for tokens.
    """
    context = here()
    user_id, _ = person(context)
    inbox_id = _seen(context, conversation_id)
    context.release()
    wait = cast("Buckets", current_app.extensions["postroom.presence"]).take(f"{user_id} {conversation_id}")
    if wait:
        detail = "Say what you do every 3 seconds at most."
        raise Problem(429, "too_often", detail, headers={"Retry-After": str(wait)})
    context.services.presence.note(context.account_id, inbox_id, conversation_id, user_id, body["doing"])
    return Answer(None, 204)


def _seen(context: Context, conversation_id: UUID) -> UUID:
    """Return the conversation's inbox, or answer 404."""
    inboxes = tuple(context.viewer.inboxes)
    header = threads.header(context.db, context.account_id, inboxes, conversation_id)
    inbox_id: UUID = found(header, "conversation").inbox_id
    return inbox_id
