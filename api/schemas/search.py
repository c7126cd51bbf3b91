"""What is looked for and what is found (CNV-03)."""

from marshmallow import Schema

from api.paging import PageQuery
from api.schemas import common as c
from api.schemas.conversations import ConversationRow
from projections.search.asking import LONGEST_QUERY
from projections.search.filters import DIRECTIONS, PLACES

MOST = 20


class Search(PageQuery):
    """What to look for, and where."""

    query = c.text(
        'Words; all of them have to be there. "Words in quotes" follow each other, -without leaves out, the last word may be'
        " the beginning of one. Case and accents do not matter.",
        "invoice -paid",
        longest=LONGEST_QUERY,
    )
    place = c.choice(
        "Only in this list; `anywhere` leaves spam and trash out, `mine` is of the signed-in user.",
        *PLACES,
        required=False,
        load_default="anywhere",
    )
    inbox_ids = c.uids("Only in these inboxes.", required=False, load_default=list)
    channel_ids = c.uids("Only of these channels.", required=False, load_default=list)
    assignee_ids = c.uids("Only in conversations of these people.", required=False, load_default=list)
    tags = c.lines("Only in conversations with one of these tags.", "VIP", required=False, load_default=list, most=MOST)  # fmt: skip
    since = c.moment("Only messages from then on.", null=True, required=False, load_default=None)
    until = c.moment("Only messages before then.", null=True, required=False, load_default=None, example="2030-11-23T09:30:00+00:00")  # fmt: skip
    attached = c.flag(
        "Only messages with files, or only those without.",
        required=False,
        load_default=None,
        allow_none=True,
    )
    direction = c.choice(
        "Only messages in, only messages out, or only notes.",
        *DIRECTIONS,
        required=False,
        load_default=None,
        allow_none=True,
    )


class Segment(Schema):
    """A piece of text."""

    text = c.text("The text.", "invoice")
    hit = c.flag("Whether this is what was looked for.")


class FoundMessage(Schema):
    """A conversation, and the message in it that matches best."""

    conversation = c.nested(ConversationRow, "The conversation.")
    message_id = c.uid("The message, or the note.")
    direction = c.choice("Whether it came, went, or is a note.", *DIRECTIONS)
    at = c.moment("When it came or was written.")
    subject = c.nested(Segment, "Its subject in pieces; none for a note.", many=True)
    snippet = c.nested(Segment, "The part of it where most of the words are, on one line.", many=True)


class FoundContact(Schema):
    """A contact whose name or addresses have the words."""

    contact_id = c.uid("The contact.")
    name = c.nested(Segment, "Their name in pieces; none where nobody knows it.", many=True)
    address = c.nested(Segment, "The address with most of the words, or the first, in pieces.", many=True)


class Found(Schema):
    """What was found, the best of the newest first."""

    items = c.nested(FoundMessage, "Conversations, each once.", many=True)
    contacts = c.nested(FoundContact, "Contacts, at most 5; only on the first page of a search without filters.", many=True)  # fmt: skip
    next = c.text("Cursor of the next page; null on the last one.", null=True)
