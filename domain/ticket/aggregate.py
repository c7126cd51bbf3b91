"""A ticket: where in its pipeline, whose, how urgent, about whom (TKT-04)."""

from typing import Self
from uuid import UUID

from domain.kernel.checks import not_blank, one_of
from domain.kernel.envelope import Envelope
from domain.kernel.event import Event
from domain.kernel.refusal import InvalidInput
from domain.ticket import events
from domain.ticket.linking import Linking
from domain.ticket.policy import PRIORITIES

LONGEST_DESCRIPTION = 20_000


class Ticket(Linking):
    """Work owed to a contact; whether a stage exists is its pipeline's to say (`Pipeline.stage`)."""

    TOPIC = "ticket"

    @classmethod
    def create(
        cls,
        ticket_id: UUID,
        env: Envelope,
        *,
        contact_id: UUID,
        conversation_id: UUID | None,
        channel_id: UUID | None,
        inbox_id: UUID,
        name: str,
        pipeline_id: UUID,
        stage: str,
        priority: str = "medium",
        category: str = "",
        source: str = "manual",
        owner_id: UUID | None = None,
        follows: bool = False,
    ) -> Self:
        """Open a ticket for a conversation, or without one for a contact; `source` is the channel's kind, form or manual.

        `follows`: its owner is whoever has the conversation (TKT-05). Raises `InvalidInput`.
        """
        one_of(priority, PRIORITIES, "priority")
        if conversation_id is None or channel_id is None:
            return cls.open(
                events.TicketDirectlyOpened, ticket_id, env, contact_id=contact_id, inbox_id=inbox_id, name=name,
                pipeline_id=pipeline_id, stage=stage, priority=priority, category=category, source=source,
                owner_id=owner_id,
            )  # fmt: skip
        return cls.open(
            events.TicketOpened, ticket_id, env, contact_id=contact_id, conversation_id=conversation_id,
            channel_id=channel_id, inbox_id=inbox_id, name=name, pipeline_id=pipeline_id, stage=stage,
            priority=priority, category=category, source=source, owner_id=owner_id, follows=follows,
        )  # fmt: skip

    def move(self, env: Envelope, stage: str, *, closed: bool | None = None) -> None:
        """Put it in another stage of its pipeline, where it is done or not; nothing if it is there."""
        if stage != self.stage:
            self.record(events.TicketMoved, env, stage=stage, previous=self.stage, closed=closed)

    def change_pipeline(self, env: Envelope, pipeline_id: UUID, stage: str, *, closed: bool) -> None:
        """Put it in a stage of another pipeline, or of its own."""
        if pipeline_id == self.pipeline_id:
            self.move(env, stage, closed=closed)
            return
        self.record(
            events.TicketPipelineChanged, env, pipeline_id=pipeline_id, stage=stage,
            previous_pipeline_id=self.pipeline_id, previous=self.stage, closed=closed,
        )  # fmt: skip

    def set_owner(self, env: Envelope, owner_id: UUID | None) -> None:
        """Give it to a user, or to nobody, and follow its conversation no longer; nothing if it is so."""
        if owner_id != self.owner_id or self.follows:
            self.record(events.TicketOwnerSet, env, owner_id=owner_id)

    def follow(self, env: Envelope, owner_id: UUID | None) -> None:
        """Go to whom its conversation went to, unless somebody chose an owner (TKT-05)."""
        if self.follows and owner_id != self.owner_id:
            self.record(events.TicketOwnerSet, env, owner_id=owner_id, followed=True)

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

    def describe(self, env: Envelope, description: str) -> None:
        """Say what it is about, empty for nothing. Raises `InvalidInput`."""
        if len(description) > LONGEST_DESCRIPTION:
            raise InvalidInput(
                f"A description has at most {LONGEST_DESCRIPTION:,} characters.", field="description"
            )
        self.record(events.TicketDescribed, env, contact_id=self.contact_id, description=description)

    def set_property(self, env: Envelope, property_id: UUID, kind: str, value: str | None) -> None:
        """Give it a value of a property, as the account checked it; None takes it away."""
        text, kept = (value or "", "") if kind == "text" else ("", value or "")
        self.record(
            events.TicketPropertySet, env, contact_id=self.contact_id, property_id=property_id, kind=kind,
            cleared=value is None, value=kept, text=text,
        )  # fmt: skip

    def evolve(self, event: Event) -> None:
        """Apply one recorded event."""
        match event:
            case events.TicketOpened() | events.TicketDirectlyOpened():
                self.contact_id, self.inbox_id = event.contact_id, event.inbox_id
                self.pipeline_id, self.stage = event.pipeline_id, event.stage
                self.priority, self.category = event.priority, event.category
                self.owner_id = event.owner_id
                self.follows = isinstance(event, events.TicketOpened) and event.follows
            case events.TicketMoved():
                self.stage = event.stage
            case events.TicketPipelineChanged():
                self.pipeline_id, self.stage = event.pipeline_id, event.stage
            case events.TicketOwnerSet():
                self.owner_id = event.owner_id
                self.follows = event.followed
            case events.TicketPrioritySet():
                self.priority = event.priority
            case events.TicketCategorySet():
                self.category = event.category
        self.evolve_links(event)
