"""What the caller has seen of a conversation (CNV-03)."""

from uuid import UUID

from api.context import found, here
from api.operations import Answer, Routes, Values
from api.problems import Problem
from api.schemas import views as shapes
from api.schemas.common import Empty
from projections.thread import queries as threads

SEEN = "/conversations/<uuid:conversation_id>/seen"

routes = Routes("conversations", "Threads with contacts. You see those of the inboxes open to you.")


@routes.write("POST", SEEN, body=shapes.Seen, body_required=False, answer=Empty, status=204, permission="conversation_read",
              keyed=False)  # fmt: skip
def see(conversation_id: UUID, body: Values) -> Answer:
    """Say that you have seen the conversation up to a position. Nobody but you is told."""
    user_id, position = _reader(conversation_id)
    seen = min(position, body["position"]) if body["position"] is not None else position
    context = here()
    context.services.reading_marks.see(context.account_id, user_id, conversation_id, seen)
    return Answer(b"", 204)


@routes.write("DELETE", SEEN, answer=Empty, status=204, permission="conversation_read", keyed=False)
def unsee(conversation_id: UUID) -> Answer:
    """Take the conversation as unread again."""
    user_id, _ = _reader(conversation_id)
    context = here()
    context.services.reading_marks.unsee(context.account_id, user_id, conversation_id)
    return Answer(b"", 204)


def _reader(conversation_id: UUID) -> tuple[UUID, int]:
    """Return who reads, and how far the conversation goes."""
    context = here()
    viewer = context.viewer
    header = found(
        threads.header(context.db, viewer.account_id, tuple(viewer.inboxes), conversation_id), "conversation"
    )
    if viewer.user_id is None:
        raise Problem(403, "people_only", "Only people read. Sign in as a user for this.")
    context.release()
    return viewer.user_id, header.position
