"""Inboxes and who sees them."""

from uuid import UUID

from api.changes import change, create, etag, if_match
from api.context import found, here
from api.operations import Answer, Routes, Values
from api.schemas import people as shapes
from api.schemas.common import Changed, list_of
from application.inbox import CreateInbox, RenameInbox, SetInboxAccess
from projections.people import queries as people

EDIT = "inbox_edit"

routes = Routes(
    "inboxes", "Inboxes hold channels and conversations. You see those open to you; others do not exist here."
)


@routes.get("/inboxes", answer=list_of(shapes.Inbox))
def inboxes() -> Values:
    """List the inboxes you see, by name."""
    context = here()
    return {"items": people.inboxes(context.db, context.account_id, tuple(context.viewer.inboxes))}


@routes.get("/inboxes/<uuid:inbox_id>", answer=shapes.Inbox)
def inbox(inbox_id: UUID) -> Answer:
    """Read one inbox."""
    context = here()
    context.see(inbox_id, "inbox")
    row = found(people.inbox(context.db, context.account_id, inbox_id), "inbox")
    return Answer(row, headers=etag(row.version))


@routes.write("POST", "/inboxes", body=shapes.Named, answer=Changed, status=201, permission=EDIT)
def create_inbox(body: Values) -> Answer:
    """Make an inbox; everyone sees it until you choose."""
    return create(CreateInbox(body["name"]), "/inboxes")


@routes.write(
    "PUT", "/inboxes/<uuid:inbox_id>/name", body=shapes.Named, answer=Changed, permission=EDIT, versioned=True
)
def rename(inbox_id: UUID, body: Values) -> Answer:
    """Give an inbox another name."""
    return change(RenameInbox(inbox_id, body["name"], expected_version=if_match()), inbox_id)


@routes.write(
    "PUT",
    "/inboxes/<uuid:inbox_id>/access",
    body=shapes.SetAccess,
    answer=Changed,
    permission=EDIT,
    versioned=True,
)
def access(inbox_id: UUID, body: Values) -> Answer:
    """Choose who sees an inbox: everyone, or these users and teams."""
    command = SetInboxAccess(
        inbox_id,
        body["everyone"],
        tuple(body["user_ids"]),
        tuple(body["team_ids"]),
        expected_version=if_match(),
    )
    return change(command, inbox_id)
