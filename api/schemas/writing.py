"""What people write: answers, new mails, and to whom a conversation is given."""

from typing import Any

from marshmallow import Schema, fields, validate

from api.schemas import common as c
from api.schemas.common import Changed
from api.schemas.templates import TemplateUsed
from domain.channels.kinds import KINDS
from domain.conversation.content import INBOX, RECORDS


class File(Schema):
    """A file to send along."""

    filename = c.line("Its name.", "offer.pdf", longest=200)
    content_type = fields.String(
        required=True,
        validate=[
            validate.Length(max=100),
            validate.Regexp(r"[\w!#$&^.+-]+/[\w!#$&^.+-]+\Z", error="Write it as image/png."),
        ],
        metadata={"description": "What it is.", "example": "application/pdf"},
    )
    data = c.text("The bytes in base64.", "JVBERi0xLjQK", longest=40_000_000)


def _format() -> fields.String:
    about = "Whether the text is Markdown: bold, italic, struck out, code, quotes, lists, links, headings."
    return c.choice(about, "plain", "markdown", required=False, load_default="plain")


def _send_at() -> fields.AwareDateTime:
    return c.moment("When it leaves; null: now.", null=True, required=False, load_default=None, example=None)


def _undo_seconds() -> fields.Integer:
    about = "For how long it can be taken back before it leaves: DELETE .../messages/{message_id}/send."
    return c.number(about, 10, highest=60, required=False, load_default=0)


def _uploads() -> fields.List[Any]:
    about = "Files brought before by POST /uploads."
    return fields.List(
        fields.UUID(), required=False, load_default=list, validate=validate.Length(max=100),
        metadata={"description": about, "example": []},
    )  # fmt: skip


def _template() -> fields.Nested:
    about = "The template it is made of, in place of a text, where the channel has templates (WAB-02)."
    return fields.Nested(
        TemplateUsed,
        allow_none=True,
        load_default=None,
        metadata={"description": about, "example": None},
    )


class Reply(Schema):
    """An answer."""

    text = c.text("The text.", "Your parcel is on its way.", shortest=0)
    channel_id = c.uid(
        "By which channel, one of GET .../ways; null: the conversation's own (CNV-05).",
        null=True,
        required=False,
        load_default=None,
    )
    format = _format()
    uploads = _uploads()
    to = c.lines("Recipients; leave it out for whoever wrote last.", required=False, load_default=list)
    cc = c.lines("Copies.", required=False, load_default=list)
    bcc = c.lines("Hidden copies.", required=False, load_default=list)
    attachments = fields.List(
        fields.Nested(File),
        required=False,
        load_default=list,
        validate=validate.Length(max=20),
        metadata={"description": "Files.", "example": []},
    )
    seen_version = c.number(
        "The version the author saw; if somebody answered since, the reply is refused with 412.",
        3,
        null=True,
        required=False,
        load_default=None,
    )
    close = c.flag(
        "Whether to close the conversation with it.", required=False, example=False, load_default=False
    )
    send_at = _send_at()
    undo_seconds = _undo_seconds()
    template = _template()


class SendTime(Schema):
    """When a message leaves."""

    send_at = c.moment("When, within a year; null: now.", null=True, example=None)


class Mail(Schema):
    """A new mail, or a template to somebody's number (WAB-02)."""

    channel_id = c.uid("The channel to send it from.")
    to = c.lines("Recipients; the conversation is with the first. By WhatsApp one number.", "jo@example.org")
    cc = c.lines("Copies.", required=False, load_default=list)
    bcc = c.lines("Hidden copies.", required=False, load_default=list)
    subject = c.line("The subject.", "Your parcel", longest=c.A_LINE)
    text = c.text("The text.", "It leaves today.")
    template = _template()
    send_at = _send_at()
    undo_seconds = _undo_seconds()
    written_from = c.choice(
        "Where you write it: on the page of a contact or a ticket it carries your own signature (EML-09).",
        INBOX,
        *sorted(RECORDS),
        required=False,
        load_default=INBOX,
    )
    ticket_id = c.uid(
        "The ticket whose page you write it on; the conversation is linked to it.",
        null=True,
        required=False,
        load_default=None,
    )
    format = _format()
    uploads = _uploads()
    attachments = fields.List(
        fields.Nested(File),
        required=False,
        load_default=list,
        validate=validate.Length(max=20),
        metadata={"description": "Files.", "example": []},
    )


class Assignee(Schema):
    """Who is to have a conversation."""

    user_id = c.uid("The user; null: nobody, or with a team whoever of it can take it.", null=True)
    team_id = c.uid(
        "The team it is handed to; with a user, that member has it for the team.",
        null=True,
        required=False,
        load_default=None,
    )


class ToPreview(Schema):
    """What somebody is writing."""

    text = c.text("The text.", "It is **on its way**.")
    format = _format()
    kind = c.choice(
        "The kind of channel it goes by; email where it is left out.",
        *KINDS,
        required=False,
        load_default="email",
    )
    channel_id = c.uid(
        "The channel it goes by, to be shown the signature below it too (EML-09).",
        null=True,
        required=False,
        load_default=None,
    )


class Preview(Schema):
    """What would be sent."""

    text = c.text(
        "As text alone, with the marks that WhatsApp knows where it goes there.", "It is on its way."
    )
    html = c.text(
        "As harmless HTML; empty where the text says it all, and where the channel shows none.",
        "<p>It is <strong>on its way</strong>.</p>",
    )
    signature_text = c.text(
        "What stands below it where you write from the inbox; empty: nothing.", "Jo, Lamps Ltd"
    )
    signature_html = c.text("The same as harmless HTML.", "<p>Jo, <b>Lamps Ltd</b></p>")


class Upload(Schema):
    """A file that waits to be sent along."""

    upload_id = c.uid("The file; name it in `uploads` of a message.")
    filename = c.text("Its name, without folders and what cannot be seen.", "offer.pdf")
    content_type = c.text(
        "What it is; a picture that is none by its first bytes is no picture.", "application/pdf"
    )
    size = c.number("Bytes.", 20_480)


class TakenBack(Changed):
    """What taking a message back answers."""

    uploads = c.nested(Upload, "Its files, which wait again to be sent along.", many=True)
