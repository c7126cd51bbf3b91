"""What prepared texts need of a request: who asks, for whom something is, and what tokens stand for (CNV-02)."""

from uuid import UUID

from api.context import found, here
from api.operations import Values
from api.problems import invalid
from domain.canned.scope import Scope
from domain.canned.tokens import TOKENS
from projections.canned.queries import Seer
from projections.channel_list import queries as channels
from projections.contact_profile import queries as contacts
from projections.people import queries as people
from projections.thread import queries as threads
from projections.ticket_board import queries as tickets


def seer() -> Seer:
    """Return the caller as what is prepared is shown to them."""
    context = here()
    viewer = context.viewer
    user = people.user(context.db, viewer.account_id, viewer.user_id) if viewer.user_id else None
    teams = tuple(user.team_ids) if user else ()
    everything = viewer.may("inbox_edit")
    return Seer(viewer.account_id, viewer.user_id, tuple(viewer.inboxes), teams, everything)


def scope_of(body: Values) -> Scope:
    """Return for whom it is meant; one's own needs no id."""
    if body["scope"] != "own":
        return Scope(body["scope"], body["scope_id"])
    user_id = here().viewer.user_id
    if user_id is None:
        raise invalid("scope", "value", "A token is nobody, so nothing is its own. Choose for whom it is.")
    return Scope("own", user_id)


def values_in(conversation_id: UUID) -> dict[str, str]:
    """Return what each token stands for in a conversation, for the caller; empty where there is nothing."""
    context = here()
    viewer, db = context.viewer, context.db
    account_id, inboxes = viewer.account_id, tuple(viewer.inboxes)
    header = found(threads.header(db, account_id, inboxes, conversation_id), "conversation")
    contact = contacts.contact(db, account_id, header.contact_id)
    ticket = tickets.ticket(db, account_id, inboxes, header.ticket_id) if header.ticket_id else None
    channel = channels.channel(db, account_id, inboxes, header.channel_id)
    agent = context.names([viewer.user_id]).get(viewer.user_id, "") if viewer.user_id else ""
    name = contact.name if contact else ""
    known = {
        "contact.name": name, "contact.first_name": _first(name), "agent.name": agent, "agent.first_name": _first(agent),
        "conversation.subject": header.subject, "ticket.name": ticket.name if ticket else "",
        "company.name": str((channel.sender or {}).get("company_name", "")) if channel else "",
    }  # fmt: skip
    return {name: known[name] for name in TOKENS}


def _first(name: str) -> str:
    return name.partition(" ")[0]
