"""Canned replies, and what their tokens stand for (CNV-02)."""

from uuid import UUID

from api.changes import change, create, etag, if_match
from api.context import found, here
from api.operations import Answer, Routes, Values
from api.prepared import scope_of, seer, values_in
from api.schemas import canned as shapes
from api.schemas.common import Changed, list_of
from application.canned import ChangeCannedReply, CreateCannedReply, DeleteCannedReply, RestoreCannedReply
from domain.canned.aggregate import Prepared
from projections.canned import queries

WRITE = "conversation_write"
ONE = "/canned-replies/<uuid:reply_id>"

routes = Routes("canned", "Canned replies: prepared texts with tokens. Macros: several deeds as one.")


@routes.get("/canned-replies", answer=list_of(shapes.CannedReply), permission=WRITE)
def canned_replies() -> Values:
    """List those offered to you by name: everybody's, those of your inboxes and teams, and your own."""
    return {"items": queries.replies(here().db, seer())}


@routes.get(ONE, answer=shapes.CannedReply, permission=WRITE)
def canned_reply(reply_id: UUID) -> Answer:
    """Read one, deleted or not."""
    row = found(queries.reply(here().db, seer(), reply_id), "canned reply")
    return Answer(row, headers=etag(row.version))


@routes.write(
    "POST", "/canned-replies", body=shapes.PrepareReply, answer=Changed, status=201, permission=WRITE
)
def create_canned_reply(body: Values) -> Answer:
    """Prepare a text. Tokens such as {{contact.first_name|there}} are filled in; unknown ones are refused."""
    return create(CreateCannedReply(_prepared(body)), "/canned-replies")


@routes.write("PUT", ONE, body=shapes.PrepareReply, answer=Changed, permission=WRITE, versioned=True)
def change_canned_reply(reply_id: UUID, body: Values) -> Answer:
    """Make it another text, or for others."""
    return change(ChangeCannedReply(reply_id, _prepared(body), expected_version=if_match()), reply_id)


@routes.write("DELETE", ONE, answer=Changed, permission=WRITE, versioned=True)
def delete_canned_reply(reply_id: UUID) -> Answer:
    """Offer it no longer; it can be restored."""
    return change(DeleteCannedReply(reply_id, expected_version=if_match()), reply_id)


@routes.write("POST", f"{ONE}/restore", answer=Changed, permission=WRITE, versioned=True)
def restore_canned_reply(reply_id: UUID) -> Answer:
    """Offer a deleted one again."""
    return change(RestoreCannedReply(reply_id, expected_version=if_match()), reply_id)


@routes.get("/conversations/<uuid:conversation_id>/tokens", answer=shapes.TokenValues, permission=WRITE)
def token_values(conversation_id: UUID) -> Values:
    """Say what tokens stand for in a conversation, with you as the agent; empty: write it by hand, or use a fallback."""
    return {"values": values_in(conversation_id)}


def _prepared(body: Values) -> Prepared:
    return Prepared(body["name"], body["text"], scope_of(body), body["shortcut"])
