"""Forms, their versions, and what was sent by them (FRM-01..FRM-10)."""

from marshmallow import Schema, fields, validate

from api.paging import PageQuery
from api.schemas import common as c

TYPES = (
    "text", "long_text", "email", "phone", "number", "date", "choice", "choices", "checkbox", "file",
)  # fmt: skip
STATES = ("open", "not_connected", "paused", "archived")
LANGUAGES = ("auto", "en", "pl")
MOST_FIELDS = 100


class FormField(Schema):
    """A field of a form."""

    name = c.line("Its key in what is sent; letters, digits, - and _; each once.", "email", longest=64)
    label = c.line("What people read; empty only for what they do not see.", "Your e-mail", longest=300)
    type = c.choice("What is entered.", *TYPES)
    required = c.flag("Whether nothing is sent without it.", required=False, load_default=False)
    hidden = c.flag(
        "Whether people do not see it: it brings a fixed or a page's own value, which the inbox does not show (FRM-07).",
        required=False, load_default=False, example=False,
    )  # fmt: skip
    help = c.line("A line below it.", "", required=False, load_default="", longest=500)
    options = c.lines("Of choice and choices: what can be chosen.", required=False, load_default=list)
    default = c.text("What stands in it at first; of a hidden one, its value.", "", required=False, load_default="", longest=2_000)  # fmt: skip
    minimum = c.line("Of number and date: the least.", "", required=False, load_default="", longest=40)
    maximum = c.line("Of number and date: the most.", "", required=False, load_default="", longest=40)
    shortest = c.number("Of texts: the fewest characters.", 0, required=False, load_default=0, highest=20_000)
    longest = c.number(
        "Of texts: the most characters; 0: what its type takes.", 0, required=False, load_default=0, highest=20_000
    )  # fmt: skip
    pattern = c.line(
        "Of texts: what all of it looks like, as a regular expression without references and look-around.",
        "", required=False, load_default="", longest=200,
    )  # fmt: skip
    hint = c.line("What to write where the pattern does not fit.", "", required=False, load_default="", longest=300)  # fmt: skip
    fills = c.line(
        "What it fills: contact.email, contact.name, contact.phone, ticket.name, ticket.description, ticket.pipeline,"
        " ticket.status, ticket.priority, ticket.category, ticket.property:<id>, or nothing.",
        "contact.email", required=False, load_default="", longest=60,
    )  # fmt: skip


A_FIELD = {
    "name": "email", "label": "Your e-mail", "type": "email", "required": True, "hidden": False,
    "fills": "contact.email",
}  # fmt: skip


class FormDefinition(Schema):
    """What a form asks, and how: a version of it."""

    name = c.line("What it is called here.", "Contact us", longest=200)
    title = c.line("What stands above it.", "Contact us", required=False, load_default="", longest=200)
    introduction = c.text("What stands below that.", "", required=False, load_default="", longest=2_000)
    button = c.line("What stands on the button; empty: the usual word.", "", required=False, load_default="", longest=60)  # fmt: skip
    thanks = c.text("What is said afterwards; empty: the usual words.", "", required=False, load_default="", longest=1_000)  # fmt: skip
    redirect_url = c.line("Where to go afterwards instead: https://...; empty: nowhere.", "", required=False, load_default="", longest=1_000)  # fmt: skip
    language = c.choice("Its language; auto: the reader's.", *LANGUAGES, required=False, load_default="auto")
    proof_of_work = c.flag(
        "Whether browsers must do some work before they may send, which keeps machines away and needs scripts (FRM-10).",
        required=False, load_default=False, example=False,
    )  # fmt: skip
    asked = fields.List(
        fields.Nested(FormField),
        data_key="fields",
        attribute="fields",
        required=True,
        validate=validate.Length(1, MOST_FIELDS),
        metadata={"description": "Its fields in order.", "example": [A_FIELD]},
    )


class NewForm(Schema):
    """A form to be; without fields it gets e-mail, name, and the ticket's name, description, pipeline and status (FRM-02)."""

    name = c.line("What it is called here.", "Contact us", longest=200)
    language = c.choice("Its language; auto: the reader's.", *LANGUAGES, required=False, load_default="auto")
    asked = fields.List(
        fields.Nested(FormField),
        data_key="fields",
        attribute="fields",
        load_default=None,
        allow_none=True,
        validate=validate.Length(1, MOST_FIELDS),
        metadata={"description": "Its fields in order; null: the usual ones.", "example": None},
    )


class Form(Schema):
    """A form, as lists show it."""

    form_id = c.uid("The form.")
    key = c.line("What its public addresses end with.", "k3j5q7w2m4n6p8r9")
    name = c.line("What it is called here.", "Contact us")
    state = c.choice("Whether it takes anything now; not_connected and archived ones do not.", *STATES)
    channel_id = c.uid("The channel it is connected by.", null=True)
    inbox_id = c.uid("The inbox it leads to, or led to last.", null=True)
    create_tickets = c.flag("Whether each submission becomes a ticket (FRM-06).")
    has_ticket_fields = c.flag("Whether it has the fields that tickets need (FRM-02).")
    form_version = c.number("Its newest version, which is asked now.", 3)
    fields_count = c.number("How many fields that has.", 6)
    submissions = c.number("How many were taken in.", 12)
    last_submitted_at = c.moment("When the last one came.", null=True)
    created_at = c.moment("When it was made.")
    changed_at = c.moment("When it was last changed.")
    page_url = c.line("Its own page.", "https://example.com/f/k3j5q7w2m4n6p8r9")
    script_url = c.line(
        "The script that puts it into another page.", "https://example.com/f/k3j5q7w2m4n6p8r9.js"
    )
    version = c.version()
    position = c.position()


class FormInFull(Form):
    """A form with what it asks now."""

    definition = c.nested(FormDefinition, "What it asks, and how.")


class FormVersion(Schema):
    """A version of a form: it never changes."""

    form_version = c.number("Its number, from 1.", 3)
    name = c.line("What the form was called.", "Contact us")
    at = c.moment("When it was made.")
    by = c.line("By whom, as kind:id.", "user:5a4a6f5e-8a35-5d39-9a3e-0c1f6f0d2b11")
    fields_count = c.number("How many fields it has.", 6)
    submissions = c.number("How many were sent by it.", 12)


class FormVersionInFull(FormVersion):
    """A version with what it asked."""

    definition = c.nested(FormDefinition, "What it asked, and how.")


class FormQuery(PageQuery):
    """Which forms."""

    archived = c.flag("Archived ones, or those in use.", required=False, load_default=False, example=False)
    inbox_id = c.uid("Only those of this inbox.", required=False, load_default=None)


class FormTickets(Schema):
    """Whether submissions become tickets (FRM-06)."""

    create_tickets = c.flag("Whether they do.")
    inbox_id = c.uid(
        "Of a form that is not connected: the inbox it is connected to by this.",
        null=True, required=False, load_default=None,
    )  # fmt: skip


class ChosenForm(Schema):
    """The form of a channel."""

    form_id = c.uid("The form; it is connected to no other channel.")


class SubmittedValue(Schema):
    """What was sent in a field."""

    name = c.text("The field's key.", "email")
    label = c.text("What people read beside it; of an unknown one, its key.", "Your e-mail")
    type = c.text("Its type; empty for an unknown one.", "email")
    hidden = c.flag("Whether the inbox does not show it (FRM-07).", example=False)
    known = c.flag("Whether the form's version has such a field; unknown ones are kept all the same.")
    values = fields.List(
        fields.String(),
        required=True,
        metadata={"description": "What was sent, each value by itself.", "example": ["jo@example.org"]},
    )


class SubmittedFile(Schema):
    """A file that was sent along."""

    number = c.number("Its number, to download it.", 0)
    name = c.text("The field's key.", "picture")
    filename = c.text("Its name.", "parcel.jpg")
    content_type = c.text("Its type.", "image/jpeg")
    size = c.number("Bytes.", 20480)


class Submission(Schema):
    """What somebody sent by a form."""

    submission_id = c.uid("The submission.")
    form_id = c.uid("The form.")
    form_name = c.text("What the form is called now.", "Contact us")
    form_version = c.number("The version it was sent by.", 3)
    inbox_id = c.uid("The inbox of its conversation.")
    contact_id = c.uid("Who sent it.")
    conversation_id = c.uid("The conversation it began.")
    message_id = c.uid("Its message there.")
    ticket_id = c.uid("The ticket it became.", null=True)
    ticket_skipped = c.text("Why it became none; empty where it did.", "")
    submitted_at = c.moment("When it came.")
    page = c.text("The page it was sent from, as the browser said.", "https://www.example.com/contact")
    values = c.nested(
        SubmittedValue, "All fields, hidden and unknown ones too, in the form's order.", many=True
    )
    files = c.nested(SubmittedFile, "Files.", many=True)
    position = c.position()


class SubmissionQuery(PageQuery):
    """Which submissions, the newest first."""

    form_id = c.uid("Only of this form.", required=False, load_default=None)
    form_version = c.number("Only of this version of it.", 3, lowest=1, required=False, load_default=None)
    contact_id = c.uid("Only of this contact.", required=False, load_default=None)
    since = c.moment("Sent then or later.", required=False, load_default=None)
    until = c.moment("Sent earlier.", required=False, load_default=None, example=None)
