"""Conversations, their messages and decisions."""

from marshmallow import Schema, fields

from api.paging import PageQuery
from api.schemas import common as c
from api.schemas.attribution import Attribution
from api.schemas.calls import Call
from api.schemas.decisions import ShownDecision
from api.schemas.deliveries import Delivery
from api.schemas.messenger import Reaction, Said, WindowNow
from api.schemas.parts import MessagePart
from api.schemas.templates import TemplateOf
from domain.view.filter import BASES, DUES, SORTS

SHELVES = ("open", "snoozed", "closed", "spam", "trash", "archive")
PRIORITIES = ("none", "low", "medium", "high", "urgent")


class ListQuery(PageQuery):
    """Which conversations."""

    view = c.choice(
        "Which list; `mine`, `mentions` and `unread` are of the signed-in user.",
        *BASES,
        required=False,
        load_default="open",
    )
    inbox_id = c.uid("Only of this inbox.", required=False, load_default=None)
    channel_id = c.uid("Only of this channel.", required=False, load_default=None)
    contact_id = c.uid(
        "All of this contact, open and closed, whatever the view.", required=False, load_default=None
    )
    assignee_id = c.uid("Only of this person.", required=False, load_default=None)
    team_id = c.uid("Only of this team.", required=False, load_default=None)
    kind = c.line("Only by channels of this kind.", "email", required=False, load_default=None)
    priority = c.choice("Only of this priority.", *PRIORITIES, required=False, load_default=None)
    waiting = c.flag("Only those that wait for an answer.", required=False, load_default=False)
    unread = c.flag("Only those with news for you.", required=False, load_default=False)
    view_id = c.uid("What a saved view shows, instead of `view`.", required=False, load_default=None)
    sort = c.choice(
        "The order: newest activity first unless a saved view has another; `waiting` (longest first), `priority` and "
        "`due` (what was promised first, first) are for open conversations.",
        *SORTS,
        required=False,
        load_default=None,
    )
    as_of = c.number("The list as of this position of the log.", 1000, required=False, load_default=None)
    at = c.moment("The list as it was at this time; `as_of` goes first.", required=False, load_default=None)


class RowsQuery(Schema):
    """Which rows."""

    ids = c.uids_in_text("Conversations, with commas between; at most 100. None: an empty list.", most=100)


class ConversationRow(Schema):
    """A conversation in a list."""

    conversation_id = c.uid("The conversation.")
    inbox_id = c.uid("Its inbox.")
    channel_id = c.uid("The channel it came by.")
    kind = c.line("The channel's kind.", "email")
    contact_id = c.uid("Whom it is with.")
    survivor_id = c.uid("Whom that contact counts for; null: itself, or it is the past.", null=True)
    contact_name = c.text("Their name; null or empty: show the address.", "Jo", null=True)
    contact_address = c.text("Their address.", "jo@example.org", null=True)
    subject = c.text("The subject.", "Where is my parcel?", null=True)
    preview = c.text("First words of the newest message.", "It should have come", null=True)
    last_call = c.line(
        "Of a call that is the newest thing there: how it ended, or ringing or answered; empty: it is none.",
        "",
    )
    status = c.choice("Whether something is owed.", "open", "closed")
    shelf = c.choice("The list that shows it to all; merged: it is a part of another.", *SHELVES, "merged")
    snoozed_until = c.moment("Until when it is put off.", null=True)
    priority = c.choice("How urgent it is.", *PRIORITIES)
    tags = c.lines("Its tags.", "VIP")
    assignee_id = c.uid("Who has it.", null=True)
    team_id = c.uid("The team it was handed to.", null=True)
    properties = fields.Dict(
        keys=fields.String(),
        values=fields.String(),
        required=True,
        metadata={
            "description": "Property id -> its value, empty for a text, which may be personal.",
            "example": {},
        },
    )
    due_at = c.moment(
        "When what was promised to the customer first is due; null: nothing, or it is the past.", null=True
    )
    due = c.choice("How that stands; empty where nothing is promised.", "", *DUES, example="soon")
    ticket_id = c.uid("Its ticket.", null=True)
    message_count = c.number("How many messages it has.", 2)
    last_direction = c.line("in or out: where the newest message went.", "in")
    active_at = c.moment("When the newest message came or went; the list is sorted by it, newest first.")
    waiting_since = c.moment("When the first message came that nobody answered.", null=True)
    unread = c.flag(
        "Whether it has news you have not seen; only of open and snoozed ones, and not in the past."
    )
    mention = c.number("Position of the newest note that calls you.", 1042, null=True)
    mention_unseen = c.flag("Whether you have not seen that note.", example=False)
    version = c.version()
    position = c.position()


class Attachment(Schema):
    """A file that came or goes with a message."""

    number = c.number("Its number: GET /messages/{message_id}/attachments/{number}.", 0)
    filename = c.text("Its name.", "photo.png")
    content_type = c.text("What its sender says it is.", "image/png")
    size = c.number("Bytes.", 2048)
    inline = c.flag("Whether the text shows it.", example=False)
    summary = c.text("Of an invitation: what, when and where; else empty.", "")


class Message(Schema):
    """A message; what only one direction has is empty or null in the other."""

    message_id = c.uid("The message.")
    conversation_id = c.uid("The conversation it was recorded in; merges and moves may show it in another.")
    placed_in = c.uid("The conversation it was moved to; at first the one it was recorded in.")
    position = c.number("Where it is in the log; the thread is in this order.", 1040)
    direction = c.choice("in: they wrote; out: we did; note: among colleagues.", "in", "out", "note")
    at = c.moment("When it was recorded here.")
    sent_at = c.moment("When the sender says it was written.", null=True)
    actor = c.line("Who caused it.", "contact:5a4a6f5e-8a35-5d39-9a3e-0c1f6f0d2b11")
    channel_id = c.uid("The channel it came or went by; of a note, the conversation's.")
    author_id = c.uid("The user who wrote it.", null=True)
    origin = c.line(
        "human, automation or bot, for messages of ours; page: written elsewhere in the page's name; keyword: it answers a word"
        " by which somebody opts in or out.",
        "human",
    )
    sender = c.text("Sender's address; empty of a chat's visitor, who has none.", "jo@example.org")
    sender_name = c.text("Sender's name.", "Jo")
    whose_id = c.uid("The contact a person said since it is from, once it was moved to them.", null=True)
    sender_why = c.text(
        "Why it is their message: from, reply_to, x_original_sender, forwarded_original, forwarder, form, chat, messenger,"
        " whatsapp.",
        "from",
    )
    to = fields.List(
        fields.String(),
        required=True,
        attribute="recipients",
        metadata={"description": "Recipients.", "example": ["help@example.com"]},
    )
    cc = fields.List(fields.String(), required=True, metadata={"description": "Copies.", "example": []})
    bcc = fields.List(
        fields.String(), required=True, metadata={"description": "Hidden copies.", "example": []}
    )
    page = c.text("The page of the website it was written on, in a chat.", "")
    template = c.nested(TemplateOf, "The template that a message of ours is made of.", null=True)
    said = c.nested(
        Said, "How it was said in Messenger or WhatsApp where not in words or files alone.", null=True
    )
    call = c.nested(Call, "The call that it is, as it stands or stood then; null of others.", null=True)
    reactions = c.nested(Reaction, "How the contact reacted to it, as it stands now.", many=True)
    choices = c.lines("Answers a message of ours offers to be pressed, in a chat.")
    subject = c.text("Subject.", "Where is my parcel?")
    text = c.text("The text.", "It should have come on Monday.", attribute="body")
    html = c.text(
        "A message of ours as HTML, harmless and as it was sent; empty where the text says it all.", ""
    )
    parts = c.nested(
        MessagePart, "What of the text is what; none where all of it was newly written.", many=True
    )
    signature = c.text("The signature below a message of ours.", "Acme Support")
    text_cut = c.flag("Whether the original has more of it.", example=False, attribute="body_cut")
    has_html = c.flag("Whether GET /messages/{message_id}/html shows more.", example=False)
    attachments = c.nested(Attachment, "Files.", many=True)
    automatic = c.text(
        "Why it counts as no person's: auto_reply, list, bounce, ...; empty for a person's.", ""
    )
    protected = c.text(
        "pgp_encrypted, pgp_signed, smime_encrypted or smime_signed, never verified; empty for an open one.",
        "",
    )
    defects = fields.List(
        fields.String(),
        required=True,
        metadata={"description": "What was wrong in the original.", "example": []},
    )
    mentions = c.uids("Users a note calls.")
    delivery = c.nested(Delivery, "How far it is, for messages of ours.", null=True)
    threading = c.anything(
        "Why it is in this conversation.", {"outcome": "joined", "by": "in_reply_to"}, null=True
    )
    attribution = c.nested(
        Attribution, "Of a message that passes another on: whose it is, and why.", null=True
    )


class ThreadQuery(Schema):
    """Which part of a conversation, and when."""

    limit = c.number(
        "Messages and decisions together, newest first, at most 100.",
        50,
        lowest=1,
        highest=100,
        required=False,
        load_default=50,
    )
    cursor = c.text("`next` of the page before.", required=False, null=True, load_default=None)
    as_of = c.number(
        "The conversation as it was at this position of the log.", 1000, required=False, load_default=None
    )
    at = c.moment("The conversation as it was at this time.", required=False, load_default=None)


class Thread(Schema):
    """A conversation with its messages and decisions, each in order, oldest first; merge them by position."""

    conversation_id = c.uid("The conversation.")
    inbox_id = c.uid("Its inbox.")
    channel_id = c.uid("The channel it came by.")
    kind = c.line("The channel's kind.", "email")
    contact_id = c.uid("Whom it is with.")
    subject = c.text("The subject.", "Where is my parcel?")
    started_by = c.choice("Who began it.", "contact", "agent")
    started_at = c.moment("When.")
    status = c.choice("Whether something is owed.", "open", "closed")
    snoozed_until = c.moment("Until when it is put off.", null=True)
    folder = c.choice("Where it was put; empty: among the others.", "", "spam", "trash", "archive")
    priority = c.choice("How urgent it is.", *PRIORITIES)
    tags = c.lines("Its tags.", "VIP")
    properties = c.anything(
        "Its properties: id -> kind and value.",
        {"5a4a6f5e-8a35-5d39-9a3e-0c1f6f0d2b11": {"kind": "text", "value": "A-1042"}},
    )
    assignee_id = c.uid("Who has it.", null=True)
    team_id = c.uid("The team it was handed to.", null=True)
    ticket_id = c.uid("Its ticket.", null=True)
    message_count = c.number("How many messages it has.", 2)
    merged_into = c.uid("The conversation that shows its messages as a part of its own.", null=True)
    version = c.version()
    position = c.position()
    as_of = c.number("The position this shows; null: now.", 1000, null=True)
    window = c.nested(
        WindowNow,
        "When answers may still be sent by its own channel; null where that has no windows, and in the past.",
        null=True,
    )
    opted_out = c.flag(
        "Whether an answer by the conversation's own channel would go to somebody who wants no messages by it (WAB-03): its"
        " contact, whoever was merged with it, or who else has the number of who wrote last. False of channels where nobody opts"
        " out, and in the past; `opted_out` of a way says it of other channels.",
        example=False,
    )
    messages = c.nested(Message, "Messages of this page.", many=True)
    decisions = c.nested(ShownDecision, "Decisions of this page.", many=True)
    next = c.text("Cursor of the older page; null on the last one.", null=True)


class HtmlQuery(Schema):
    """How to show HTML."""

    images = c.choice(
        "Whether images elsewhere may be loaded; their servers then learn that the mail was read.",
        "blocked",
        "remote",
        required=False,
        load_default="blocked",
    )
    quotes = c.choice(
        "Whether quoted mails and the signature are shown, too.",
        "shown",
        "folded",
        required=False,
        load_default="shown",
    )
