"""A form's submissions as files: CSV for people, Parquet for programs, each export an event of its own (FRM-07, PRV-10)."""

import json
from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from flask import Response
from marshmallow import Schema

from api import parquet
from api.changes import POSITION
from api.context import here
from api.operations import Media, Routes, Values
from api.parquet import Kind
from api.resources.exports import CSV, MOST, PERMISSION, recorded
from api.resources.forms import seen, seer
from api.schemas import common as c
from api.tables import written
from projections.form import exporting, queries

BATCH = 100
"""Submissions in memory at once; one holds half a megabyte of text at most."""
OWN = {
    "submission_id": Kind.TEXT, "submitted_at": Kind.MOMENT, "form_version": Kind.WHOLE, "contact_id": Kind.TEXT,
    "conversation_id": Kind.TEXT, "ticket_id": Kind.TEXT, "ticket_skipped": Kind.TEXT, "page": Kind.TEXT,
}  # fmt: skip
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
    columns, groups, position = _begun(form_id, query)

    def body() -> Iterator[bytes]:
        yield written([tuple(columns)]).encode()
        for rows in groups:
            yield written(rows).encode("utf-8", "replace")

    return _file(body(), "text/csv; charset=utf-8; header=present", "submissions.csv", position)


@routes.get(f"{ONE}/submissions.parquet", query=SubmissionsExport, answer=PARQUET, permission=PERMISSION)
def submissions_parquet(form_id: UUID, query: Values) -> Response:
    """Take a form's submissions in inboxes you see out as Apache Parquet, as the CSV; cells are as they were sent."""
    columns, groups, position = _begun(form_id, query)
    body = parquet.written(columns, groups)
    return _file(body, PARQUET.content_type, "submissions.parquet", position)


def _begun(form_id: UUID, query: Values) -> tuple[parquet.Columns, Iterator[list[tuple[object, ...]]], int]:
    """Record the export and return its columns, its rows as they are read, and the position of the record."""
    seen(form_id)
    context, asker = here(), seer()
    wanted = queries.Wanted(form_id=form_id, since=query["since"], until=query["until"])
    names = exporting.field_names(context.db, asker.account_id, form_id)
    rows = exporting.number(context.db, asker, wanted, MOST)
    between = [f"{name}={query[name].isoformat()}" for name in ("since", "until") if query[name]]
    position = recorded("submissions", rows, (f"form_id={form_id}", *between))
    fields = {f"field.{name}": Kind.TEXT for name in names}
    services = context.services

    def groups() -> Iterator[list[tuple[object, ...]]]:
        left, before = rows, None
        while left > 0:
            with services.views() as db:
                page = queries.submissions(db, asker, wanted, before=before, limit=min(BATCH, left))
            if not page:
                return
            yield [_row(one, names) for one in page]
            left, before = left - len(page), page[-1].position

    return {**OWN, "files": Kind.TEXT, **fields, "other": Kind.TEXT}, groups(), position


def _row(one: queries.Submission, names: Sequence[str]) -> tuple[object, ...]:
    sent: dict[str, Any] = {value["name"]: value["values"] for value in one.given}
    other = {name: sent[name] for name in sent if name not in names}
    files = "; ".join(file["filename"] for file in one.files)
    fields = ("; ".join(sent[name]) if name in sent else None for name in names)
    return (
        *(getattr(one, name) for name in OWN), files, *fields,
        json.dumps(other, ensure_ascii=False) if other else None,
    )  # fmt: skip


def _file(body: Iterator[bytes], content_type: str, name: str, position: int) -> Response:
    response = Response(body, content_type=content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers[POSITION] = str(position)
    return response
