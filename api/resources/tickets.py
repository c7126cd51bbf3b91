"""Tickets: listed, on the board, opened by hand, moved, handed over."""

from datetime import datetime
from uuid import UUID

from api import paging
from api.changes import change, create, etag, if_match
from api.context import found, here
from api.moments import asked_for
from api.operations import Answer, Routes, Values
from api.schemas import tickets as shapes
from api.schemas.common import Changed, page_of
from api.schemas.contacts import ContactName, Owner
from application.ticket import MoveTicket, OpenTicket, RenameTicket, SetTicketOwner, SetTicketPriority
from projections.ticket_board import queries as board

READ, WRITE = "conversation_read", "ticket_write"
ONE = "/tickets/<uuid:ticket_id>"

routes = Routes("tickets", "Tickets, made of conversations automatically or by hand.")


@routes.get("/tickets", query=shapes.TicketQuery, answer=page_of(shapes.Ticket), permission=READ)
def tickets(query: Values) -> Values:
    """List tickets, newest first, perhaps of one contact or conversation; `as_of` or `at` shows them as they were."""
    context, limit = here(), query["limit"]
    as_of = asked_for(query)
    after = paging.decode(query["cursor"], datetime, UUID)
    rows = board.tickets(
        context.db, context.account_id, tuple(context.viewer.inboxes), contact_id=query["contact_id"],
        conversation_id=query["conversation_id"], as_of=as_of, after=None if after is None else (after[0], after[1]),
        limit=limit + 1,
    )  # fmt: skip
    return paging.page(rows, limit, lambda row: (row.opened_at, row.ticket_id))


@routes.get(ONE, answer=shapes.Ticket, permission=READ)
def ticket(ticket_id: UUID) -> Answer:
    """Read one ticket."""
    context = here()
    row = found(
        board.ticket(context.db, context.account_id, tuple(context.viewer.inboxes), ticket_id), "ticket"
    )
    return Answer(row, headers=etag(row.version))


@routes.write("POST", "/tickets", body=shapes.NewTicket, answer=Changed, status=201, permission=WRITE)
def open_ticket(body: Values) -> Answer:
    """Open a ticket for a conversation. In accounts past the date gate only a signed-in person may (ACC-08)."""
    return create(OpenTicket(**body), "/tickets")


@routes.write("PUT", f"{ONE}/stage", body=shapes.StageKey, answer=Changed, permission=WRITE, versioned=True)
def move(ticket_id: UUID, body: Values) -> Answer:
    """Put a ticket in another stage of its pipeline."""
    return change(MoveTicket(ticket_id, body["stage"], expected_version=if_match()), ticket_id)


@routes.write("PUT", f"{ONE}/owner", body=Owner, answer=Changed, permission=WRITE, versioned=True)
def owner(ticket_id: UUID, body: Values) -> Answer:
    """Give a ticket to a user, or to nobody."""
    return change(SetTicketOwner(ticket_id, body["owner_id"], expected_version=if_match()), ticket_id)


@routes.write(
    "PUT", f"{ONE}/priority", body=shapes.Priority, answer=Changed, permission=WRITE, versioned=True
)
def priority(ticket_id: UUID, body: Values) -> Answer:
    """Say how urgent a ticket is."""
    return change(SetTicketPriority(ticket_id, body["priority"], expected_version=if_match()), ticket_id)


@routes.write("PUT", f"{ONE}/name", body=ContactName, answer=Changed, permission=WRITE, versioned=True)
def rename(ticket_id: UUID, body: Values) -> Answer:
    """Give a ticket another name."""
    return change(RenameTicket(ticket_id, body["name"], expected_version=if_match()), ticket_id)
