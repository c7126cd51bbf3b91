"""What happens to tickets and pipelines beside moves, chosen by a number."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from domain.contact import events as contact
from domain.kernel.event import Event
from domain.pipeline import events as pipeline
from domain.ticket import events as ticket

if TYPE_CHECKING:
    from tests.support.any_history import AnyHistory


class Tracker:
    """Describes, links and sorts tickets of a history."""

    def __init__(self, of: "AnyHistory") -> None:
        """Work on that history."""
        self.of = of
        self.removed = 0
        self.other: UUID | None = None

    def happen(self, which: int, text: str) -> None:
        """Let one thing happen."""
        happens = (
            self._described, self._valued, self._linked, self._parted, self._opened, self._elsewhere, self._arranged,
        )  # fmt: skip
        happens[which // 4 % len(happens)](which, text)

    def _one(self, which: int) -> tuple[int, UUID, UUID]:
        """Return a ticket: where it is in the list, its id and the contact it was opened for."""
        index = which // 7 % len(self.of.tickets)
        ticket_id = self.of.tickets[index][0]
        opened = next(one.event for one in self.of.recorded if one.event.originator_id == ticket_id)
        return index, ticket_id, opened.contact_id  # type: ignore[attr-defined]

    def _record(self, fact: type[Event], stream_id: UUID, **values: Any) -> None:
        self.of.record(fact, stream_id, **values)

    def _described(self, which: int, text: str) -> None:
        _, ticket_id, contact_id = self._one(which)
        if contact_id not in self.of.gone:
            self._record(ticket.TicketDescribed, ticket_id, contact_id=contact_id, description=text)
            self._record(ticket.TicketRenamed, ticket_id, contact_id=contact_id, name=text or "Jo")

    def _valued(self, which: int, text: str) -> None:
        _, ticket_id, contact_id = self._one(which)
        is_text, cleared = which % 3 > 0, which % 5 == 0
        if contact_id not in self.of.gone:
            self._record(
                ticket.TicketPropertySet, ticket_id, contact_id=contact_id, property_id=self.of.id("property", which % 2),
                kind="text" if is_text else "number", cleared=cleared, value="" if is_text or cleared else "12",
                text=text if is_text and not cleared else "",
            )  # fmt: skip

    def _linked(self, which: int, _text: str) -> None:
        _, ticket_id, _ = self._one(which)
        conversation_id, contact_id, _ = self.of.conversations[which % len(self.of.conversations)]
        if not self._has(ticket_id, contact_id):
            self._record(ticket.TicketContactLinked, ticket_id, contact_id=contact_id)
            self._record(contact.TicketAssociated, contact_id, ticket_id=ticket_id)
            self._record(ticket.TicketConversationLinked, ticket_id, conversation_id=conversation_id)

    def _parted(self, which: int, _text: str) -> None:
        _, ticket_id, _ = self._one(which)
        for conversation_id, contact_id, _ in self.of.conversations:
            if self._has(ticket_id, contact_id) and contact_id != self._one(which)[2]:
                self._record(ticket.TicketContactUnlinked, ticket_id, contact_id=contact_id)
                self._record(contact.TicketDissociated, contact_id, ticket_id=ticket_id)
                self._record(ticket.TicketConversationUnlinked, ticket_id, conversation_id=conversation_id)

    def _has(self, ticket_id: UUID, contact_id: UUID) -> bool:
        has = False
        for _, event in self.of.recorded:
            if event.originator_id == ticket_id and getattr(event, "contact_id", None) == contact_id:
                has = not isinstance(event, ticket.TicketContactUnlinked)
        return has

    def _opened(self, which: int, text: str) -> None:
        known = [each for each in self.of.contacts if each not in self.of.gone]
        if known:
            ticket_id = self.of.new_id("ticket")
            self._record(
                ticket.TicketDirectlyOpened, ticket_id, contact_id=known[which % len(known)],
                inbox_id=self.of.inboxes[which % 2], name=text, pipeline_id=self.of.pipeline_id, stage="new",
                priority="low", category="", source="manual", owner_id=None,
            )  # fmt: skip
            self.of.tickets.append((ticket_id, "new"))

    def _elsewhere(self, which: int, _text: str) -> None:
        """A ticket goes to another pipeline, and is done there; its owner comes with the conversation."""
        index, ticket_id, _ = self._one(which)
        if self.other is None:
            self.other = self.of.new_id("pipeline")
            self._record(
                pipeline.PipelineCreated, self.other, name="Returns",
                stages=({"key": "done", "name": "Done", "closed": True},),
            )  # fmt: skip
        self._record(
            ticket.TicketPipelineChanged, ticket_id, pipeline_id=self.other, stage="done", closed=True,
            previous_pipeline_id=self.of.pipeline_id, previous=self.of.tickets[index][1],
        )  # fmt: skip
        self._record(ticket.TicketOwnerSet, ticket_id, owner_id=self.of.users[0], followed=which % 2 == 0)

    def _arranged(self, _: int, text: str) -> None:
        """The pipeline is renamed, archived, restored, or loses a stage."""
        self._record(pipeline.PipelineRenamed, self.of.pipeline_id, name=text or "Support")
        self._record(pipeline.PipelineArchived, self.of.pipeline_id)
        self._record(pipeline.PipelineRestored, self.of.pipeline_id)
        if self.removed == 0:
            self.removed += 1
            self._record(pipeline.StageRemoved, self.of.pipeline_id, stage="waiting", into="new")
