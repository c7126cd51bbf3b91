"""A ticket: where in its pipeline, whose, how urgent (TKT-04)."""

from typing import Self
from uuid import UUID

from domain.kernel.aggregate import Aggregate
from domain.kernel.checks import not_blank, one_of
from domain.kernel.envelope import Envelope
from domain.kernel.event import Event
from domain.ticket import events
from domain.ticket.policy import PRIORITIES


class Ticket(Aggregate):
    """Work owed to a contact; whether a stage exists is its pipeline's to say (`Pipeline.stage`)."""

    TOPIC = "ticket"

    @classmethod
    def create(
        cls,
        ticket_id: UUID,
        env: Envelope,
        *,
        contact_id: UUID,
        conversation_id: UUID,
        channel_id: UUID,
        inbox_id: UUID,
        name: str,
        pipeline_id: UUID,
        stage: str,
        priority: str = "medium",
        category: str = "",
        source: str = "manual",
        owner_id: UUID | None = None,
    ) -> Self:
        """Open a ticket; `source` is the channel's kind, form or manual (TKT-01). Raises `InvalidInput`."""
        return cls.open(
            events.TicketOpened,
            ticket_id,
            env,
            contact_id=contact_id,
            conversation_id=conversation_id,
            channel_id=channel_id,
            inbox_id=inbox_id,
            name=name,
            pipeline_id=pipeline_id,
            stage=stage,
            priority=one_of(priority, PRIORITIES, "priority"),
            category=category,
            source=source,
            owner_id=owner_id,
        )

    def move(self, env: Envelope, stage: str) -> None:
        """Put it in another stage of its pipeline; nothing if it is there."""
        if stage != self.stage:
            self.record(events.TicketMoved, env, stage=stage, previous=self.stage)

    def set_owner(self, env: Envelope, owner_id: UUID | None) -> None:
        """Give it to a user, or to nobody; nothing if it is so."""
        if owner_id != self.owner_id:
            self.record(events.TicketOwnerSet, env, owner_id=owner_id)

    def set_priority(self, env: Envelope, priority: str) -> None:
        """Say how urgent it is; nothing if it is so. Raises `InvalidInput`."""
        if one_of(priority, PRIORITIES, "priority") != self.priority:
            self.record(events.TicketPrioritySet, env, priority=priority)

    def set_category(self, env: Envelope, category: str) -> None:
        """Say of what kind it is, empty for none; nothing if it is so."""
        if category != self.category:
            self.record(events.TicketCategorySet, env, category=category)

    def rename(self, env: Envelope, name: str) -> None:
        """Give it another name. Raises `InvalidInput` for none."""
        self.record(events.TicketRenamed, env, contact_id=self.contact_id, name=not_blank(name, "name"))

    def evolve(self, event: Event) -> None:
        """Apply one recorded event."""
        match event:
            case events.TicketOpened():
                self.contact_id = event.contact_id
                self.conversation_id = event.conversation_id
                self.inbox_id = event.inbox_id
                self.pipeline_id = event.pipeline_id
                self.stage = event.stage
                self.priority = event.priority
                self.category = event.category
                self.owner_id = event.owner_id
            case events.TicketMoved():
                self.stage = event.stage
            case events.TicketOwnerSet():
                self.owner_id = event.owner_id
            case events.TicketPrioritySet():
                self.priority = event.priority
            case events.TicketCategorySet():
                self.category = event.category
