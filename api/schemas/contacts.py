"""Contacts."""

from marshmallow import Schema, fields, validate

from api.paging import MOST, USUAL, PageQuery
from api.schemas import common as c
from api.schemas.forms import SubmittedValue

SORTS = ("active", "created", "name")
KINDS = ("email", "phone", "page_scoped_id", "whatsapp_id", "cookie")
TOLD = ("name", "source", "owner_id", "kind", "value", "claim_id", "merged_into", "unmerged_from")


class Identity(Schema):
    """What a contact is reached by."""

    identity_id = c.uid("The identity.")
    contact_id = c.uid("Whose it is: the contact's, or that of one merged into it.")
    kind = c.line("email, phone, page_scoped_id, whatsapp_id or cookie.", "email")
    value = c.text("The address; empty of a cookie, which says nothing to people.", "jo@example.org")
    proven = c.flag(
        "False of what was only typed: an address in a chat, a number in a chat or a form; nobody showed yet that it is theirs."
    )


class MergedContact(Schema):
    """A contact that was merged into another one."""

    contact_id = c.uid("The contact.")
    merged_into = c.uid("Into which it was merged.")
    name = c.text("Its own name.", "Jo")


class Contact(Schema):
    """Somebody who wrote, or was entered by hand."""

    contact_id = c.uid("The contact.")
    name = c.text("Their name; empty: show an address.", "Jo")
    source = c.line("Where they came from: a channel's kind, or manual.", "email")
    owner_id = c.uid("The user who looks after them.", null=True)
    merged_into = c.uid("The contact this one was merged into.", null=True)
    survivor_id = c.uid("The contact this one counts for: itself, unless it was merged.")
    created_at = c.moment("When they were first known.")
    active_at = c.moment("When something last happened with them; the list is sorted by it.")
    last_seen_at = c.moment("When they last wrote.", null=True)
    conversation_count = c.number("How many conversations they have.", 2)
    message_count = c.number("How many messages.", 5)
    ticket_count = c.number("How many tickets.", 1)
    erased_at = c.moment("When they were erased.", null=True)
    identities = c.nested(
        Identity, "What they are reached by, those of merged contacts too; the primary one first.", many=True
    )
    tracked = c.flag("Whether a cookie tells who they are.", example=False)
    merged = c.nested(
        MergedContact, "The contacts that were merged into this one, directly or not.", many=True
    )
    version = c.version()
    position = c.position()


class ContactQuery(PageQuery):
    """Which contacts."""

    search = c.line(
        "Only those whose name, last name, address or its domain begins so; the first `limit` by name, without pages.",
        "jo@",
        required=False,
        load_default=None,
        longest=200,
    )


class ContactSearch(Schema):
    """Which contacts; in a body, since what people look for belongs in no address."""

    text = c.text(
        "Only those whose name, last name, address or its domain begins so; the first `limit` by name, without pages.",
        "jo@", required=False, load_default="", longest=200,
    )  # fmt: skip
    owner_id = c.uid("Only those this user looks after.", null=True, required=False, load_default=None)
    unowned = c.flag("Only those nobody looks after.", example=False, required=False, load_default=False)
    kind = c.choice(
        "Only those with such an identity.", *KINDS, allow_none=True, required=False, load_default=None
    )
    created_after = c.moment("Only those known since.", null=True, required=False, load_default=None)
    created_before = c.moment("Only those known before.", null=True, required=False, load_default=None)
    sort = c.choice(
        "In which order: active and created newest first.", *SORTS, required=False, load_default="active"
    )
    limit = fields.Integer(
        load_default=USUAL,
        validate=validate.Range(1, MOST),
        metadata={"description": f"At most {MOST}.", "example": 20},
    )
    cursor = fields.String(
        load_default=None,
        allow_none=True,
        metadata={"description": "`next` of the page before.", "example": None},
    )


class NewContact(Schema):
    """Somebody entered by hand: a name, an address or a number at least."""

    name = c.text("Their name.", "Jo", longest=200)
    email = c.text("Their address.", "jo@example.org", required=False, load_default="", longest=500)
    phone = c.text(
        "Their number, with + and the country's code.",
        "+48221234567",
        required=False,
        load_default="",
        longest=50,
    )
    owner_id = c.uid("The user who looks after them.", null=True, required=False, load_default=None)


class NewIdentity(Schema):
    """An address or number."""

    kind = c.choice("Which.", "email", "phone")
    value = c.line("The address, or the number with + and the country's code.", "jo@example.org")


class PrimaryIdentity(Schema):
    """What comes first."""

    identity_id = c.uid("One of the contact's identities.")


class MergeInto(Schema):
    """Whom it counts for from here on."""

    into_id = c.uid("The other contact; where that was merged itself, the one it counts for.")


class TimelineStep(Schema):
    """Something that happened with a contact."""

    position = c.number("Where it is in the log.", 1041)
    event = c.line("What happened.", "conversation.message_received")
    at = c.moment("When.")
    actor = c.line("Who did it.", "system:ingest")
    contact_id = c.uid("The contact, or the one merged into it, to whom it happened.")
    conversation_id = c.uid("The conversation in which it is read.", null=True)
    message_id = c.uid("The message.", null=True)
    ticket_id = c.uid("The ticket.", null=True)
    submission_id = c.uid("What was sent by a form.", null=True)
    values = c.nested(SubmittedValue, "All of what was sent, hidden values too (FRM-07).", many=True)
    channel_id = c.uid("By which channel, of a message and a conversation.", null=True)
    title = c.text("The conversation's subject, the ticket's name, or the form's.", "Broken lamp")
    preview = c.text("How the message begins, or the conversation's first one.", "Hello, my lamp")
    facts = c.anything("What the contact's own event says.", {"kind": "email", "value": "jo@example.org"})


class ContactTimeline(Schema):
    """A page of a contact's timeline, newest first."""

    items = c.nested(TimelineStep, "What happened.", many=True)
    next = c.text("Cursor of the next page; null on the last one.", null=True)


class ContactName(Schema):
    """A contact's name."""

    name = c.line("Their name; empty: the address is shown.", "Jo", longest=200)


class Owner(Schema):
    """Who looks after it."""

    owner_id = c.uid("The user; null: nobody.", null=True)


class Erasure(Schema):
    """What an erasure came to; the certificate is the event contact.erased at this position."""

    position = c.number("Where the certificate is in the log.", 1043)
    keys = c.number("Keys destroyed: what they sealed is unreadable from here on.", 3)
    blobs = c.number("Originals and files deleted.", 2)
    conversations = c.number("Conversations that belonged to them.", 1)
    mentions = c.number("Messages of other people in which they are masked.", 0)
    kept_originals = c.number("Originals of other people that mention them and stay sealed.", 0)
