"""A ticket for a new conversation: opened, or skipped with the reason as a fact (TKT-01, TKT-03, ACC-08)."""

from collections.abc import Iterable
from contextlib import suppress
from uuid import UUID

from application.inbound import InboundMessage
from application.linked import associated
from application.places import parts_of
from application.submission import fill_ticket, submitted, ticket_words
from application.ticket import set_value
from application.unit import Unit
from domain.account.aggregate import Account
from domain.channel.aggregate import Channel
from domain.channel.settings import TicketAutomation
from domain.contact.aggregate import Contact
from domain.conversation.aggregate import Conversation
from domain.kernel.refusal import Refusal
from domain.pipeline.aggregate import Pipeline
from domain.ticket.aggregate import Ticket
from domain.ticket.linking import MOST_LINKS
from domain.ticket.policy import TicketFacts, decide_ticket

LONGEST_NAME = 80
"""Characters of a name that is taken from what was written."""


def ticket_for(
    unit: Unit, channel: Channel, contact: Contact, conversation: Conversation, message: InboundMessage
) -> tuple[UUID | None, str]:
    """Decide on the ticket of a conversation that just began, record it either way, and return it or why there is none.

    A stage that was removed since the channel was set leads to the one its tickets went to.
    """
    account = unit.get(Account, unit.env.account_id)
    wanted, sent = channel.tickets, message.submission
    pipeline = (
        unit.get(Pipeline, wanted.pipeline_id) if wanted.enabled and wanted.pipeline_id is not None else None
    )
    decision = decide_ticket(
        TicketFacts(
            enabled=wanted.enabled,
            created_on=account.opened_on,
            associated=associated(unit, contact),
            limit=account.tickets_per_contact,
            pipeline_id=wanted.pipeline_id,
            stage=wanted.stage if pipeline is None else pipeline.now(wanted.stage),
            priority=wanted.priority,
            category=wanted.category,
            owner=wanted.owner,
            automatic=message.automatic,
            rule_enabled=channel.rule.enabled,
            assignee_id=conversation.assignee_id,
            gate_date=unit.ports.limits.ticket_gate,
            archived=pipeline is not None and pipeline.archived,
            lacks_fields=sent is not None and not sent.has_ticket_fields,
            submissions=0 if sent is None else submitted(unit, contact),
            submission_limit=unit.ports.limits.submissions_per_contact,
        )
    )
    if decision.pipeline_id is None:
        conversation.skip_ticket(
            unit.env, reason=decision.reason, policy=decision.policy, advice=decision.advice
        )
        return None, decision.reason
    words = {"name": message.subject, "priority": decision.priority, "category": decision.category}
    words = ticket_words(sent, words)
    ticket = Ticket.create(
        unit.new_id("ticket"),
        unit.env,
        contact_id=contact.id,
        conversation_id=conversation.id,
        channel_id=channel.id,
        inbox_id=channel.inbox_id,
        name=words["name"]
        or _begins(message.text)
        or ("(no subject)" if message.call is None else "Telephone call"),
        pipeline_id=decision.pipeline_id,
        stage=decision.stage,
        priority=words["priority"],
        category=words["category"],
        source=channel.kind,
        owner_id=decision.owner_id,
        follows=decision.follows,
    )
    _set_defaults(unit, account, ticket, wanted)
    fill_ticket(unit, account, ticket, sent)
    contact.associate_ticket(unit.env, ticket.id)
    unit.add(ticket)
    return ticket.id, ""


def _begins(text: str) -> str:
    """Return how a text begins, in one line and whole words; that names a ticket where there is no subject."""
    words = " ".join(text.split())
    return (
        words
        if len(words) <= LONGEST_NAME
        else words[: LONGEST_NAME + 1].rsplit(" ", 1)[0][:LONGEST_NAME] + "…"
    )


def tickets_follow(unit: Unit, conversation: Conversation) -> None:
    """Let the tickets whose owner is whoever has the conversation go to who has it now, its parts' tickets too (TKT-05).

    A conversation that this command itself begins has no ticket yet.
    """
    if conversation.version == len(conversation.pending_events):
        return
    for part in parts_of(unit, conversation):
        for ticket_id in unit.ports.facts.following(unit.env.account_id, part.id):
            unit.get(Ticket, ticket_id).follow(unit.env, conversation.assignee_id)


def tickets_go_along(unit: Unit, source: Conversation, into: Conversation) -> None:
    """Let the tickets of a conversation belong to the one, with another contact, that shows all of it now (EML-14).

    They are about that contact, too. What they were opened for stays with them; anything else of the conversation before
    goes, so that going back leaves nothing behind. Where the contact has no room for a ticket it stays where it is
    (TKT-03).
    """
    contact, limit = (
        unit.get(Contact, into.contact_id),
        unit.get(Account, unit.env.account_id).tickets_per_contact,
    )
    for ticket_id in unit.ports.facts.tickets(unit.env.account_id, source.id):
        ticket = unit.get(Ticket, ticket_id)
        room = associated(unit, contact) < limit and len(ticket.contacts) < MOST_LINKS
        if len(ticket.conversations) >= MOST_LINKS or not (room or contact.id in ticket.contacts):
            continue
        if source.contact_id != ticket.contact_id:
            ticket.unlink_conversation(unit.env, source.id)
        ticket.link_conversation(unit.env, into.id)
        if ticket.link_contact(unit.env, contact.id):
            contact.associate_ticket(unit.env, ticket.id)
        stay = {unit.get(Conversation, one).contact_id for one in ticket.conversations} | {ticket.contact_id}
        for had in (ticket.contacts & {source.contact_id}) - stay:
            ticket.unlink_contact(unit.env, had)
            unit.get(Contact, had).dissociate_ticket(unit.env, ticket.id)


def _set_defaults(unit: Unit, account: Account, ticket: Ticket, wanted: TicketAutomation) -> None:
    for property_id, value in _values(wanted):
        # a choice taken away or a property archived since keeps no conversation from becoming a ticket
        with suppress(Refusal):
            set_value(account, ticket, unit.env, property_id, value)


def _values(wanted: TicketAutomation) -> Iterable[tuple[UUID, str]]:
    return ((UUID(one["property_id"]), one["value"]) for one in wanted.properties)
