"""Contacts."""

from marshmallow import Schema

from api.paging import PageQuery
from api.schemas import common as c


class Identity(Schema):
    """What a contact is reached by."""

    kind = c.line("email, phone, page_scoped_id, whatsapp_id or cookie.", "email")
    value = c.text("The address.", "jo@example.org")


class Contact(Schema):
    """Somebody who wrote, or was entered by hand."""

    contact_id = c.uid("The contact.")
    name = c.text("Their name; empty: show an address.", "Jo")
    source = c.line("Where they came from: a channel's kind, or manual.", "email")
    owner_id = c.uid("The user who looks after them.", null=True)
    created_at = c.moment("When they were first known.")
    active_at = c.moment("When something last happened with them; the list is sorted by it.")
    last_seen_at = c.moment("When they last wrote.", null=True)
    conversation_count = c.number("How many conversations they have.", 2)
    message_count = c.number("How many messages.", 5)
    ticket_count = c.number("How many tickets.", 1)
    erased_at = c.moment("When they were erased.", null=True)
    identities = c.nested(Identity, "What they are reached by.", many=True)
    version = c.version()
    position = c.position()


class ContactQuery(PageQuery):
    """Which contacts."""

    search = c.line(
        "Only those whose name or an address begins so; the first `limit` by name, without pages.",
        "jo@",
        required=False,
        load_default=None,
        longest=200,
    )


class NewContact(Schema):
    """Somebody entered by hand."""

    name = c.line("Their name.", "Jo", longest=200)
    email = c.line("Their address.", "jo@example.org")


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
