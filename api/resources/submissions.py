"""What was sent by forms: the dashboard, hidden and unknown values too (FRM-07, FRM-09)."""

from typing import Any
from uuid import UUID

from flask import Response

from api import paging
from api.context import found, here
from api.downloads import download
from api.operations import Media, Routes, Values
from api.problems import Problem
from api.resources.forms import READ, seen, seer
from api.schemas import forms as shapes
from api.schemas.common import page_of
from projections.form import queries

ONE = "/submissions/<uuid:submission_id>"

routes = Routes("forms", "")


@routes.get("/submissions", query=shapes.SubmissionQuery, answer=page_of(shapes.Submission), permission=READ)
def submissions(query: Values) -> Values:
    """List what was sent, the newest first; of one form, one version of it, one contact, a stretch of time.

    You see what is in the inboxes open to you, with hidden and unknown values.
    """
    limit, before = query["limit"], paging.decode(query["cursor"], int)
    if query["form_id"] is not None:
        seen(query["form_id"])
    wanted = queries.Wanted(**{name: query[name] for name in queries.Wanted.__dataclass_fields__})
    rows = queries.submissions(
        here().db, seer(), wanted, before=before[0] if before else None, limit=limit + 1
    )
    page = paging.page(rows, limit, lambda row: (row.position,))
    return {**page, "items": [_shown(row) for row in page["items"]]}


@routes.get(ONE, answer=shapes.Submission, permission=READ)
def submission(submission_id: UUID) -> Values:
    """Read one submission."""
    return _shown(_row(submission_id))


@routes.get(
    f"{ONE}/files/<int:number>",
    answer=Media("application/octet-stream", "The file."),
    permission=READ,
)
def submission_file(submission_id: UUID, number: int) -> Response:
    """Download a file of a submission. It never opens in the browser, whatever it is."""
    row, services = _row(submission_id), here().services
    if number not in [one["number"] for one in row.files]:
        found(None, "file")
    blob_id = services.forms.original_of(row.intake_id)
    raw = None if blob_id is None else services.blobs.get(blob_id, row.intake_id)
    part = None if raw is None else services.mail.attachment(raw, number)
    if part is None:
        raise Problem(410, "erased", "The file was erased with whoever sent it.")
    return download(part.data, part.filename, part.content_type)


def _row(submission_id: UUID) -> queries.Submission:
    row: queries.Submission = found(queries.submission(here().db, seer(), submission_id), "submission")
    here().release()
    return row


def _shown(row: queries.Submission) -> Values:
    fields: dict[str, Any] = {name: getattr(row, name) for name in queries.Submission.__dataclass_fields__}
    return {**fields, "values": row.given}
