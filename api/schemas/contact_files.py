"""Contacts out of files."""

from marshmallow import Schema, fields, validate

from api.schemas import common as c
from application.contact_files import FIELDS, LONGEST_CELL, MOST_COLUMNS

MOST_AT_ONCE = 500


class SheetLine(Schema):
    """A row of a file."""

    number = c.number("Its line in the file, from 1.", 2)
    cells = fields.List(
        fields.String(validate=validate.Length(max=LONGEST_CELL)),
        required=True,
        validate=validate.Length(max=MOST_COLUMNS),
        metadata={"description": "Its cells.", "example": ["Jo", "jo@example.org"]},
    )


class ContactFile(Schema):
    """A file as it was read; nothing of it is kept."""

    encoding = c.line("How it is written: utf-8 or utf-16.", "utf-8")
    separator = c.text("What stands between the cells.", ";")
    columns = c.lines("The headings.", "Name", "E-mail")
    fields_ = fields.List(
        fields.String(), data_key="fields", attribute="fields", required=True,
        metadata={"description": "What each column seems to be; empty: not taken in.", "example": ["name", "email"]},
    )  # fmt: skip
    rows = c.nested(SheetLine, "The rows.", many=True)


class ContactImport(Schema):
    """Rows to take in; a repeat changes nothing, as who a row is about is told by addresses and numbers."""

    fields_ = fields.List(
        fields.String(validate=validate.OneOf(FIELDS)), data_key="fields", required=True,
        validate=validate.Length(1, MOST_COLUMNS),
        metadata={"description": f"What each column is: {', '.join(FIELDS[1:])}, or empty.", "example": ["name", "email"]},
    )  # fmt: skip
    rows = fields.List(
        fields.Nested(SheetLine),
        required=True,
        validate=validate.Length(1, MOST_AT_ONCE),
        metadata={
            "description": f"At most {MOST_AT_ONCE}; send the next ones then.",
            "example": [{"number": 2, "cells": ["Jo", "jo@example.org"]}],
        },
    )
    known = c.choice(
        "What becomes of those who are known already.", "skip", "update", required=False, load_default="skip"
    )
    owner_id = c.uid("Who looks after them all.", null=True, required=False, load_default=None)
    rehearse = c.flag("Only say what it would come to.", example=False, required=False, load_default=False)


class ImportedRow(Schema):
    """What became of a row."""

    number = c.number("Its line in the file.", 2)
    result = c.line("created, updated, skipped or refused.", "created")
    code = c.text("Which rule refuses it, for machines.", "identity_taken")
    field = c.text("Which field it is about.", "email")
    detail = c.text(
        "Why not, and what to do instead.", "This is no e-mail address. Write it as name@example.org."
    )


class ContactsImported(Schema):
    """What became of each row."""

    position = c.position()
    items = c.nested(ImportedRow, "Each row, in the order sent.", many=True)
