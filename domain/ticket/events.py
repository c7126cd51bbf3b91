"""What happens to a ticket. The data subject is its contact."""

from uuid import UUID

from domain.kernel.event import Event, Opening
from domain.kernel.personal import Personal


class TicketOpened(Opening):
    """A ticket exists; `source` is the channel's kind, form or manual (TKT-01)."""

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


class TicketMoved(Event):
    """The ticket is in another stage of its pipeline."""

    TOPIC = "ticket.moved"

    stage: str
    previous: str


class TicketOwnerSet(Event):
    """The ticket has another owner, or none."""

    TOPIC = "ticket.owner_set"

    owner_id: UUID | None


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
