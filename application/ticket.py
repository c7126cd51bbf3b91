"""Tickets by hand: opened from any conversation, or about a contact (TKT-01, TKT-03, ACC-08)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar
from uuid import UUID

from application.linked import associated, survivor
from application.unit import Unit
from application.visibility import visible
from domain.account.aggregate import Account
from domain.account.policy import may_create_tickets_automatically
from domain.account.verdict import NotEntitled
from domain.contact.aggregate import Contact
from domain.conversation.aggregate import Conversation
from domain.inbox.aggregate import Inbox
from domain.kernel.checks import not_blank
from domain.kernel.envelope import Envelope
from domain.kernel.refusal import InvalidInput, NotFound, Refusal
from domain.pipeline.aggregate import Pipeline
from domain.ticket.aggregate import Ticket
from domain.user.aggregate import User


class TicketsNeedHelpDesk(NotEntitled):
    """An account of this age makes no tickets automatically (ACC-08)."""

    code = "account_date_gate"


class TicketLimitReached(Refusal):
    """The contact has as many tickets as the account allows (TKT-03)."""

    code = "association_limit"


@dataclass(frozen=True, slots=True)
class OpenTicket:
    """Open a ticket for a conversation by hand; without a pipeline or stage in the account's default, in its first."""

    PERMISSION: ClassVar[str] = "ticket_write"

    conversation_id: UUID
    name: str
    pipeline_id: UUID | None = None
    stage: str = ""
    priority: str = "medium"
    category: str = ""
    owner_id: UUID | None = None
    description: str = ""
    properties: Mapping[UUID, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OpenTicketAbout:
    """Open a ticket about a contact by hand, without a conversation, in an inbox whose people see it."""

    PERMISSION: ClassVar[str] = "ticket_write"

    contact_id: UUID
    inbox_id: UUID
    name: str
    pipeline_id: UUID | None = None
    stage: str = ""
    priority: str = "medium"
    category: str = ""
    owner_id: UUID | None = None
    description: str = ""
    properties: Mapping[UUID, str] = field(default_factory=dict)


def open_ticket(command: OpenTicket, unit: Unit, *, source: str = "manual") -> None:
    """Open it; the first stream is the ticket's. In a gated account only a person's own hand may (ACC-08)."""
    conversation = visible(unit, "conversation", unit.get(Conversation, command.conversation_id))
    place = conversation.id, conversation.channel_id, conversation.inbox_id
    _open(command, unit, conversation.contact_id, place, source)


def open_ticket_about(command: OpenTicketAbout, unit: Unit) -> None:
    """Open it for the person a contact counts for; its id is the command's "ticket". The gate is the same."""
    inbox = unit.get(Inbox, command.inbox_id)
    if not unit.standing.sees(inbox.id):
        raise NotFound("inbox")
    contact = survivor(unit, unit.get(Contact, command.contact_id))
    _open(command, unit, contact.id, (None, None, inbox.id), "manual")


def _open(
    command: OpenTicket | OpenTicketAbout,
    unit: Unit,
    contact_id: UUID,
    place: tuple[UUID | None, UUID | None, UUID],
    source: str,
) -> None:
    account = unit.get(Account, unit.env.account_id)
    if not unit.env.is_person:
        must_allow_automatic_tickets(unit, account)
    pipeline = pipeline_for(unit, account, command.pipeline_id)
    stage = command.stage or str(pipeline.stages[0]["key"])
    pipeline.stage(stage)
    conversation_id, channel_id, inbox_id = place
    ticket = unit.add(
        Ticket.create(
            unit.new_id("ticket"), unit.env, contact_id=contact_id, conversation_id=conversation_id,
            channel_id=channel_id, inbox_id=inbox_id, name=not_blank(command.name, "name"),
            pipeline_id=pipeline.id, stage=stage, priority=command.priority, category=command.category,
            source=source, owner_id=owner_of(unit, command.owner_id),
        )
    )  # fmt: skip
    contact = unit.get(Contact, contact_id)
    must_have_room(unit, account, contact)
    contact.associate_ticket(unit.env, ticket.id)
    if command.description.strip():
        ticket.describe(unit.env, command.description.strip())
    for property_id, value in command.properties.items():
        set_value(account, ticket, unit.env, property_id, value)


def pipeline_for(unit: Unit, account: Account, pipeline_id: UUID | None) -> Pipeline:
    """Return the pipeline, or the account's default. Raises `InvalidInput` where there is none, `PipelineIsArchived`."""
    chosen = pipeline_id or account.default_pipeline
    if chosen is None:
        raise InvalidInput("Choose a pipeline; the account has no default.", field="pipeline_id")
    return unit.get(Pipeline, chosen).must_take_tickets()


def must_have_room(unit: Unit, account: Account, contact: Contact) -> None:
    """Raise `TicketLimitReached` where the person has as many tickets as the account allows (TKT-03)."""
    if associated(unit, contact) >= account.tickets_per_contact:
        raise TicketLimitReached(
            "This contact has as many tickets as the account allows. Raise the account's limit, or use one of them."
        )


def set_value(account: Account, ticket: Ticket, env: Envelope, property_id: UUID, value: str | None) -> None:
    """Give a ticket a value of a ticket property. Raises `NotFound`, `InvalidInput`, `PropertyArchived`."""
    known = account.property(property_id, "ticket")
    ticket.set_property(env, property_id, known.kind, None if value is None else known.value_of(value))


def must_allow_automatic_tickets(unit: Unit, account: Account) -> None:
    """Raise `TicketsNeedHelpDesk`, with what to do instead, for an account past the date gate (ACC-08)."""
    verdict = may_create_tickets_automatically(account.opened_on, unit.ports.limits.ticket_gate)
    if not verdict.allowed:
        raise TicketsNeedHelpDesk(verdict.advice, verdict.needed)


def owner_of(unit: Unit, owner_id: UUID | None) -> UUID | None:
    """Return who may have a ticket: an active user, or nobody. Raises `NotFound`, `InvalidInput`."""
    if owner_id is not None and not unit.get(User, owner_id).active:
        raise InvalidInput("This user is deactivated. Choose another owner.", field="owner_id")
    return owner_id
