"""Whom a message that passes another one on belongs to (EML-14)."""

from marshmallow import Schema, fields

from api.schemas import common as c


class Attributed(Schema):
    """Somebody a forward names."""

    address = c.text("Their address.", "jo@example.org")
    name = c.text("Their name.", "Jo")


class Correction(Schema):
    """What a person said since."""

    at = c.moment("When.")
    actor = c.line("Who.", "user:5a4a6f5e-8a35-5d39-9a3e-0c1f6f0d2b11")
    why = c.choice("What they chose.", "forwarded_original", "forwarder", "person")
    to_contact_id = c.uid("Whose it is.")
    to_id = c.uid("The conversation that shows it.")


class Attribution(Schema):
    """Why a message that passes another one on is whose it is."""

    why = c.choice(
        "Whose it is: the original's sender's, the forwarder's, or whom the header names where its sender may name nobody.",
        "forwarded_original",
        "forwarder",
        "from",
        "reply_to",
        "x_original_sender",
    )
    reasons = fields.List(
        fields.String(),
        required=True,
        metadata={
            "description": "Why: forwarded_by_user, anyone_may_forward, not_a_user, sender_not_authenticated, switched_off,"
            " unparsed, original_is_ours or original_is_forwarder.",
            "example": ["forwarded_by_user"],
        },
    )
    policy = c.text("The policy and its version.", "attribution@1")
    form = c.text("inline or attached; empty where no original could be read.", "inline")
    client = c.text("The program that made the forward, or other.", "gmail")
    forwarded_to = c.choice("What the channel was set to.", "original", "forwarder")
    forwards_by = c.choice("What the account was set to.", "users", "anyone")
    by_user = c.flag("Whether a user of the account forwarded it.")
    authenticated = c.flag("What a server that is believed said of the sender.", allow_none=True)
    forwarder = c.nested(Attributed, "Who passed it on; null where that was erased.", null=True)
    original = c.nested(Attributed, "Who wrote what was passed on; null where that is unknown.", null=True)
    correction = c.nested(Correction, "What a person said since; null: nothing.", null=True)


class CorrectAttribution(Schema):
    """Whom a message belongs to."""

    message_id = c.uid("The message; it must have come in.")
    to = c.choice(
        "The sender of what was passed on, the forwarder, or the person with the address in `email`.",
        "original",
        "forwarder",
        "person",
    )
    email = c.line("The person's address.", "jo@example.org", required=False, load_default="", longest=320)
    name = c.line("The person's name, if they are new.", "Jo", required=False, load_default="", longest=200)
