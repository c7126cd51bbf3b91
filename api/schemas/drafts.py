"""What is being written and was not sent."""

from marshmallow import Schema, fields, validate

from api.schemas import common as c

KINDS = ("reply", "note", "mail")


class DraftFile(Schema):
    """A file that was uploaded and waits to be sent along."""

    upload_id = c.uid("The upload.")
    filename = c.line("Its name.", "offer.pdf", longest=200)
    content_type = c.line("What it is.", "application/pdf", longest=100)
    size = c.number("Bytes.", 2048)


class DraftText(Schema):
    """What is being written."""

    text = c.text("The text.", "It is on its")
    format = c.choice("Whether it is Markdown.", "plain", "markdown", required=False, load_default="markdown")
    to = c.lines("Recipients, as far as they are written.", required=False, load_default=list)
    cc = c.lines("Copies.", required=False, load_default=list)
    bcc = c.lines("Hidden copies.", required=False, load_default=list)
    subject = c.text("Of a new mail: its subject.", required=False, load_default="", longest=c.A_LINE)
    channel_id = c.uid(
        "The channel it leaves by; null of an answer: the conversation's own.",
        null=True,
        required=False,
        load_default=None,
    )
    uploads = fields.List(
        fields.Nested(DraftFile),
        required=False,
        load_default=list,
        validate=validate.Length(max=20),
        metadata={"description": "Files.", "example": []},
    )


class KeepDraft(DraftText):
    """What to keep."""

    version = c.number(
        "The version this was made of, 0 for none; another one there is refused with 412. null: keep it anyway.",
        None,
        null=True,
        required=False,
        load_default=None,
    )


class KeptDraft(DraftText):
    """A kept draft."""

    version = c.number("Its version; it grows with each change. 0: there is none.", 1)
    updated_at = c.moment("When it was changed last.", null=True)


class DraftVersion(Schema):
    """That it was kept."""

    version = c.number("Its version now.", 2)


class DraftPlace(Schema):
    """That there is a draft."""

    kind = c.choice("An answer, a note, or a new mail.", *KINDS)
    conversation_id = c.uid("In which conversation; null for a new mail.", null=True)
    version = c.number("Its version.", 1)
    updated_at = c.moment("When it was changed last.")
