"""History of any object."""

from marshmallow import Schema, fields

from api.paging import PageQuery
from api.schemas import common as c


class HistoryQuery(PageQuery):
    """Which part of a history."""

    up_to = c.number("Only up to this position of the log.", 1000, required=False, load_default=None)


class FieldChange(Schema):
    """A field before and after."""

    field = c.line("The field.", "stage")
    before = fields.Raw(
        required=True, allow_none=True, metadata={"description": "What it was; null: nothing or unknown."}
    )
    after = fields.Raw(required=True, allow_none=True, metadata={"description": "What it became."})


class HistoryEvent(Schema):
    """Something that happened to an object: who, what, when and why (AUD-01)."""

    position = c.number("Where it is in the log.", 1041)
    event = c.line("What happened.", "ticket.moved")
    object_id = c.uid("In whose stream it is.")
    version = c.number("The version of that object it made.", 4)
    actor = c.line(
        "Who did it: user, token, contact, system or operator, and which.",
        "user:5a4a6f5e-8a35-5d39-9a3e-0c1f6f0d2b11",
    )
    at = c.moment("When it was recorded.")
    correlation_id = c.uid("The first cause; everything it led to shares it.")
    causation_id = c.uid("What directly led to this.", null=True)
    facts = c.anything("What the event says.", {"stage": "closed", "previous": "new"})
    left_out = fields.List(
        fields.String(),
        required=True,
        metadata={
            "description": "Texts of contacts that are not repeated here: read them at the message or ticket, where erasure masks them.",
            "example": [],
        },
    )
    erased = c.flag("Whether the person it was about was erased; their values read as erased.", example=False)
    changes = c.nested(FieldChange, "What changed, before and after.", many=True)


class History(Schema):
    """A page of a history, oldest first."""

    items = c.nested(HistoryEvent, "Events in the order of the log.", many=True)
    next = c.text("Cursor of the next page; null on the last one.", null=True)
