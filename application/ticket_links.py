"""Which conversations and contacts a ticket belongs to (TKT-03, TKT-04)."""

from dataclasses import dataclass
from uuid import UUID

from application.linked import survivor
from application.ticket import must_have_room
from application.ticket_changes import OnTicket, ticket_of
from application.unit import Unit
from application.visibility import visible
from domain.account.aggregate import Account
from domain.contact.aggregate import Contact
from domain.conversation.aggregate import Conversation
from domain.kernel.refusal import NotAllowed
from domain.ticket.aggregate import Ticket
from domain.ticket.events import TicketConversationLinked


@dataclass(frozen=True, slots=True)
class LinkConversation(OnTicket):
    """Let a conversation belong to a ticket, and the ticket be about its contact, too."""

    conversation_id: UUID


@dataclass(frozen=True, slots=True)
class UnlinkConversation(OnTicket):
    """Let a conversation belong to a ticket no longer; its contact stays with the ticket."""

    conversation_id: UUID


@dataclass(frozen=True, slots=True)
class LinkContact(OnTicket):
    """Let a ticket be about a further contact."""

    contact_id: UUID


@dataclass(frozen=True, slots=True)
class UnlinkContact(OnTicket):
    """Let a ticket not be about a contact any more."""

    contact_id: UUID


def link_conversation(command: LinkConversation, unit: Unit) -> None:
    """Link it, if the actor sees it."""
    ticket = ticket_of(command, unit)
    conversation = visible(unit, "conversation", unit.get(Conversation, command.conversation_id))
    ticket.link_conversation(unit.env, conversation.id)
    _link(unit, ticket, unit.get(Contact, conversation.contact_id))


def unlink_conversation(command: UnlinkConversation, unit: Unit) -> None:
    """Unlink it; whether the actor sees the conversation does not matter, the ticket is theirs to see."""
    ticket_of(command, unit).unlink_conversation(unit.env, command.conversation_id)


def link_begun(unit: Unit, ticket_id: UUID, conversation: Conversation) -> None:
    """Link a conversation that is begun from a ticket's page. Raises `NotAllowed`, `NotFound`, `TicketLimitReached`."""
    if not unit.standing.may(LinkConversation.PERMISSION):
        raise NotAllowed(LinkConversation.PERMISSION)
    link_conversation(LinkConversation(ticket_id, conversation_id=conversation.id), unit)


def unlink_begun(unit: Unit, conversation: Conversation, command_id: UUID | None) -> None:
    """Take a conversation off the ticket to which the command that began it linked it, and nobody else since."""
    for ticket_id in unit.ports.facts.tickets(unit.env.account_id, conversation.id):
        told = (one for one in unit.ports.log.stream(ticket_id) if isinstance(one, TicketConversationLinked))
        links = [one for one in told if one.conversation_id == conversation.id]
        if links and links[-1].envelope.command_id == command_id:
            unit.get(Ticket, ticket_id).unlink_conversation(unit.env, conversation.id)


def link_contact(command: LinkContact, unit: Unit) -> None:
    """Link the person the contact counts for."""
    ticket = ticket_of(command, unit)
    _link(unit, ticket, survivor(unit, unit.get(Contact, command.contact_id)))


def unlink_contact(command: UnlinkContact, unit: Unit) -> None:
    """Unlink it, and count the ticket for the contact no longer."""
    if ticket_of(command, unit).unlink_contact(unit.env, command.contact_id):
        unit.get(Contact, command.contact_id).dissociate_ticket(unit.env, command.ticket_id)


def _link(unit: Unit, ticket: Ticket, contact: Contact) -> None:
    """Link a contact if it is not; the limit of TKT-03 holds for each."""
    if contact.id in ticket.contacts:
        return
    must_have_room(unit, unit.get(Account, unit.env.account_id), contact)
    ticket.link_contact(unit.env, contact.id)
    contact.associate_ticket(unit.env, ticket.id)
