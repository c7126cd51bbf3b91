"""Availability: who is there, why not, until when, and with how much to do (ACC-12, CHT-14)."""

from datetime import datetime
from typing import Any
from uuid import UUID

from api import paging
from api.changes import change, if_match
from api.context import found, here
from api.hours import Workers, ranges_in, ranges_out
from api.operations import Answer, Routes, Values
from api.schemas import schedules as shapes
from api.schemas.common import Changed, page_of
from application.availability import SetWorkingHours
from domain.user.hours import WorkingHours
from projections.people import queries as people

routes = Routes("users", "The people of the account. Everyone sees them; `user_manage` changes them.")


@routes.get("/availability", query=paging.PageQuery, answer=page_of(shapes.Standing))
def standings(query: Values) -> Values:
    """List who is available, by id: why, until when, and what they have of what they take. Deactivated users are left out."""
    context = here()
    (after,) = paging.decode(query["cursor"], UUID) or (None,)
    rows = people.users(context.db, context.account_id, after=after, limit=query["limit"] + 1)
    page = paging.page(rows, query["limit"], lambda row: (row.user_id,))
    workers, now = Workers(context), context.services.clock()
    return {**page, "items": [_shown(row, workers, now) for row in page["items"] if row.active]}


@routes.get("/users/<uuid:user_id>/availability", answer=shapes.Standing)
def standing(user_id: UUID) -> dict[str, Any]:
    """Say whether one user is available, why, and until when."""
    context = here()
    row = found(people.user(context.db, context.account_id, user_id), "user")
    return _shown(row, Workers(context), context.services.clock())


@routes.write(
    "PUT", "/users/<uuid:user_id>/working-hours", body=shapes.SetWorkingHours, answer=Changed, versioned=True
)
def working_hours(user_id: UUID, body: Values) -> Answer:
    """Say when somebody works: outside of it they are away. For another user this needs `availability_manage`."""
    told = WorkingHours(body["schedule_id"], body["zone"], ranges_in(body["ranges"]))
    return change(SetWorkingHours(user_id, told, expected_version=if_match()), user_id)


def _shown(row: people.User, workers: Workers, now: datetime) -> dict[str, Any]:
    hours, told = workers.hours(row.working_hours), row.working_hours
    over = row.available_until is not None and row.available_until <= now
    return {
        "user_id": row.user_id, "name": row.name, "available": row.available != over,
        "until": None if over else row.available_until, "cause": "ended" if over else row.available_cause,
        "since": row.available_until if over else row.available_since,
        "next_change": hours and hours.next_change(now),
        "working_hours": told and {**told, "ranges": ranges_out(told["ranges"])},
        "team_ids": row.team_ids, "open": row.open, "live": row.live,
        "capacity_total": row.capacity_total, "capacity_live": row.capacity_live, "version": row.version,
    }  # fmt: skip
