"""Where conversations and their messages stand."""

from marshmallow import Schema, fields, validate

from api.schemas import common as c

MOST_MESSAGES = 500


class ToInbox(Schema):
    """Another inbox."""

    inbox_id = c.uid("The inbox it belongs to from here on; you must see it.")


class IntoConversation(Schema):
    """The conversation that shows it from here on."""

    into_id = c.uid("The other conversation; its assignee, inbox, status and tags hold for both.")
    confirmed = c.flag(
        "Whether it may be of another contact; each message stays its own contact's.",
        required=False,
        load_default=False,
    )


class ChosenMessages(Schema):
    """Messages to show elsewhere."""

    message_ids = fields.List(
        fields.UUID(),
        required=True,
        validate=validate.Length(1, MOST_MESSAGES),
        metadata={
            "description": f"Messages and notes of the conversation, at most {MOST_MESSAGES}.",
            "example": [c.A_UUID],
        },
    )
    into_id = c.uid(
        "The conversation that shows them; null: a new one.", null=True, required=False, load_default=None
    )
    confirmed = c.flag(
        "Whether that may be of another contact; each message stays its own contact's.",
        required=False,
        load_default=False,
    )
