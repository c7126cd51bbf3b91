"""What leaves as a file: contacts and the assignment log as CSV, each export an event of its own (CON-04, PRV-10)."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from flask import Response
from marshmallow import Schema

from api.changes import POSITION
from api.context import here
from api.operations import Media, Routes, Values
from api.problems import Problem
from api.schemas import common as c
from api.tables import ASSIGNMENTS, CONTACTS, TICKETS, Table
from application.account import NoteExport
from projections.assignment_log import queries as assignments_log
from projections.common.db import Db
from projections.contact_profile import queries as profiles
from projections.ticket_board import queries as board

MOST = 200_000
"""Rows of one export through the API; `postroom export` has no such limit."""
PERMISSION = "compliance_manage"
CSV = Media("text/csv", "The rows, comma-separated, in UTF-8 with a heading.")
Row = TypeVar("Row")

routes = Routes(
    "exports", "Data as files. Every export is recorded in the account's history before it begins."
)


class AssignmentExport(Schema):
    """Which decisions."""

    kind = c.choice("Of one kind only.", "assignment", "ticket_skipped", required=False, load_default=None)


@routes.get("/contacts.csv", answer=CSV, permission=PERMISSION)
def contacts_csv() -> Response:
    """Take all contacts out as CSV, by id, without those that were forgotten; 413 for more than 200,000.

    Cells that a spreadsheet could run as a formula (beginning with = + - @, tab or line break) have a ' before them.
    """
    context = here()
    account = context.account_id
    rows = profiles.number(context.db, account)
    return _file(CONTACTS, rows, (), lambda db, after, limit: profiles.exported(db, account, after, limit))


@routes.get("/assignments.csv", query=AssignmentExport, answer=CSV, permission=PERMISSION)
def assignments_csv(query: Values) -> Response:
    """Take the decisions in inboxes you see out as CSV, newest first; 413 for more than 200,000.

    Cells are made harmless as those of contacts are.
    """
    context, kind = here(), query["kind"]
    account, inboxes = context.account_id, tuple(context.viewer.inboxes)
    rows = assignments_log.number(context.db, account, inboxes, kind=kind)

    def page(db: Db, before: Any, limit: int) -> Sequence[assignments_log.Decision]:
        return assignments_log.of_account(db, account, inboxes, kind=kind, before=before, limit=limit)

    return _file(ASSIGNMENTS, rows, (f"kind={kind}",) if kind else (), page)


@routes.get("/tickets.csv", answer=CSV, permission=PERMISSION)
def tickets_csv() -> Response:
    """Take the tickets of inboxes you see out as CSV, newest first; 413 for more than 200,000.

    Cells are made harmless as those of contacts are.
    """
    context = here()
    account, inboxes = context.account_id, tuple(context.viewer.inboxes)

    def page(db: Db, after: Any, limit: int) -> Sequence[board.Ticket]:
        return board.tickets(db, account, inboxes, after=after, limit=limit)

    return _file(TICKETS, board.number(context.db, account, inboxes), (), page)


def recorded(what: str, rows: int, filters: tuple[str, ...]) -> int:
    """Record that rows leave, before they do, and return the position; the request's connection is free afterwards.

    Raises:
        Problem: 413 for more rows than leave through the API.

    """
    if rows > MOST:
        detail = f"These are more than {MOST} rows. Ask who runs this installation for `postroom export`."
        raise Problem(413, "too_many_rows", detail)
    context = here()
    context.release()
    # each export is one, also under a repeated Idempotency-Key
    env = replace(context.envelope(), command_id=context.services.new_id())
    return context.services.bus.dispatch(NoteExport(what, rows, filters), env).position


def _file(
    table: Table[Row], rows: int, filters: tuple[str, ...], page: Callable[[Db, Any, int], Sequence[Row]]
) -> Response:
    """Return the export as it is read, after it was recorded: nothing leaves unseen."""
    position = recorded(table.name, rows, filters)
    services = here().services

    def pages(after: object, limit: int) -> Sequence[Row]:
        with services.views() as db:
            return page(db, after, limit)

    def body() -> Iterator[bytes]:
        for text in table.lines(pages, rows):
            yield text.encode("utf-8", "replace")

    response = Response(body(), content_type="text/csv; charset=utf-8; header=present")
    response.headers["Content-Disposition"] = f'attachment; filename="{table.name}.csv"'
    response.headers[POSITION] = str(position)
    return response
