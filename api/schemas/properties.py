"""Properties of conversations."""

from typing import Any

from marshmallow import Schema, fields, validate

from api.schemas import common as c

KINDS = ("text", "number", "date", "choice", "checkbox")


def _choices(**more: Any) -> "fields.List[str]":
    return fields.List(
        fields.String(validate=validate.Length(1, 200)),
        validate=validate.Length(0, 100),
        metadata={
            "description": "What can be chosen, for kind choice; else none.",
            "example": ["small", "large"],
        },
        **more,
    )


class ConversationPropertyDefinition(Schema):
    """A property that conversations of the account can have."""

    property_id = c.uid("The property.")
    name = c.line("What it is called.", "Order number")
    kind = c.choice("What its values are.", *KINDS)
    choices = _choices(required=True)
    archived = c.flag("Whether it is out of use: kept where it is set, and set nowhere else.")


class NewConversationProperty(Schema):
    """A new property."""

    name = c.line("What it is called.", "Order number")
    kind = c.choice("What its values are; it stays.", *KINDS, example="choice")
    choices = _choices(load_default=list)


class ChangedConversationProperty(Schema):
    """What a property is from here on."""

    name = c.line("What it is called.", "Order number")
    choices = _choices(load_default=list)
    archived = c.flag("Whether it is out of use.", required=False, load_default=False, example=False)


class ConversationPropertyValue(Schema):
    """A value."""

    value = c.text(
        "The value as text: a number as 12.5, a date as 2026-11-22, a checkbox as true or false; null: none.",
        "small",
        null=True,
        longest=1000,
    )
