"""What happens to a ticket. The data subject of its texts is its first contact."""

from uuid import UUID

from domain.kernel.event import Event, Opening
from domain.kernel.personal import Personal


class TicketOpened(Opening):
    """A ticket exists; `source` is the channel's kind, form or manual (TKT-01).

    `follows` says that its owner is whoever has the conversation, until somebody chooses another (TKT-05).
    """

    TOPIC = "ticket.opened"
    OF = "ticket"
    SUBJECT = "contact_id"

    contact_id: UUID
    conversation_id: UUID
    channel_id: UUID
    inbox_id: UUID
    name: Personal[str]
    pipeline_id: UUID
    stage: str
    priority: str
    category: str
    source: str
    owner_id: UUID | None
    follows: bool = False


class TicketDirectlyOpened(Opening):
    """A ticket about a contact exists, without a conversation (TKT-04)."""

    TOPIC = "ticket.directly_opened"
    OF = "ticket"
    SUBJECT = "contact_id"

    contact_id: UUID
    inbox_id: UUID
    name: Personal[str]
    pipeline_id: UUID
    stage: str
    priority: str
    category: str
    source: str
    owner_id: UUID | None


class TicketMoved(Event):
    """The ticket is in another stage of its pipeline; `closed` says whether it is done there, None in old events."""

    TOPIC = "ticket.moved"

    stage: str
    previous: str
    closed: bool | None = None


class TicketPipelineChanged(Event):
    """The ticket is in a stage of another pipeline; `closed` says whether it is done there."""

    TOPIC = "ticket.pipeline_changed"

    pipeline_id: UUID
    stage: str
    previous_pipeline_id: UUID
    previous: str
    closed: bool


class TicketOwnerSet(Event):
    """The ticket has another owner, or none; `followed` where that came with its conversation's (TKT-05)."""

    TOPIC = "ticket.owner_set"

    owner_id: UUID | None
    followed: bool = False


class TicketPrioritySet(Event):
    """The ticket has another priority."""

    TOPIC = "ticket.priority_set"

    priority: str


class TicketCategorySet(Event):
    """The ticket has another category, or none."""

    TOPIC = "ticket.category_set"

    category: str


class TicketRenamed(Event):
    """The ticket has another name."""

    TOPIC = "ticket.renamed"
    SUBJECT = "contact_id"

    contact_id: UUID
    name: Personal[str]


class TicketDescribed(Event):
    """The ticket's description is now this, empty for none."""

    TOPIC = "ticket.description_changed"
    SUBJECT = "contact_id"

    contact_id: UUID
    description: Personal[str]


class TicketPropertySet(Event):
    """It has a value of one of the account's properties: `text` for kind text, else `value`; or none: `cleared`."""

    TOPIC = "ticket.property_set"
    SUBJECT = "contact_id"

    contact_id: UUID
    property_id: UUID
    kind: str
    cleared: bool
    value: str
    text: Personal[str]


class TicketConversationLinked(Event):
    """A conversation belongs to the ticket, too (TKT-04)."""

    TOPIC = "ticket.conversation_linked"

    conversation_id: UUID


class TicketConversationUnlinked(Event):
    """A conversation belongs to the ticket no longer."""

    TOPIC = "ticket.conversation_unlinked"

    conversation_id: UUID


class TicketContactLinked(Event):
    """The ticket is about a further contact, who records `contact.ticket_associated` in the same append (TKT-03)."""

    TOPIC = "ticket.contact_linked"

    contact_id: UUID


class TicketContactUnlinked(Event):
    """The ticket is not about that contact any more."""

    TOPIC = "ticket.contact_unlinked"

    contact_id: UUID
