"""A form's submissions as files: CSV for people, Parquet for programs, each export an event of its own (FRM-07, PRV-10)."""

from collections.abc import Iterator
from uuid import UUID

from flask import Response
from marshmallow import Schema

from api.changes import POSITION
from api.context import here
from api.operations import Media, Routes, Values
from api.resources.exports import CSV, MOST, PERMISSION, recorded
from api.resources.forms import seen, seer
from api.schemas import common as c
from api.submission_sheet import Sheet
from projections.form import queries

PARQUET = Media("application/vnd.apache.parquet", "The rows as Apache Parquet, moments in UTC.")
ONE = "/forms/<uuid:form_id>"

routes = Routes("exports", "")


class SubmissionsExport(Schema):
    """Which submissions."""

    since = c.moment("Sent then or later.", required=False, load_default=None)
    until = c.moment("Sent earlier.", required=False, load_default=None, example=None)


@routes.get(f"{ONE}/submissions.csv", query=SubmissionsExport, answer=CSV, permission=PERMISSION)
def submissions_csv(form_id: UUID, query: Values) -> Response:
    """Take a form's submissions in inboxes you see out as CSV, newest first, hidden fields too; 413 for more than 200,000.

    A column for each field the form ever had; what was sent besides stands in the last one as JSON. Cells are made
    harmless as those of contacts are.
    """
    sheet, position = _begun(form_id, query)
    body = sheet.as_csv(sheet.groups(here().services.views))
    return _file(body, "text/csv; charset=utf-8; header=present", "submissions.csv", position)


@routes.get(f"{ONE}/submissions.parquet", query=SubmissionsExport, answer=PARQUET, permission=PERMISSION)
def submissions_parquet(form_id: UUID, query: Values) -> Response:
    """Take a form's submissions in inboxes you see out as Apache Parquet, as the CSV; cells are as they were sent."""
    sheet, position = _begun(form_id, query)
    body = sheet.as_parquet(sheet.groups(here().services.views))
    return _file(body, PARQUET.content_type, "submissions.parquet", position)


def _begun(form_id: UUID, query: Values) -> tuple[Sheet, int]:
    """Record the export and return what leaves, and the position of the record."""
    seen(form_id)
    wanted = queries.Wanted(form_id=form_id, since=query["since"], until=query["until"])
    sheet = Sheet.of(here().db, seer(), wanted, MOST)
    return sheet, recorded("submissions", sheet.rows, sheet.filters)


def _file(body: Iterator[bytes], content_type: str, name: str, position: int) -> Response:
    response = Response(body, content_type=content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers[POSITION] = str(position)
    return response
