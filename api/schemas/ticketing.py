"""What is changed about tickets and pipelines: bodies and answers."""

from marshmallow import Schema, fields, validate

from api.schemas import common as c
from api.schemas import properties
from api.schemas.tickets import PRIORITIES

MOST_AT_ONCE = 100
DEEDS = ("owner", "stage", "pipeline", "priority", "category", "property")


class TicketPropertyDefinition(properties.ConversationPropertyDefinition):
    """A property that tickets of the account can have."""


class NewTicketProperty(properties.NewConversationProperty):
    """A new property of tickets."""


class ChangedTicketProperty(properties.ChangedConversationProperty):
    """What a property of tickets is from here on."""


class TicketPropertyValue(properties.ConversationPropertyValue):
    """A value of a property of tickets."""


class TicketPlace(Schema):
    """A pipeline, and a stage of it."""

    pipeline_id = c.uid("The pipeline.")
    stage = c.line(
        "Key of the stage; empty for its first.", "new", required=False, load_default="", longest=100
    )


class TicketDescription(Schema):
    """A description."""

    description = c.text("What it is about; empty for nothing.", "It came in two pieces.", longest=20_000)


class LinkedConversation(Schema):
    """A conversation to link."""

    conversation_id = c.uid("The conversation.")


class LinkedContact(Schema):
    """A contact to link."""

    contact_id = c.uid("The contact.")


class PipelineName(Schema):
    """A name of a pipeline."""

    name = c.line("Its name.", "Support", longest=200)


class RemovedStage(Schema):
    """A stage to remove, and where its tickets go."""

    stage = c.line("Key of the stage.", "waiting_on_us", longest=100)
    into = c.line("Key of the stage its tickets go to.", "new", longest=100)


class DefaultPipelineChoice(Schema):
    """The account's default pipeline."""

    pipeline_id = c.uid("The pipeline.")


class TicketBulk(Schema):
    """One thing changed about many tickets; each is changed, or refused, by itself."""

    ticket_ids = fields.List(
        fields.UUID(),
        required=True,
        validate=validate.Length(1, MOST_AT_ONCE),
        metadata={"description": f"At most {MOST_AT_ONCE}.", "example": [c.A_UUID]},
    )
    do = c.choice("What is changed.", *DEEDS)
    owner_id = c.uid("For owner: who gets them; null: nobody.", null=True, required=False, load_default=None)
    pipeline_id = c.uid("For pipeline: which.", null=True, required=False, load_default=None)
    stage = c.line(
        "For stage, and pipeline: its key; for pipeline empty for the first.", "closed", required=False,
        load_default="", longest=100,
    )  # fmt: skip
    priority = c.choice("For priority: how urgent.", *PRIORITIES, required=False, load_default="medium")
    category = c.line(
        "For category: which, empty for none.", "Delivery", required=False, load_default="", longest=200
    )
    property_id = c.uid("For property: which.", null=True, required=False, load_default=None)
    value = c.text(
        "For property: the value; null: none.",
        "small",
        null=True,
        required=False,
        load_default=None,
        longest=1000,
    )


class TicketBulkResult(Schema):
    """What became of one of them."""

    ticket_id = c.uid("The ticket.")
    done = c.flag("Whether it is as asked.")
    code = c.text("Why not, for machines.", "not_found")
    detail = c.text("Why not, and what to do instead.", "There is no such ticket here.")


class TicketBulkResults(Schema):
    """What became of each."""

    position = c.position()
    items = c.nested(TicketBulkResult, "Each, in the order asked for.", many=True)
