"""The part of a ticket that says which conversations and contacts it belongs to (TKT-04)."""

from uuid import UUID

from domain.kernel.aggregate import Aggregate
from domain.kernel.envelope import Envelope
from domain.kernel.event import Event
from domain.ticket import events
from domain.ticket.refusals import FirstStays, TooManyLinks

MOST_LINKS = 100
"""Conversations of one ticket, and contacts; how many tickets a contact has is the account's to say (TKT-03)."""


class Linking(Aggregate):
    """A ticket's conversations and contacts; `contact_id` is the one it was opened for."""

    contact_id: UUID
    conversations: frozenset[UUID]
    contacts: frozenset[UUID]

    def link_conversation(self, env: Envelope, conversation_id: UUID) -> None:
        """Let a conversation belong to it; nothing if it does. Raises `TooManyLinks`."""
        if conversation_id in self.conversations:
            return
        if len(self.conversations) >= MOST_LINKS:
            raise TooManyLinks(
                f"A ticket has at most {MOST_LINKS} conversations. Take one off, or open another ticket."
            )
        self.record(events.TicketConversationLinked, env, conversation_id=conversation_id)

    def unlink_conversation(self, env: Envelope, conversation_id: UUID) -> None:
        """Let a conversation belong to it no longer; nothing if it does not."""
        if conversation_id in self.conversations:
            self.record(events.TicketConversationUnlinked, env, conversation_id=conversation_id)

    def link_contact(self, env: Envelope, contact_id: UUID) -> bool:
        """Let it be about a further contact; False if it is already. Raises `TooManyLinks`."""
        if contact_id in self.contacts:
            return False
        if len(self.contacts) >= MOST_LINKS:
            raise TooManyLinks(
                f"A ticket has at most {MOST_LINKS} contacts. Take one off, or open another ticket."
            )
        self.record(events.TicketContactLinked, env, contact_id=contact_id)
        return True

    def unlink_contact(self, env: Envelope, contact_id: UUID) -> bool:
        """Let it not be about a contact any more; False if it is not. Raises `FirstStays`."""
        if contact_id == self.contact_id:
            raise FirstStays
        if contact_id not in self.contacts:
            return False
        self.record(events.TicketContactUnlinked, env, contact_id=contact_id)
        return True

    def evolve_links(self, event: Event) -> None:
        """Apply one recorded event."""
        match event:
            case events.TicketOpened():
                self.contacts = frozenset({event.contact_id})
                self.conversations = frozenset({event.conversation_id})
            case events.TicketDirectlyOpened():
                self.contacts, self.conversations = frozenset({event.contact_id}), frozenset()
            case events.TicketConversationLinked():
                self.conversations |= {event.conversation_id}
            case events.TicketConversationUnlinked():
                self.conversations -= {event.conversation_id}
            case events.TicketContactLinked():
                self.contacts |= {event.contact_id}
            case events.TicketContactUnlinked():
                self.contacts -= {event.contact_id}
