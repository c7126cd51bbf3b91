"""Tickets and pipelines."""

from marshmallow import Schema, fields, validate

from api.paging import PageQuery
from api.schemas import common as c
from api.schemas.properties import KINDS

PRIORITIES = ("medium", "low", "high", "urgent")


class TicketValue(Schema):
    """A value of a property of tickets."""

    property_id = c.uid("The property.")
    kind = c.choice("What its values are.", *KINDS)
    value = c.text("The value as text.", "small")


class Ticket(Schema):
    """A ticket."""

    ticket_id = c.uid("The ticket.")
    contact_id = c.uid("Whom it is about.")
    contact_name = c.text("What that contact is called now.", "Jo")
    conversation_id = c.uid("The conversation it was opened for; null: none.", null=True)
    channel_id = c.uid("That conversation's channel.", null=True)
    inbox_id = c.uid("The inbox whose people see it.")
    name = c.text("Its name.", "Where is my parcel?")
    pipeline_id = c.uid("Its pipeline.")
    stage = c.line("Key of the stage it is in.", "new")
    priority = c.choice("How urgent it is.", *PRIORITIES)
    category = c.text("Its category.", "")
    source = c.line("Where it came from: a channel's kind, form or manual.", "manual")
    owner_id = c.uid("Who has it.", null=True)
    opened_at = c.moment("When it was opened.")
    moved_at = c.moment("When it came into its stage.")
    properties = c.nested(TicketValue, "Its custom properties.", many=True)
    contact_ids = c.uids("Whom it is about, first the one it was opened for.")
    conversation_ids = c.uids("Its conversations, first the one it was opened for.")
    follows = c.flag("Whether its owner is whoever has the conversation, until somebody chooses (TKT-05).")
    closed_at = c.moment("When it came into a stage of tickets that are done, while it is in one.", null=True)
    reopened_at = c.moment("When it last left such a stage.", null=True)
    version = c.version()
    position = c.position()


class TicketInFull(Ticket):
    """A ticket with its description."""

    description = c.text("What it is about, at length; null: nothing.", "It came in two pieces.", null=True)


class TicketQuery(PageQuery):
    """Which tickets."""

    contact_id = c.uid("Only of this contact.", required=False, load_default=None)
    conversation_id = c.uid("Only of this conversation.", required=False, load_default=None)
    as_of = c.number("As it was at this position of the log.", 1000, required=False, load_default=None)
    at = c.moment("As it was at this time; `as_of` goes first.", required=False, load_default=None)


class PastQuery(Schema):
    """When."""

    as_of = c.number("As it was at this position of the log.", 1000, required=False, load_default=None)
    at = c.moment("As it was at this time; `as_of` goes first.", required=False, load_default=None)


class TicketsQuery(Schema):
    """Some tickets."""

    ids = c.uids_in_text("The tickets, commas between them.", most=100)


class BoardSearch(PageQuery):
    """Which tickets of a board; all that fit everything said here."""

    stage = c.line(
        "Key of one stage.", "new", required=False, load_default=None, longest=100, allow_none=True
    )
    owner_id = c.uid("Only this user's.", null=True, required=False, load_default=None)
    unowned = c.flag("Only those that nobody has.", example=False, required=False, load_default=False)
    priority = c.choice(
        "Only of this priority.", *PRIORITIES, required=False, load_default=None, allow_none=True
    )
    contact_id = c.uid("Only of this contact.", null=True, required=False, load_default=None)
    name = c.line("How the name begins.", "Where is", required=False, load_default="", longest=200)
    text = c.line(
        "Words of name and description, each perhaps only begun.",
        "parcel",
        required=False,
        load_default="",
        longest=200,
    )
    category = c.line(
        "Only of this category.", "Delivery", required=False, load_default=None, longest=200, allow_none=True
    )
    source = c.line(
        "Only from there.", "email", required=False, load_default=None, longest=50, allow_none=True
    )
    property_id = c.uid("Only those that have this property.", null=True, required=False, load_default=None)
    property_value = c.text(
        "With this value; null: any.", "small", null=True, required=False, load_default=None, longest=1000
    )
    closed = fields.Boolean(
        load_default=None,
        allow_none=True,
        metadata={"description": "Only those done, or not.", "example": False},
    )
    opened_from = c.moment("Opened then or later.", null=True, required=False, load_default=None)
    opened_to = c.moment("Opened earlier.", null=True, required=False, load_default=None, example=None)


class TicketSearch(BoardSearch):
    """Which tickets; all that fit everything said here."""

    pipeline_id = c.uid("Only of this pipeline.", null=True, required=False, load_default=None)
    sort = c.choice(
        "By when they were opened or last moved.", "opened", "moved", required=False, load_default="opened"
    )
    oldest = c.flag("Whether the oldest come first.", example=False, required=False, load_default=False)


class NewTicket(Schema):
    """A ticket for a conversation, or about a contact without one."""

    conversation_id = c.uid("The conversation; null: none.", null=True, required=False, load_default=None)
    contact_id = c.uid(
        "Without a conversation: whom it is about.", null=True, required=False, load_default=None
    )
    inbox_id = c.uid(
        "Without a conversation: the inbox whose people see it.", null=True, required=False, load_default=None
    )
    name = c.line("Its name.", "Where is my parcel?")
    pipeline_id = c.uid(
        "Its pipeline; null: the account's default.", null=True, required=False, load_default=None
    )
    stage = c.line(
        "Key of the stage to begin in; empty: the first.", "new", required=False, load_default="", longest=100
    )
    priority = c.choice("How urgent it is.", *PRIORITIES, required=False, load_default="medium")
    category = c.line("Its category.", "", required=False, load_default="", longest=200)
    owner_id = c.uid("Who gets it; null: nobody.", null=True, required=False, load_default=None)
    description = c.text("What it is about, at length.", "", required=False, load_default="", longest=20_000)
    properties = fields.Dict(
        keys=fields.UUID(),
        values=fields.String(validate=validate.Length(max=1000)),
        load_default=dict,
        validate=validate.Length(max=100),
        metadata={"description": "Custom properties: id -> value as text.", "example": {}},
    )


class Stage(Schema):
    """A stage of a pipeline."""

    key = c.line("Its key, for machines.", "new", longest=100)
    name = c.line("Its name, for people.", "New", longest=200)
    closed = c.flag("Whether tickets in it are done.", example=False)


class StageKey(Schema):
    """A stage."""

    stage = c.line("Key of the stage.", "closed", longest=100)


class Category(Schema):
    """A category."""

    category = c.line("Of what kind it is; empty for none.", "Delivery", longest=200)


class StageCount(Schema):
    """How many tickets are in a stage."""

    stage = c.line("Key of the stage.", "new")
    count = c.number("How many.", 12)


class Priority(Schema):
    """A priority."""

    priority = c.choice("How urgent it is.", *PRIORITIES)


class Pipeline(Schema):
    """A pipeline and its stages, in order."""

    pipeline_id = c.uid("The pipeline.")
    name = c.line("Its name.", "Support")
    stages = c.nested(Stage, "Its stages.", many=True)
    archived = c.flag("Whether it takes no new tickets.", example=False)
    default = c.flag("Whether tickets go into it where nobody says into which.", example=False)
    removed = c.anything(
        "Stages that are no more -> where their tickets went or are going.", {"waiting_on_us": "new"}
    )
    version = c.version()
    position = c.position()


class NewPipeline(Schema):
    """A new pipeline."""

    name = c.line("Its name.", "Returns", longest=200)
    stages = fields.List(
        fields.Nested(Stage),
        required=False,
        load_default=None,
        allow_none=True,
        validate=validate.Length(1, 50),
        metadata={
            "description": "Its stages in order; leave them out for the usual four.",
            "example": [{"key": "new", "name": "New", "closed": False}],
        },
    )


class Stages(Schema):
    """A pipeline's stages."""

    stages = fields.List(
        fields.Nested(Stage),
        required=True,
        validate=validate.Length(1, 50),
        metadata={
            "description": "All stages, in order.",
            "example": [{"key": "new", "name": "New", "closed": False}],
        },
    )


class BoardQuery(PageQuery):
    """Which stage of the board."""

    stage = c.line(
        "Key of one stage: its tickets, page by page.", "new", required=False, load_default=None, longest=100
    )
    as_of = c.number("As it was at this position of the log.", 1000, required=False, load_default=None)
    at = c.moment("As it was at this time; `as_of` goes first.", required=False, load_default=None)


class Column(Schema):
    """A stage of the board and the newest of its tickets."""

    stage = c.nested(Stage, "The stage.")
    count = c.number("How many tickets are in it, whatever was asked for.", 12)
    items = c.nested(Ticket, "Tickets, last moved first.", many=True)
    next = c.text("Cursor of the next page of this stage; null on the last one.", null=True)


class Board(Schema):
    """A pipeline's board."""

    pipeline_id = c.uid("The pipeline.")
    columns = c.nested(Column, "Its stages, in order; with `stage` only that one.", many=True)
