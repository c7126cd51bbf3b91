"""Templates of numbers in WhatsApp, and messages made of them (WAB-02)."""

from typing import Any

from marshmallow import Schema, fields, validate

from api.schemas import common as c
from domain.template.rendering import LONGEST_VALUE

LONGEST_NAME, MOST_VALUES = 512, 100


class TemplateOf(Schema):
    """Which template."""

    name = c.line("Its name.", "parcel_here", longest=LONGEST_NAME)
    language = c.line("Its language, in Meta's words.", "en_US", longest=20)


class TemplateHeader(Schema):
    """What stands above the body."""

    format = c.line("text, image, video, document or location; empty: nothing does.", "text")
    text = c.text("The text; empty of a file.", "Your parcel")


class TemplateButton(Schema):
    """A button below it."""

    type = c.line("quick_reply, url, phone_number, copy_code, otp, flow or another word of Meta's.", "url")
    text = c.text("What it says.", "Track it")
    url = c.text("Where it leads.", "https://shop.example/track/{{1}}")


def _names(about: str, *examples: str) -> fields.List[Any]:
    return fields.List(
        fields.String(), required=True, metadata={"description": about, "example": list(examples)}
    )


def _values(about: str, *examples: str) -> fields.List[Any]:
    return fields.List(
        fields.String(validate=validate.Length(max=LONGEST_VALUE)),
        required=False, load_default=list, validate=validate.Length(max=MOST_VALUES),
        metadata={"description": about, "example": list(examples)},
    )  # fmt: skip


class TemplateNames(Schema):
    """What is to be given, in order."""

    header = _names("Variables of the header.")
    body = _names("Variables of the body: numbers, or names.", "1")
    buttons = _names("Buttons that need something: the end of an address, or a code to copy.", "Track it")


class TemplateValues(Schema):
    """What is filled in, in the order of the template's `variables`."""

    header = _values("Of the header.")
    body = _values("Of the body.", "Jo")
    buttons = _values("Of the buttons.", "A-1042")


class Template(TemplateOf):
    """A template in one language."""

    id = c.uid("The template.", attribute="template_id")
    category = c.line("marketing, utility or authentication.", "utility")
    status = c.line("approved, pending, rejected, paused, disabled or another word of Meta's.", "approved")
    reason = c.line("Why, in Meta's word; empty where it gives none.", "")
    header = c.nested(TemplateHeader, "What stands above the body.")
    body = c.text(
        "The body; in it {{1}} or {{name}} stands for what is filled in.", "Hello {{1}}, your parcel is here."
    )
    footer = c.text("What stands below.", "")
    buttons = c.nested(TemplateButton, "The buttons.", many=True)
    variables = c.nested(TemplateNames, "What is to be given with each message.")


class TemplatesOfChannel(Schema):
    """What a number has."""

    items = c.nested(Template, "By name and language.", many=True)
    synced_at = c.moment("As of when Meta said so; null: it was not asked yet.", null=True)


class TemplatesAsked(Schema):
    """Meta is being asked."""

    asked = c.flag("Always true.")


class TemplateUsed(TemplateOf):
    """The template that a message is made of."""

    variables = c.nested(TemplateValues, "What is filled in.")
