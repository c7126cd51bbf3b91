"""Contacts taken in from files: read, tried, taken in some hundred at a time; nothing of a file is kept (CON-04)."""

from flask import request

from api.changes import POSITION
from api.context import here
from api.operations import Answer, Routes, Values
from api.problems import Problem
from api.schemas import contact_files as shapes
from application.contact_files import person, read
from application.importing import ImportContact, ending
from domain.kernel.ids import derived
from domain.kernel.refusal import Refusal

WRITE = "contact_write"
MOST_BYTES = 20 * 1024 * 1024

routes = Routes("contacts", "The people conversations are with.")


@routes.write(
    "POST", "/contacts/imports/read", raw="The bytes of a CSV file.",
    raw_example="Name;E-mail\r\nJo;jo@example.org\r\n", answer=shapes.ContactFile, permission=WRITE,
    keyed=False, body_limit=MOST_BYTES,
)  # fmt: skip
def read_contact_file() -> Answer:
    """Read a file of contacts: UTF-8 or UTF-16, any usual separator, a line of headings, at most 50,000 rows.

    It only says what the file holds, and what its columns seem to be; send the rows to /contacts/imports then.
    """
    here().release()
    sheet = read(request.stream.read(MOST_BYTES + 1))
    if not sheet.rows:
        raise Problem(422, "invalid", "The file has headings and nothing else.", field="file")
    return Answer(sheet)


@routes.write(
    "POST", "/contacts/imports", body=shapes.ContactImport, answer=shapes.ContactsImported, permission=WRITE
)
def import_contacts(body: Values) -> Answer:
    """Take rows of a file in. Each is done or refused by itself; `items` says which, by what rule and why."""
    context = here()
    env = context.envelope()
    context.release()
    bus = context.services.bus
    reached, items = 0, []
    for row in body["rows"]:
        said = person(body["fields_"], row["cells"])
        command = ImportContact(said, body["known"] == "update", body["owner_id"])
        # the same Idempotency-Key finds each row done
        own = env.with_command(derived(env.command_id or env.correlation_id, f"row:{row['number']}"))
        one = {"number": row["number"], "result": "refused", "code": "", "field": "", "detail": ""}
        try:
            outcome = bus.rehearse(command, own) if body["rehearse"] else bus.dispatch(command, own)
            one["result"], reached = ending(own, outcome), max(reached, outcome.position)
        except Refusal as refusal:
            one |= {"code": refusal.code, "field": refusal.field, "detail": str(refusal)}
        items.append(one)
    headers = {POSITION: str(reached)} if reached else {}
    return Answer({"position": reached, "items": items}, headers=headers)
