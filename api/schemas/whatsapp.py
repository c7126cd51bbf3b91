"""WhatsApp: an account's numbers, showing that one is ours, and keywords (WAB-01, WAB-03)."""

from typing import Any

from marshmallow import Schema, fields, validate

from api.schemas import common as c
from domain.channel.keywords import LONGEST, MOST
from domain.channel.numbered import METHODS
from domain.channels.whatsapp_kind import LONGEST_TEXT

LONGEST_TOKEN = 4_096


def _digits(about: str, example: str, shape: str, way_out: str, **more: Any) -> fields.String:
    checks = validate.Regexp(rf"(?:{shape})\Z", error=way_out)
    return fields.String(validate=checks, metadata={"description": about, "example": example}, **more)


def _id(about: str, example: str) -> fields.String:
    return _digits(about, example, "[0-9]{1,64}", "Write the id, which has digits only.", required=True)


class WhatsAppAccount(Schema):
    """Which WhatsApp Business Account, and what lets us in there."""

    waba_id = _id("Meta's id of the account.", "102290129340398")
    access_token = c.text(
        "A lasting token of a system user, made with this installation's app; it is kept sealed and never shown.",
        "EAAG...",
        longest=LONGEST_TOKEN,
        shortest=1,
    )


class OfferedNumber(Schema):
    """A number of an account."""

    phone_number_id = c.line("Meta's id of the number.", "106540352242922")
    display_number = c.line("The number as people read it.", "+48 22 100 20 30")
    verified_name = c.line("What people see it called.", "Example Ltd")
    verification = c.choice(
        "Whether Meta knows that it is the company's.", "verified", "", example="verified"
    )
    quality = c.line("Meta's word on how people take its messages.", "green")
    reason = c.choice("Why it cannot be chosen.", "", "number_taken")


class NumbersOnOffer(Schema):
    """What there is to choose from."""

    entered = c.flag("Whether somebody entered an account for this channel within the last half hour.")
    numbers = c.nested(OfferedNumber, "The account's numbers.", many=True)


class ChosenWhatsAppNumber(Schema):
    """Which of the numbers on offer."""

    phone_number_id = _id("The number.", "106540352242922")


class CodeWanted(Schema):
    """How Meta tells the code."""

    method = c.choice("By a text message, or by a call.", *METHODS)
    language = c.line(
        "The language of the words around it, as en or pl_PL.",
        "en",
        required=False,
        load_default="en",
        longest=10,
    )


class NumberShown(Schema):
    """That the number is ours."""

    code = _digits(
        "The code that Meta sent; empty where Meta knows the number to be the company's already.",
        "123456",
        "[0-9]{6}|",
        "Write 6 digits, or nothing.",
        load_default="",
    )
    pin = _digits(
        "The number's PIN of two-step verification; where it has none yet this becomes it. It is kept sealed.",
        "482915",
        "[0-9]{6}",
        "Write 6 digits.",
        required=True,
    )


class NumberKeywords(Schema):
    """By which words people opt in and out (WAB-03)."""

    opt_in = c.lines(
        f"A message that is nothing else opts in; up to {MOST}, each up to {LONGEST} characters.", "START"
    )
    opt_out = c.lines("A message that is nothing else opts out.", "STOP")
    opt_in_reply = c.text(
        "What is answered to who opts in; empty: nothing.",
        "",
        required=False,
        load_default="",
        longest=LONGEST_TEXT,
    )
    opt_out_reply = c.text(
        "What is answered to who opts out; empty: nothing.",
        "",
        required=False,
        load_default="",
        longest=LONGEST_TEXT,
    )


class NumberChannel(Schema):
    """What a number's channel is connected to, and set to do."""

    waba_id = c.line("The WhatsApp Business Account; empty before a number is chosen.", "102290129340398")
    phone_number_id = c.line("Meta's id of the number.", "106540352242922")
    display_number = c.line("The number as people read it.", "+48 22 100 20 30")
    verified_name = c.line("What people see it called.", "Example Ltd")
    verification = c.choice(
        "Whether it was shown to be ours.", "", "requested", "verified", example="verified"
    )
    registered = c.flag("Whether it is registered for the Cloud API.")
    keywords = c.nested(NumberKeywords, "By which words people opt in and out.")
