"""What people change about a ticket: where it is, whose, how urgent, what it says (TKT-04, TKT-05)."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from application.change import Change, unchanged
from application.ticket import owner_of, set_value
from application.unit import Unit
from application.visibility import visible
from domain.account.aggregate import Account
from domain.contact.aggregate import Contact
from domain.kernel.refusal import Refusal
from domain.pipeline.aggregate import Pipeline
from domain.ticket.aggregate import Ticket


class TextsErased(Refusal):
    """The texts of the ticket went with the contact it was opened for (PRV-08)."""

    code = "texts_erased"

    def __init__(self) -> None:
        """Say how to go on."""
        super().__init__(
            "The contact this ticket was opened for was erased, and its texts with them. Open another ticket for what is"
            " still to be done."
        )


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
class ChangeTicketPipeline(OnTicket):
    """Put a ticket in another pipeline; without a stage in its first."""

    pipeline_id: UUID
    stage: str = ""


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


@dataclass(frozen=True, slots=True)
class DescribeTicket(OnTicket):
    """Say what a ticket is about, at length."""

    description: str


@dataclass(frozen=True, slots=True)
class SetTicketProperty(OnTicket):
    """Give a ticket a value of a property; None takes it away."""

    property_id: UUID
    value: str | None


def move_ticket(command: MoveTicket, unit: Unit) -> None:
    """Move it to a stage its pipeline has."""
    ticket = ticket_of(command, unit)
    closed = unit.get(Pipeline, ticket.pipeline_id).closes(command.stage)
    ticket.move(unit.env, command.stage, closed=closed)


def change_ticket_pipeline(command: ChangeTicketPipeline, unit: Unit) -> None:
    """Move it, if the pipeline takes tickets."""
    ticket = ticket_of(command, unit)
    pipeline = unit.get(Pipeline, command.pipeline_id).must_take_tickets()
    stage = command.stage or str(pipeline.stages[0]["key"])
    ticket.change_pipeline(unit.env, pipeline.id, stage, closed=pipeline.closes(stage))


def set_ticket_owner(command: SetTicketOwner, unit: Unit) -> None:
    """Hand it over to an active user of the account."""
    ticket_of(command, unit).set_owner(unit.env, owner_of(unit, command.owner_id))


def set_ticket_priority(command: SetTicketPriority, unit: Unit) -> None:
    """Set its priority."""
    ticket_of(command, unit).set_priority(unit.env, command.priority)


def set_ticket_category(command: SetTicketCategory, unit: Unit) -> None:
    """Set its category."""
    ticket_of(command, unit).set_category(unit.env, command.category.strip())


def rename_ticket(command: RenameTicket, unit: Unit) -> None:
    """Rename it."""
    _with_texts(ticket_of(command, unit), unit).rename(unit.env, command.name)


def describe_ticket(command: DescribeTicket, unit: Unit) -> None:
    """Describe it."""
    _with_texts(ticket_of(command, unit), unit).describe(unit.env, command.description.strip())


def set_ticket_property(command: SetTicketProperty, unit: Unit) -> None:
    """Set it, if it is a value of the property's kind."""
    ticket = _with_texts(ticket_of(command, unit), unit)
    account = unit.get(Account, unit.env.account_id)
    set_value(account, ticket, unit.env, command.property_id, command.value)


def ticket_of(command: OnTicket, unit: Unit) -> Ticket:
    """Return the ticket, if its inbox is the actor's to see and it is as they saw it."""
    return unchanged(visible(unit, "ticket", unit.get(Ticket, command.ticket_id)), command)


def _with_texts(ticket: Ticket, unit: Unit) -> Ticket:
    if unit.get(Contact, ticket.contact_id).erasing:
        raise TextsErased
    return ticket
