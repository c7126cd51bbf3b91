"""Tickets by hand: opened from any conversation, moved, handed over, renamed (TKT-01, TKT-03, ACC-08)."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from application.change import Change, unchanged
from application.linked import associated
from application.unit import Unit
from application.visibility import visible
from domain.account.aggregate import Account
from domain.account.policy import may_create_tickets_automatically
from domain.contact.aggregate import Contact
from domain.conversation.aggregate import Conversation
from domain.kernel.checks import not_blank
from domain.kernel.refusal import InvalidInput, Refusal
from domain.pipeline.aggregate import Pipeline
from domain.ticket.aggregate import Ticket
from domain.user.aggregate import User


class TicketsNeedHelpDesk(Refusal):
    """An account of this age makes no tickets automatically (ACC-08)."""

    code = "account_date_gate"


class TicketLimitReached(Refusal):
    """The contact has as many tickets as the account allows (TKT-03)."""

    code = "association_limit"


@dataclass(frozen=True, slots=True)
class OpenTicket:
    """Open a ticket for a conversation by hand."""

    PERMISSION: ClassVar[str] = "ticket_write"

    conversation_id: UUID
    name: str
    pipeline_id: UUID
    stage: str
    priority: str = "medium"
    category: str = ""
    owner_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class OnTicket(Change):
    """A change of a ticket."""

    PERMISSION: ClassVar[str] = "ticket_write"

    ticket_id: UUID


@dataclass(frozen=True, slots=True)
class MoveTicket(OnTicket):
    """Put a ticket in another stage of its pipeline."""

    stage: str


@dataclass(frozen=True, slots=True)
class SetTicketOwner(OnTicket):
    """Give a ticket to a user, or to nobody (TKT-05)."""

    owner_id: UUID | None


@dataclass(frozen=True, slots=True)
class SetTicketPriority(OnTicket):
    """Say how urgent a ticket is."""

    priority: str


@dataclass(frozen=True, slots=True)
class SetTicketCategory(OnTicket):
    """Say of what kind a ticket is."""

    category: str


@dataclass(frozen=True, slots=True)
class RenameTicket(OnTicket):
    """Give a ticket another name."""

    name: str


def open_ticket(command: OpenTicket, unit: Unit, *, source: str = "manual") -> None:
    """Open it; the first stream is the ticket's. In a gated account only a person's own hand may (ACC-08)."""
    conversation = visible(unit, "conversation", unit.get(Conversation, command.conversation_id))
    account = unit.get(Account, unit.env.account_id)
    if not unit.env.is_person:
        must_allow_automatic_tickets(unit, account)
    unit.get(Pipeline, command.pipeline_id).stage(command.stage)
    ticket = unit.add(
        Ticket.create(
            unit.new_id("ticket"),
            unit.env,
            contact_id=conversation.contact_id,
            conversation_id=conversation.id,
            channel_id=conversation.channel_id,
            inbox_id=conversation.inbox_id,
            name=not_blank(command.name, "name"),
            pipeline_id=command.pipeline_id,
            stage=command.stage,
            priority=command.priority,
            category=command.category,
            source=source,
            owner_id=_owner(unit, command.owner_id),
        )
    )
    contact = unit.get(Contact, conversation.contact_id)
    if associated(unit, contact) >= account.tickets_per_contact:
        raise TicketLimitReached(
            "This contact has as many tickets as the account allows. Raise the account's limit, or use one of them."
        )
    contact.associate_ticket(unit.env, ticket.id)


def must_allow_automatic_tickets(unit: Unit, account: Account) -> None:
    """Raise `TicketsNeedHelpDesk`, with what to do instead, for an account past the date gate (ACC-08)."""
    verdict = may_create_tickets_automatically(account.opened_on, unit.ports.limits.ticket_gate)
    if not verdict.allowed:
        raise TicketsNeedHelpDesk(verdict.advice)


def move_ticket(command: MoveTicket, unit: Unit) -> None:
    """Move it to a stage its pipeline has."""
    ticket = _ticket(command, unit)
    unit.get(Pipeline, ticket.pipeline_id).stage(command.stage)
    ticket.move(unit.env, command.stage)


def set_ticket_owner(command: SetTicketOwner, unit: Unit) -> None:
    """Hand it over to an active user of the account."""
    _ticket(command, unit).set_owner(unit.env, _owner(unit, command.owner_id))


def set_ticket_priority(command: SetTicketPriority, unit: Unit) -> None:
    """Set its priority."""
    _ticket(command, unit).set_priority(unit.env, command.priority)


def set_ticket_category(command: SetTicketCategory, unit: Unit) -> None:
    """Set its category."""
    _ticket(command, unit).set_category(unit.env, command.category.strip())


def rename_ticket(command: RenameTicket, unit: Unit) -> None:
    """Rename it."""
    _ticket(command, unit).rename(unit.env, command.name)


def _ticket(command: OnTicket, unit: Unit) -> Ticket:
    return unchanged(visible(unit, "ticket", unit.get(Ticket, command.ticket_id)), command)


def _owner(unit: Unit, owner_id: UUID | None) -> UUID | None:
    if owner_id is not None and not unit.get(User, owner_id).active:
        raise InvalidInput("This user is deactivated. Choose another owner.", field="owner_id")
    return owner_id
