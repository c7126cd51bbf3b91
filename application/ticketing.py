"""A ticket for a new conversation: opened, or skipped with the reason as a fact (TKT-01, TKT-03, ACC-08)."""

from application.inbound import InboundMessage
from application.linked import associated
from application.unit import Unit
from domain.account.aggregate import Account
from domain.channel.aggregate import Channel
from domain.contact.aggregate import Contact
from domain.conversation.aggregate import Conversation
from domain.ticket.aggregate import Ticket
from domain.ticket.policy import TicketFacts, decide_ticket


def ticket_for(
    unit: Unit, channel: Channel, contact: Contact, conversation: Conversation, message: InboundMessage
) -> None:
    """Decide on the ticket of a conversation that just began, and record it either way."""
    account = unit.get(Account, unit.env.account_id)
    wanted = channel.tickets
    decision = decide_ticket(
        TicketFacts(
            enabled=wanted.enabled,
            created_on=account.opened_on,
            associated=associated(unit, contact),
            limit=account.tickets_per_contact,
            pipeline_id=wanted.pipeline_id,
            stage=wanted.stage,
            priority=wanted.priority,
            category=wanted.category,
            owner=wanted.owner,
            automatic=message.automatic,
            rule_enabled=channel.rule.enabled,
            assignee_id=conversation.assignee_id,
            gate_date=unit.ports.limits.ticket_gate,
        )
    )
    if decision.pipeline_id is None:
        conversation.skip_ticket(
            unit.env, reason=decision.reason, policy=decision.policy, advice=decision.advice
        )
        return
    ticket = Ticket.create(
        unit.new_id("ticket"),
        unit.env,
        contact_id=contact.id,
        conversation_id=conversation.id,
        channel_id=channel.id,
        inbox_id=channel.inbox_id,
        name=message.subject or "(no subject)",
        pipeline_id=decision.pipeline_id,
        stage=decision.stage,
        priority=decision.priority,
        category=decision.category,
        source=channel.kind,
        owner_id=decision.owner_id,
    )
    contact.associate_ticket(unit.env, ticket.id)
    unit.add(ticket)
