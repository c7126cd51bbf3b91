"""What is prepared: canned replies, macros, and the tokens in them."""

from marshmallow import Schema, fields, validate

from api.schemas import common as c

SCOPES = ("everyone", "inbox", "team", "own")


def _scope() -> fields.String:
    about = "For whom it is; everyone takes the permission inbox_edit."
    return c.choice(about, *SCOPES, example="inbox", required=False, load_default="own")


def _scope_id() -> fields.UUID:
    about = "The inbox or team it is for; leave it out for everyone and for your own."
    return c.uid(about, null=True, required=False, load_default=None)


class PrepareReply(Schema):
    """A canned reply to be."""

    name = c.line("Its name.", "Parcel is late", longest=100)
    shortcut = c.line(
        "What finds it at once; empty: none.", "late", required=False, load_default="", longest=30
    )
    text = c.text("Markdown with tokens.", "Hello {{contact.first_name|there}},", longest=20_000)
    scope = _scope()
    scope_id = _scope_id()


class CannedReply(Schema):
    """A canned reply."""

    reply_id = c.uid("The canned reply.")
    name = c.line("Its name.", "Parcel is late")
    shortcut = c.text("What finds it at once.", "late")
    text = c.text("Markdown with tokens.", "Hello {{contact.first_name|there}},")
    scope = c.choice("For whom it is.", *SCOPES)
    scope_id = c.uid("The inbox, team or person it is for.", null=True)
    deleted = c.flag("Whether it is offered no longer.", example=False)
    changed_at = c.moment("When it was changed last.")
    version = c.version()
    position = c.position()


class TokenValues(Schema):
    """What tokens stand for in a conversation, for the caller."""

    values = fields.Dict(
        keys=fields.String(),
        values=fields.String(),
        required=True,
        metadata={
            "description": "Token to value; empty: there is none.",
            "example": {"contact.first_name": "Jo"},
        },
    )


class MacroAction(Schema):
    """One thing a macro does; each deed has its own fields, all texts."""

    do = c.choice(
        "The deed.",
        "reply", "note", "tag", "untag", "assign", "priority", "snooze", "close", "file", "ticket",
    )  # fmt: skip
    text = c.text(
        "Of reply and note: Markdown with tokens.", "It is on its way.", required=False, longest=20_000
    )
    tag = c.text("Of tag and untag.", "VIP", required=False, longest=200)
    user_id = c.text("Of assign: a user, `me`, or empty for nobody.", "me", required=False, longest=36)
    priority = c.text("Of priority.", "high", required=False, longest=20)
    minutes = c.text("Of snooze: for how long.", "60", required=False, longest=10)
    folder = c.text("Of file: spam, trash, archive, or empty.", "archive", required=False, longest=20)
    pipeline_id = c.text("Of ticket.", c.A_UUID, required=False, longest=36)
    stage = c.text("Of ticket: the stage's key.", "new", required=False, longest=100)
    name = c.text(
        "Of ticket: its name, with tokens.", "{{conversation.subject}}", required=False, longest=500
    )


A_TICKET = {"do": "ticket", "name": "{{conversation.subject}}", "pipeline_id": c.A_UUID, "stage": "new"}


class CombineMacro(Schema):
    """A macro to be."""

    name = c.line("Its name.", "Late parcel", longest=100)
    actions = fields.List(
        fields.Nested(MacroAction),
        required=True,
        validate=validate.Length(1, 20),
        metadata={"description": "What it does, in this order.", "example": [A_TICKET]},
    )
    scope = _scope()
    scope_id = _scope_id()


class Macro(Schema):
    """A macro."""

    macro_id = c.uid("The macro.")
    name = c.line("Its name.", "Late parcel")
    actions = fields.List(
        fields.Dict(keys=fields.String(), values=fields.String()),
        required=True,
        metadata={"description": "What it does, in this order.", "example": [{"do": "close"}]},
    )
    scope = c.choice("For whom it is.", *SCOPES)
    scope_id = c.uid("The inbox, team or person it is for.", null=True)
    deleted = c.flag("Whether it is offered no longer.", example=False)
    changed_at = c.moment("When it was changed last.")
    version = c.version()
    position = c.position()


class MacroPreview(Schema):
    """What a macro would do with a conversation."""

    macro_version = c.number("The macro's version; send it to apply what you saw.", 1)
    actions = fields.List(
        fields.Dict(keys=fields.String(), values=fields.String()),
        required=True,
        metadata={"description": "What it does, tokens filled in.", "example": [{"do": "close"}]},
    )
    missing = c.lines("Tokens that have no value here; while there are any it is refused.", "ticket.name")


class ApplyMacro(Schema):
    """Apply it."""

    macro_version = c.number("The version that was shown; another one there now is refused with 412.", 1)
    seen_version = c.number(
        "The version of the conversation its author saw, as for an answer.",
        3,
        null=True,
        required=False,
        load_default=None,
    )
    undo_seconds = c.number(
        "For how long an answer can be taken back.", 10, highest=60, required=False, load_default=0
    )
