"""Saved views, and lists by any filter (CNV-03)."""

from collections.abc import Sequence
from dataclasses import asdict
from uuid import UUID

from api.changes import change, create, etag, if_match
from api.context import found, here
from api.lists import filter_of, shown
from api.moments import asked_for
from api.operations import Answer, Routes, Values
from api.schemas import conversations as rows
from api.schemas import views as shapes
from api.schemas.common import Changed, list_of, page_of
from application.view import ChangeView, RemoveView, RestoreView, SaveView
from domain.view.aggregate import Look
from projections.channel_list import queries as channels
from projections.inbox_list import lists
from projections.people import queries as people
from projections.saved_view import queries as saved

READ = "conversation_read"
ONE = "/views/<uuid:view_id>"
COUNTED = 30
"""Views whose conversations are counted in one request: the first in the rail."""

routes = Routes(
    "views", "Saved views: conversations by a filter, in an order, for oneself, a team or everybody."
)


@routes.write("POST", "/conversations/query", body=shapes.ConversationsQuery, answer=page_of(rows.ConversationRow),
              permission=READ, keyed=False, body_required=False)  # fmt: skip
def query(body: Values) -> Values:
    """List conversations by any filter in any order.

    A page may be short, even empty, with `next` to go on from: each looks at a limited number of conversations.
    """
    return shown(
        filter_of(body), body["sort"], as_of=asked_for(body), cursor=body["cursor"], limit=body["limit"]
    )


@routes.get("/views", answer=list_of(shapes.SavedView), permission=READ)
def views() -> Values:
    """List your saved views and those shared with you, in their order.

    One that names inboxes or channels you do not see says which, as `unseen`: you see what the rest of it shows.
    """
    return {"items": _described(_views())}


@routes.get("/views/counts", answer=list_of(shapes.ViewCount), permission=READ)
def counts() -> Values:
    """Count what your first 30 views show: up to 100 each, and only within the bound of a page."""
    context = here()
    viewer, items = context.viewer, []
    for view in _views()[:COUNTED]:
        if viewer.user_id is None and (view.base in ("mine", "mentions") or view.unread):
            continue
        count, more = lists.count(
            context.db, viewer.account_id, tuple(viewer.inboxes), view.filter, viewer.user_id
        )
        items.append({"view_id": view.view_id, "count": count, "more": more})
    return {"items": items}


@routes.get(ONE, answer=shapes.SavedView, permission=READ)
def view(view_id: UUID) -> Answer:
    """Read one view."""
    row = seen(view_id)
    (described,) = _described([row])
    return Answer(described, headers=etag(row.version))


@routes.write("POST", "/views", body=shapes.ViewLook, answer=Changed, status=201, permission=READ)
def save(body: Values) -> Answer:
    """Save a view."""
    return create(SaveView(_look(body)), "/views")


@routes.write("PUT", ONE, body=shapes.ViewLook, answer=Changed, permission=READ, versioned=True)
def change_view(view_id: UUID, body: Values) -> Answer:
    """Let a view be otherwise; shared ones of others need `inbox_edit`."""
    return change(ChangeView(view_id, _look(body), expected_version=if_match()), view_id)


@routes.write("DELETE", ONE, answer=Changed, permission=READ, versioned=True)
def remove(view_id: UUID) -> Answer:
    """Remove a view; it can be restored."""
    return change(RemoveView(view_id, expected_version=if_match()), view_id)


@routes.write("POST", f"{ONE}/restore", answer=Changed, permission=READ, versioned=True)
def restore(view_id: UUID) -> Answer:
    """Bring a removed view back as it was."""
    return change(RestoreView(view_id, expected_version=if_match()), view_id)


def seen(view_id: UUID) -> saved.SavedView:
    """Return a view the caller sees, or answer 404."""
    context = here()
    viewer = context.viewer
    row: saved.SavedView = found(
        saved.view(context.db, viewer.account_id, viewer.user_id, _teams(), view_id), "view"
    )
    return row


def _views() -> list[saved.SavedView]:
    context = here()
    return saved.views(context.db, context.account_id, context.viewer.user_id, _teams())


def _described(rows: Sequence[saved.SavedView]) -> list[Values]:
    context = here()
    inboxes = tuple(context.viewer.inboxes)
    open_ = {str(inbox_id) for inbox_id in inboxes}
    if any(row.channel_ids for row in rows):
        doors = channels.channels(context.db, context.account_id, inboxes)
        open_ |= {str(door.channel_id) for door in doors}
    return [
        asdict(row)
        | {
            "properties": [
                dict(zip(("property_id", "how", "value"), one, strict=True)) for one in row.properties
            ],
            "unseen": [one for one in (*row.inbox_ids, *row.channel_ids) if one not in open_],
        }
        for row in rows
    ]


def _teams() -> list[UUID]:
    context = here()
    user_id = context.viewer.user_id
    user = people.user(context.db, context.account_id, user_id) if user_id else None
    return user.team_ids if user else []


def _look(body: Values) -> Look:
    return Look(body["name"], filter_of(body), body["sort"], body["shared"], body["team_id"], body["place"])
