"""Contacts taken in from files: brought, tried, then worked through by the server (CON-04)."""

from itertools import chain
from uuid import UUID

from flask import Response, request

from api.context import found, here
from api.imports import ContactImport, FileGone, Plan
from api.operations import Answer, Media, Routes, Values
from api.schemas import contact_files as shapes
from api.tables import written
from projections.people import queries as people

WRITE = "contact_write"
MOST_BYTES = 20 * 1024 * 1024
SHOWN = 5
ALL, ONE = "/contacts/imports", "/contacts/imports/<uuid:import_id>"

routes = Routes("contacts", "The people conversations are with.")


@routes.write(
    "POST", ALL, raw="The bytes of a CSV file.", raw_example="Name;E-mail\r\nJo;jo@example.org\r\n",
    answer=shapes.ContactFile, status=201, permission=WRITE, keyed=False, body_limit=MOST_BYTES,
)  # fmt: skip
def bring_contacts() -> Answer:
    """Bring a file of contacts: UTF-8 or UTF-16, any usual separator, a line of headings, at most 50,000 rows.

    The answer says what it holds, and what its columns seem to be; nothing is taken in before you say so with PUT. The
    file is sealed, yours alone, and removed after a day.
    """
    context = here()
    viewer, services = context.viewer, context.services
    context.release()
    data = request.stream.read(MOST_BYTES + 1)
    made, sheet = services.imports.bring(viewer.account_id, viewer.actor, data, services.clock())
    shown = {
        "import_id": made.import_id, "encoding": sheet.encoding, "separator": sheet.separator,
        "columns": sheet.columns, "fields_": sheet.fields, "rows": sheet.rows[:SHOWN], "total": made.total,
    }  # fmt: skip
    return Answer(shown, 201, {"Location": f"/api/v1/contacts/imports/{made.import_id}"})


@routes.write("PUT", ONE, body=shapes.ImportPlan, answer=shapes.ContactImport, permission=WRITE, keyed=False)
def take_contacts_in(import_id: UUID, body: Values) -> Values:
    """Let the server work your file through, from its first row; with `rehearse` it only says what it would come to.

    Each row is taken in or refused by itself, and once, whatever is restarted meanwhile. Who a row is about is told by
    addresses and numbers, so taking a file in again changes nothing. 409 while it is being worked through.
    """
    plan = Plan(tuple(body["fields_"]), body["known"], body["owner_id"], body["rehearse"])
    context = here()
    viewer, imports = context.viewer, context.services.imports
    if plan.owner_id is not None:
        found(people.user(context.db, viewer.account_id, plan.owner_id), "user")
    context.release()
    return _shown(imports.start(viewer.account_id, viewer.actor, import_id, plan))


@routes.get(ALL, answer=shapes.ContactImports, permission=WRITE)
def contact_imports() -> Values:
    """List your files of the last 30 days, the newest first, 20 at most."""
    viewer = here().viewer
    rows = here().services.imports.of(viewer.account_id, viewer.actor)
    return {"items": [_values(row, []) for row in rows]}


@routes.get(ONE, query=shapes.ImportQuery, answer=shapes.ContactImport, permission=WRITE)
def contact_import(import_id: UUID, query: Values) -> Values:
    """Read how far a file of yours is, and which rows were refused by what rule, 100 at a time by their line."""
    viewer, imports = here().viewer, here().services.imports
    row = imports.look(viewer.account_id, viewer.actor, import_id)
    return _shown(row, query["after"])


@routes.write("DELETE", ONE, answer=shapes.ContactImport, permission=WRITE, keyed=False)
def stop_import(import_id: UUID) -> Values:
    """Take nothing more of a file in; what was taken in stays."""
    viewer, imports = here().viewer, here().services.imports
    return _shown(imports.stop(viewer.account_id, viewer.actor, import_id))


@routes.get(f"{ONE}/refused.csv", answer=Media("text/csv", "The refused rows."), permission=WRITE)
def refused_rows(import_id: UUID) -> Response:
    """Take the refused rows of a file of yours out as CSV, with where and why, to be put right; 410 after its day.

    Cells that a spreadsheet could run as a formula have a ' before them.
    """
    viewer, imports = here().viewer, here().services.imports
    found(imports.look(viewer.account_id, viewer.actor, import_id), "import")
    rows = imports.refused_cells(viewer.account_id, viewer.actor, import_id)
    if rows is None:
        raise FileGone

    answer = Response(
        chain(["\ufeff"], (written([row]) for row in rows)), content_type="text/csv; charset=utf-8"
    )
    answer.headers["Content-Disposition"] = 'attachment; filename="refused.csv"'
    return answer


def _shown(row: ContactImport | None, after: int = 0) -> Values:
    one: ContactImport = found(row, "import")
    refused = here().services.imports.refused(one.import_id, after, shapes.REFUSED_AT_ONCE)
    return _values(one, [{name: getattr(each, name) for name in each.__slots__} for each in refused])


def _values(row: ContactImport, refused: list[Values]) -> Values:
    return {name: getattr(row, name) for name in row.__slots__} | {
        "fields_": row.fields,
        "refused_rows": refused,
    }
