"""Originals that were accepted and did not become messages: a visible list with a replay button (RL-05)."""

from datetime import datetime
from uuid import UUID

from api import paging
from api.changes import change
from api.context import here
from api.operations import Answer, Routes, Values
from api.schemas import channels as shapes
from api.schemas.common import Changed, page_of
from application.intake import ReplayIntake
from projections.channel_list import queries as channel_list

EDIT = "inbox_edit"

routes = Routes("intakes", "Mail that came in and is no message: still waiting, unreadable, or set aside.")


@routes.get("/intakes", query=shapes.IntakeQuery, answer=page_of(shapes.Intake), permission=EDIT)
def intakes(query: Values) -> Values:
    """List originals that did not become messages, newest first."""
    context, limit = here(), query["limit"]
    after = paging.decode(query["cursor"], datetime, UUID)
    rows = channel_list.problems(
        context.db, context.account_id, tuple(context.viewer.inboxes), state=query["state"],
        after=None if after is None else (after[0], after[1]), limit=limit + 1,
    )  # fmt: skip
    return paging.page(rows, limit, lambda row: row.cursor)


@routes.write("POST", "/intakes/<uuid:intake_id>/replay", answer=Changed, permission=EDIT)
def replay(intake_id: UUID) -> Answer:
    """Take an original in again."""
    return change(ReplayIntake(intake_id), intake_id)
