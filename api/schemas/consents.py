"""Consent: what a channel asks for, who agreed to what, and how that is proven (PRV-01..06)."""

from marshmallow import Schema, fields, validate

from api.paging import PageQuery
from api.schemas import common as c
from api.schemas.channels import PastQuery
from domain.channel.consent_settings import LONGEST_TEXT, MESSAGES, MOST_LANGUAGES
from domain.channel.keywords import LONGEST, MOST
from domain.consent.aggregate import LONGEST_REASON

MODES = ("explicit", "implied", "off")
PURPOSES = ("conversation", "recording")
STATES = ("given", "outdated", "withdrawn")
A_HASH = "4f2f1c7d0a0b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5"
STATE = "Now, or then: given, outdated (the channel asks something else by now, so they are asked again), withdrawn."


def texts(about: str, **example: str) -> fields.Dict:
    """Texts by language, as in the example."""
    return fields.Dict(
        keys=fields.String(validate=validate.Length(max=10)),
        values=fields.String(validate=validate.Length(max=LONGEST_TEXT)),
        required=True,
        validate=validate.Length(max=MOST_LANGUAGES),
        metadata={
            "description": about,
            "example": example or {"en": "We keep what you write, to answer you."},
        },
    )


class ConsentToBe(Schema):
    """What a channel is to ask people to agree to."""

    mode = c.choice(
        "explicit: they press agree first; implied: by writing, the text being shown; off: nobody is asked.",
        *MODES,
    )
    purpose = c.choice("What for.", *PURPOSES, required=False, load_default="conversation")
    texts = texts(
        "The text by language, such as en, pl or pt-BR; the first stands in for languages it is not in."
    )


class ChannelConsent(Schema):
    """What a channel asks people to agree to."""

    channel_id = c.uid("The channel.")
    mode = c.choice("How they are asked.", *MODES)
    purpose = c.choice("What for.", *PURPOSES)
    texts = texts("The text by language, as it is shown.")
    hashes = fields.Dict(
        keys=fields.String(), values=fields.String(), required=True,
        metadata={"description": "SHA-256 of each text's UTF-8, in hex.", "example": {"en": A_HASH}},
    )  # fmt: skip
    text_version = c.number(
        "Counts every change, each of which asks everybody again; 0: nobody ever said.", 3
    )
    offered = c.flag(
        "Whether the account's data-privacy settings are on, without which there is no switch (ACC-07)."
    )
    disclaimer = c.text("What this feature is not (PRV-04).", "This is not legal advice.")
    version = c.version()


class WithdrawalWords(Schema):
    """By which words people take their consent back in a message, and what they are answered."""

    words = fields.Dict(
        keys=fields.String(validate=validate.Length(max=10)),
        values=fields.List(fields.String(validate=validate.Length(max=LONGEST)), validate=validate.Length(max=MOST)),
        required=True,
        validate=validate.Length(max=MOST_LANGUAGES),
        metadata={
            "description": f"By language: a message that is nothing else takes consent back; 1 to {MOST} of up to {LONGEST} characters.",
            "example": {"en": ["WITHDRAW"], "pl": ["COFAM ZGODĘ"]},
        },
    )  # fmt: skip
    replies = texts(
        "What is answered then, in each of these languages.",
        en="You took your consent back.", pl="Cofnięto Twoją zgodę.",
    )  # fmt: skip


class ChannelWithdrawalWords(WithdrawalWords):
    """The same, of a channel."""

    channel_id = c.uid("The channel.")
    version = c.version()


class ConsentVersion(Schema):
    """What a channel asked in one version."""

    channel_id = c.uid("The channel.")
    text_version = c.number("Which version.", 3)
    mode = c.choice("How people were asked.", *MODES)
    purpose = c.choice("What for.", *PURPOSES)
    texts = texts("The text by language.")
    actor = c.line("Who set it.", "user:5a4a6f5e-8a35-5d39-9a3e-0c1f6f0d2b11")
    at = c.moment("From when on.")
    position = c.position()


class ConsentFields(Schema):
    """Somebody's consent on a channel."""

    consent_id = c.uid("The consent.")
    contact_id = c.uid("Whose.")
    name = c.line("What they are called, as it is known now.", "Jo Nowak")
    channel_id = c.uid("On which channel.")
    inbox_id = c.uid("Its inbox.")
    purpose = c.choice("What for; messages: that we write to them (WAB-03).", *PURPOSES, MESSAGES)
    state = c.choice(STATE, *STATES)
    mode = c.choice(
        "How they were asked when they last agreed; empty where they never did.",
        "",
        *MODES,
        example="explicit",
    )
    method = c.choice("How they agreed.", "", "button", "message", "keyword", "hand", example="button")
    text_version = c.number("To which version of the text.", 3)
    text_hash = c.line("SHA-256 of that text in that language.", A_HASH)
    language = c.line("In which language they read it.", "en")
    given_at = c.moment("When they agreed last.", null=True)
    withdrawn_at = c.moment("When they took it back; null: they did not.", null=True)
    withdrawn_by = c.choice("How: by a button, by a word, or by hand.", "", "button", "keyword", "hand")
    changed_at = c.moment("When it last changed.")
    version = c.version()
    position = c.position()


class Consent(ConsentFields):
    """A line of the ledger."""


class ConsentEvent(Schema):
    """Something that happened to a consent, with its evidence (PRV-05)."""

    position = c.position()
    event = c.choice("What.", "given", "withdrawn", "withdrawal_undone")
    at = c.moment("When.")
    actor = c.line("Who recorded it.", "contact:0c1f6f0d-2b11-5a4a-af5e-8a355d399a3e")
    sentence = c.line("In words.", "Agreed by a button to version 3 in en.")
    mode = c.line("How they were asked; empty where that is not about asking.", "explicit")
    method = c.line("How.", "button")
    text = c.text("What they agreed to, as it was shown.", "We keep what you write, to answer you.")
    text_version = c.number("Which version of the text.", 3, null=True)
    text_hash = c.line("Its SHA-256.", A_HASH)
    language = c.line("Its language.", "en")
    message_id = c.uid("The message it came with.", null=True)
    ip = c.line("The network it came from; empty without `audit_read`.", "203.0.113.0/24")
    page_host = c.line("The site it was given on; empty without `audit_read`.", "shop.example")
    reason = c.line("Why it was taken back by hand; empty without `audit_read`.", "")


class ConsentOfContact(ConsentFields):
    """Somebody's consent on a channel, and all that led to it."""

    events = c.nested(ConsentEvent, "What happened, oldest first.", many=True)


class ConsentsOfContact(Schema):
    """What somebody, with all who count as them, agreed to, on every channel you see."""

    contact_id = c.uid("Who was asked about.")
    items = c.nested(ConsentOfContact, "The last changed first; at most 200.", many=True)
    disclaimer = c.text("What this feature is not (PRV-04).", "This is not legal advice.")


class WhichConsents(Schema):
    """Which consents."""

    contact_id = c.uid("Of this contact, with all who count as them.", required=False, load_default=None)
    channel_id = c.uid("On this channel.", required=False, load_default=None)
    state = c.choice(STATE, *STATES, required=False, load_default=None)
    mode = c.choice("Asked like this.", "explicit", "implied", required=False, load_default=None)
    since = c.moment("Last changed then or later.", required=False, load_default=None, example=None)
    until = c.moment("Last changed earlier.", required=False, load_default=None, example=None)


class ConsentQuery(WhichConsents, PastQuery, PageQuery):
    """Which part of the ledger, and as of when."""


class MessagesConsent(Schema):
    """Whether somebody wants messages of a channel."""

    channel_id = c.uid("On which channel, one of WhatsApp.")
    given = c.flag("Whether they want them.")
    reason = c.text("How that is known.", "They asked us to by telephone.", longest=LONGEST_REASON)


class Withdrawal(Schema):
    """Why somebody's consent is taken back by hand."""

    reason = c.line("How they said so.", "By letter of 3 March.", longest=LONGEST_REASON)
