"""The shape of every error (RFC 9457)."""

from marshmallow import Schema, fields

from api.schemas import common as c
from api.schemas.entitlements import Need


class FieldProblem(Schema):
    """What is wrong with one field."""

    field = c.line("The field, nested ones with dots.", "attachments.0.data")
    rule = c.line("The rule it breaks.", "value")
    message = c.text("What to do instead.", "Encode the file's bytes.")


class Problem(Schema):
    """An error."""

    type = c.line("Names the kind of problem.", "urn:postroom:problem:invalid")
    title = c.line("The status in words.", "Unprocessable Entity")
    status = c.number("The status.", 422)
    code = c.line("A stable word for machines.", "invalid")
    detail = c.text("What went wrong and what to do instead.", "text: Missing data for required field.")
    instance = c.line("The address asked for.", "/api/v1/conversations")
    request_id = c.uid("Give this to whoever looks into it.", required=False)
    field = c.line("The field it is about, if one.", "text", required=False)
    about = c.uid(
        "What is in the way, if one thing is: the contact that has an identity already.", required=False
    )
    closes_at = c.moment(
        "Where it is too late to write (`human_only`, `window_closed`, `template_needed`): until when anything might have been"
        " sent; null where nobody wrote (MSG-08).",
        null=True,
        required=False,
    )
    human_until = c.moment(
        "With `human_only` and `window_closed`: until when a person's answer may or might have been sent.",
        null=True,
        required=False,
    )
    needed = fields.List(
        fields.Nested(Need),
        required=False,
        metadata={"description": "Where a gate is closed: any of these opens it."},
    )
    errors = fields.List(
        fields.Nested(FieldProblem), required=False, metadata={"description": "Each wrong field."}
    )
