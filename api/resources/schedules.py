"""Schedules: operating hours, and the holidays of the account (CHT-06, ACC-11)."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from api import paging
from api.changes import change, create, etag, if_match
from api.context import found, here
from api.hours import account_holidays, holidays_in, holidays_out, plan_in, plan_of, ranges_out, state
from api.operations import Answer, Routes, Values
from api.schemas import schedules as shapes
from api.schemas.common import Changed, page_of
from application.availability import SetScreenGrace
from application.schedule import ArchiveSchedule, ChangeSchedule, CreateSchedule, SetHolidays
from projections.people import queries as people
from projections.schedule import queries

EDIT = "account_access"
ONE = "/schedules/<uuid:schedule_id>"

routes = Routes("schedules", "Operating hours that channels, people and promises go by.")


@routes.get("/schedules", query=paging.PageQuery, answer=page_of(shapes.Schedule))
def schedules(query: Values) -> Values:
    """List the account's schedules by name, archived ones too."""
    context = here()
    after = paging.decode(query["cursor"], str, UUID)
    rows = queries.schedules(
        context.db, context.account_id, after=None if after is None else (after[0], after[1]), limit=query["limit"] + 1
    )  # fmt: skip
    page = paging.page(rows, query["limit"], lambda row: (row.name, row.schedule_id))
    return {**page, "items": [_shown(row) for row in page["items"]]}


@routes.get(ONE, answer=shapes.Schedule)
def schedule(schedule_id: UUID) -> Answer:
    """Read one schedule."""
    row = _row(schedule_id)
    return Answer(_shown(row), headers=etag(row.version))


@routes.get(f"{ONE}/state", query=shapes.StateQuery, answer=shapes.OpenState)
def schedule_state(schedule_id: UUID, query: Values) -> Mapping[str, Any]:
    """Say whether it is open at a time, and when it opens and closes next."""
    context = here()
    hours = plan_of(_row(schedule_id)).hours(account_holidays(context))
    return state(hours, query["at"] or context.services.clock())


@routes.write("POST", "/schedules/state", body=shapes.Plan, answer=shapes.OpenState, keyed=False)
def draft_state(body: Values) -> Mapping[str, Any]:
    """Say whether hours that are being written would be open now; changes nothing."""
    context = here()
    hours = plan_in(body).checked().hours(account_holidays(context))
    return state(hours, context.services.clock())


@routes.write("POST", "/schedules", body=shapes.Plan, answer=Changed, status=201, permission=EDIT)
def create_schedule(body: Values) -> Answer:
    """Write operating hours down."""
    return create(CreateSchedule(plan_in(body)), "/schedules")


@routes.write("PUT", ONE, body=shapes.Plan, answer=Changed, permission=EDIT, versioned=True)
def change_schedule(schedule_id: UUID, body: Values) -> Answer:
    """Make them others; whoever and whatever goes by them does so at once."""
    return change(ChangeSchedule(schedule_id, plan_in(body), expected_version=if_match()), schedule_id)


@routes.write("POST", f"{ONE}/archive", answer=Changed, permission=EDIT, versioned=True)
def archive_schedule(schedule_id: UUID) -> Answer:
    """Offer it no longer; what goes by it still does."""
    return change(ArchiveSchedule(schedule_id, expected_version=if_match()), schedule_id)


@routes.write("POST", f"{ONE}/restore", answer=Changed, permission=EDIT, versioned=True)
def restore_schedule(schedule_id: UUID) -> Answer:
    """Offer it again."""
    command = ArchiveSchedule(schedule_id, archived=False, expected_version=if_match())
    return change(command, schedule_id)


@routes.get("/account/hours", answer=shapes.AccountHours)
def account_hours() -> Answer:
    """Read the holidays of the account, and when a lost screen makes somebody away."""
    context = here()
    row = found(people.account(context.db, context.account_id), "account")
    told = {"holidays": holidays_out(row.holidays), "screen_grace": row.screen_grace, "version": row.version}
    return Answer(told, headers=etag(row.version))


@routes.write(
    "PUT", "/account/holidays", body=shapes.SetHolidays, answer=Changed, permission=EDIT, versioned=True
)
def set_holidays(body: Values) -> Answer:
    """Set the days on which nothing is open, for every schedule that counts them."""
    command = SetHolidays(holidays_in(body["holidays"]), expected_version=if_match())
    return change(command, here().account_id)


@routes.write(
    "PUT",
    "/account/screen-grace",
    body=shapes.SetScreenGrace,
    answer=Changed,
    permission=EDIT,
    versioned=True,
)
def set_screen_grace(body: Values) -> Answer:
    """Say after how many minutes without any screen somebody is away; null: never."""
    return change(SetScreenGrace(body["minutes"], expected_version=if_match()), here().account_id)


def _row(schedule_id: UUID) -> queries.Schedule:
    context = here()
    row: queries.Schedule = found(queries.schedule(context.db, context.account_id, schedule_id), "schedule")
    return row


def _shown(row: queries.Schedule) -> dict[str, Any]:
    told = {name: getattr(row, name) for name in queries.Schedule.__dataclass_fields__}
    return told | {"ranges": ranges_out(row.ranges), "holidays": holidays_out(row.holidays)}
