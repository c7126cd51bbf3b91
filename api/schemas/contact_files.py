"""Contacts out of files."""

from marshmallow import Schema, fields, validate

from api.schemas import common as c
from application.contact_files import FIELDS, MOST_COLUMNS

REFUSED_AT_ONCE = 100


class SheetLine(Schema):
    """A row of a file."""

    number = c.number("Its line in the file, from 1.", 2)
    cells = c.lines("Its cells.", "Jo", "jo@example.org")


def _columns(about: str) -> fields.List[str]:
    return fields.List(
        fields.String(validate=validate.OneOf(FIELDS)), data_key="fields", attribute="fields_", required=True,
        validate=validate.Length(1, MOST_COLUMNS), metadata={"description": about, "example": ["name", "email"]},
    )  # fmt: skip


class ContactFile(Schema):
    """A file as it was read."""

    import_id = c.uid("The import; say with PUT what is to become of its rows.")
    encoding = c.line("How it is written: utf-8 or utf-16.", "utf-8")
    separator = c.text("What stands between the cells.", ";")
    columns = c.lines("The headings.", "Name", "E-mail")
    fields_ = _columns("What each column seems to be; empty: not taken in.")
    rows = c.nested(SheetLine, "The first rows.", many=True)
    total = c.number("How many rows there are.", 1200)


class ImportPlan(Schema):
    """What is to become of the rows."""

    fields_ = _columns(f"What each column is: {', '.join(FIELDS[1:])}, or empty.")
    known = c.choice(
        "What becomes of those who are known already.", "skip", "update", required=False, load_default="skip"
    )
    owner_id = c.uid("Who looks after them all.", null=True, required=False, load_default=None)
    rehearse = c.flag("Only say what it would come to.", example=False, required=False, load_default=False)


class ImportQuery(Schema):
    """From where on refused rows are listed."""

    after = fields.Integer(
        load_default=0, validate=validate.Range(0, 10**9),
        metadata={"description": "Only those of lines after this one.", "example": 0},
    )  # fmt: skip


class RefusedRow(Schema):
    """Why a row was not taken in."""

    number = c.number("Its line in the file.", 2)
    code = c.text("Which rule refuses it, for machines.", "identity_taken")
    field = c.text("Which field it is about.", "email")
    detail = c.text(
        "Why not, and what to do instead.", "This is no e-mail address. Write it as name@example.org."
    )


class ContactImport(Schema):
    """A file and how far it is."""

    import_id = c.uid("The import.")
    at = c.moment("When the file was brought.")
    state = c.line(
        "ready, working, done, stopped, or file_gone: its day was over before all was done.", "working"
    )
    run = c.number("How often it was begun.", 1)
    fields_ = _columns("What each column is.")
    known = c.line("skip or update.", "skip")
    owner_id = c.uid("Who looks after them all.", null=True)
    rehearse = c.flag("Whether it only says what it would come to.", example=False)
    total = c.number("How many rows there are.", 1200)
    done = c.number("How many were worked through.", 800)
    created = c.number("Contacts made.", 700)
    updated = c.number("Contacts changed.", 40)
    skipped = c.number("Contacts left as they are.", 50)
    refused = c.number("Rows refused.", 10)
    refused_rows = c.nested(
        RefusedRow, "Refused rows, where one import is read: 100 by their line.", many=True
    )


class ContactImports(Schema):
    """Files of yours."""

    items = c.nested(ContactImport, "The newest first.", many=True)
