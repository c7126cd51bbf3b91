"""Tickets changed, one by one or many at once, and what they belong to (TKT-04)."""

from collections.abc import Callable
from uuid import UUID

from api.changes import change, each, if_match
from api.context import found, here
from api.operations import Answer, Routes, Values
from api.problems import invalid
from api.schemas import ticketing as bodies
from api.schemas import tickets as shapes
from api.schemas.common import Changed
from api.schemas.contacts import ContactName, Owner
from application.bus import Command
from application.ticket_changes import (
    ChangeTicketPipeline,
    DescribeTicket,
    MoveTicket,
    RenameTicket,
    SetTicketCategory,
    SetTicketOwner,
    SetTicketPriority,
    SetTicketProperty,
)
from application.ticket_links import LinkContact, LinkConversation, UnlinkContact, UnlinkConversation
from projections.people import queries as people
from projections.ticket_board import queries as board

WRITE = "ticket_write"
ONE = "/tickets/<uuid:ticket_id>"
NEEDED = {"stage": "stage", "pipeline": "pipeline_id", "property": "property_id"}
"""What a bulk change cannot do without."""

routes = Routes("tickets", "Tickets, made of conversations automatically or by hand.")


@routes.write("PUT", f"{ONE}/stage", body=shapes.StageKey, answer=Changed, permission=WRITE, versioned=True)
def move(ticket_id: UUID, body: Values) -> Answer:
    """Put a ticket in another stage of its pipeline."""
    return change(MoveTicket(ticket_id, body["stage"], expected_version=if_match()), ticket_id)


@routes.write(
    "PUT", f"{ONE}/pipeline", body=bodies.TicketPlace, answer=Changed, permission=WRITE, versioned=True
)
def change_pipeline(ticket_id: UUID, body: Values) -> Answer:
    """Put a ticket in another pipeline that is not archived."""
    return change(ChangeTicketPipeline(ticket_id, **body, expected_version=if_match()), ticket_id)


@routes.write("PUT", f"{ONE}/owner", body=Owner, answer=Changed, permission=WRITE, versioned=True)
def owner(ticket_id: UUID, body: Values) -> Answer:
    """Give a ticket to a user, or to nobody; from here on it follows its conversation's owner no longer (TKT-05)."""
    return change(SetTicketOwner(ticket_id, body["owner_id"], expected_version=if_match()), ticket_id)


@routes.write(
    "PUT", f"{ONE}/priority", body=shapes.Priority, answer=Changed, permission=WRITE, versioned=True
)
def priority(ticket_id: UUID, body: Values) -> Answer:
    """Say how urgent a ticket is."""
    return change(SetTicketPriority(ticket_id, body["priority"], expected_version=if_match()), ticket_id)


@routes.write(
    "PUT", f"{ONE}/category", body=shapes.Category, answer=Changed, permission=WRITE, versioned=True
)
def category(ticket_id: UUID, body: Values) -> Answer:
    """Say of what kind a ticket is."""
    return change(SetTicketCategory(ticket_id, body["category"], expected_version=if_match()), ticket_id)


@routes.write("PUT", f"{ONE}/name", body=ContactName, answer=Changed, permission=WRITE, versioned=True)
def rename(ticket_id: UUID, body: Values) -> Answer:
    """Give a ticket another name."""
    return change(RenameTicket(ticket_id, body["name"], expected_version=if_match()), ticket_id)


@routes.write(
    "PUT", f"{ONE}/description", body=bodies.TicketDescription, answer=Changed, permission=WRITE, versioned=True
)  # fmt: skip
def describe(ticket_id: UUID, body: Values) -> Answer:
    """Say what a ticket is about, at length."""
    return change(DescribeTicket(ticket_id, body["description"], expected_version=if_match()), ticket_id)


@routes.write(
    "PUT", f"{ONE}/properties/<uuid:ticket_property_id>", body=bodies.TicketPropertyValue, answer=Changed, permission=WRITE,
    versioned=True,
)  # fmt: skip
def set_property(ticket_id: UUID, ticket_property_id: UUID, body: Values) -> Answer:
    """Give a ticket a value of a property, or none."""
    command = SetTicketProperty(ticket_id, ticket_property_id, body["value"], expected_version=if_match())
    return change(command, ticket_id)


@routes.write(
    "POST", f"{ONE}/conversations", body=bodies.LinkedConversation, answer=Changed, permission=WRITE, versioned=True
)  # fmt: skip
def link_conversation(ticket_id: UUID, body: Values) -> Answer:
    """Let a conversation you see belong to the ticket, and the ticket be about its contact too (TKT-03)."""
    command = LinkConversation(ticket_id, body["conversation_id"], expected_version=if_match())
    return change(command, ticket_id)


@routes.write(
    "DELETE", f"{ONE}/conversations/<uuid:conversation_id>", answer=Changed, permission=WRITE, versioned=True
)
def unlink_conversation(ticket_id: UUID, conversation_id: UUID) -> Answer:
    """Let a conversation belong to the ticket no longer; its contact stays with the ticket."""
    return change(UnlinkConversation(ticket_id, conversation_id, expected_version=if_match()), ticket_id)


@routes.write(
    "POST", f"{ONE}/contacts", body=bodies.LinkedContact, answer=Changed, permission=WRITE, versioned=True
)
def link_contact(ticket_id: UUID, body: Values) -> Answer:
    """Let the ticket be about a further contact, unless that one has as many tickets as allowed (TKT-03)."""
    return change(LinkContact(ticket_id, body["contact_id"], expected_version=if_match()), ticket_id)


@routes.write("DELETE", f"{ONE}/contacts/<uuid:contact_id>", answer=Changed, permission=WRITE, versioned=True)
def unlink_contact(ticket_id: UUID, contact_id: UUID) -> Answer:
    """Let the ticket not be about a contact any more; the one it was opened for stays."""
    return change(UnlinkContact(ticket_id, contact_id, expected_version=if_match()), ticket_id)


@routes.write(
    "POST", "/tickets/bulk", body=bodies.TicketBulk, answer=bodies.TicketBulkResults, permission=WRITE
)
def bulk(body: Values) -> Answer:
    """Change one thing about many tickets. Each is changed or refused by itself; `items` says which."""
    needed = NEEDED.get(body["do"], "do")
    if not body[needed]:
        raise invalid(needed, "required", "Say which.")
    context = here()
    if body["pipeline_id"] is not None:
        found(board.pipeline(context.db, context.account_id, body["pipeline_id"]), "pipeline")
    if body["property_id"] is not None:
        account = found(people.account(context.db, context.account_id), "account")
        found(account.properties.get(str(body["property_id"])), "property")
    return each("ticket_id", body["ticket_ids"], _deed(body))


def _deed(body: Values) -> Callable[[UUID], Command]:
    deeds: dict[str, Callable[[UUID], Command]] = {
        "owner": lambda one: SetTicketOwner(one, body["owner_id"]),
        "stage": lambda one: MoveTicket(one, body["stage"]),
        "pipeline": lambda one: ChangeTicketPipeline(one, body["pipeline_id"], body["stage"]),
        "priority": lambda one: SetTicketPriority(one, body["priority"]),
        "category": lambda one: SetTicketCategory(one, body["category"]),
        "property": lambda one: SetTicketProperty(one, body["property_id"], body["value"]),
    }
    return deeds[body["do"]]
