"""Tickets: listed, on the board, opened by hand, moved, handed over."""

from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from api import paging
from api.changes import change, create, etag, if_match
from api.context import found, here
from api.moments import asked_for
from api.operations import Answer, Routes, Values
from api.schemas import tickets as shapes
from api.schemas.common import Changed, list_of, page_of
from api.schemas.contacts import ContactName, Owner
from application.ticket import (
    MoveTicket,
    OpenTicket,
    RenameTicket,
    SetTicketCategory,
    SetTicketOwner,
    SetTicketPriority,
)
from projections.contact_profile import queries as contacts
from projections.contact_profile.names import names
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
    wanted = wanted_of({"contact_id": query["contact_id"], "conversation_id": query["conversation_id"]})
    rows = board.tickets(
        context.db, context.account_id, tuple(context.viewer.inboxes), wanted=wanted, as_of=as_of,
        after=None if after is None else (after[0], after[1]), limit=limit + 1,
    )  # fmt: skip
    return cards(paging.page(rows, limit, lambda row: (row.opened_at, row.ticket_id)))


@routes.write(
    "POST",
    "/tickets/search",
    body=shapes.TicketSearch,
    answer=page_of(shapes.Ticket),
    permission=READ,
    keyed=False,
)
def search(body: Values) -> Values:
    """Find tickets, newest first, by how their name begins and by what they are; changes nothing.

    What is looked for is in the body, since names belong in no address.
    """
    context, limit = here(), body.pop("limit")
    after = paging.decode(body.pop("cursor"), datetime, UUID)
    rows = board.tickets(
        context.db, context.account_id, tuple(context.viewer.inboxes), wanted=wanted_of(body),
        after=None if after is None else (after[0], after[1]), limit=limit + 1,
    )  # fmt: skip
    return cards(paging.page(rows, limit, lambda row: (row.opened_at, row.ticket_id)))


@routes.get("/tickets/rows", query=shapes.TicketsQuery, answer=list_of(shapes.Ticket), permission=READ)
def some_tickets(query: Values) -> Values:
    """Read some tickets: what live frames told of, in one request. Those you do not see are left out."""
    context = here()
    inboxes = tuple(context.viewer.inboxes)
    return cards({"items": board.some(context.db, context.account_id, inboxes, query["ids"])})


@routes.get(ONE, query=shapes.PastQuery, answer=shapes.Ticket, permission=READ)
def ticket(ticket_id: UUID, query: Values) -> Answer:
    """Read one ticket; `as_of` or `at` shows it as it was (AUD-02)."""
    context, as_of = here(), asked_for(query)
    inboxes = tuple(context.viewer.inboxes)
    now = found(board.ticket(context.db, context.account_id, inboxes, ticket_id), "ticket")
    if as_of is None:
        return Answer(cards({"items": [now]})["items"][0], headers=etag(now.version))
    then = board.some(context.db, context.account_id, inboxes, (ticket_id,), as_of)
    return Answer(cards({"items": [found(then[0] if then else None, "ticket at that time")]})["items"][0])


def wanted_of(asked: Values) -> board.Wanted:
    """Return what was asked for; a contact's tickets are also those of contacts merged into it."""
    context, contact_id = here(), asked.pop("contact_id")
    ids = None if contact_id is None else contacts.linked(context.db, context.account_id, contact_id)
    return board.Wanted(**asked, contact_ids=ids)


def cards(page: Values) -> Values:
    """Return a page of tickets with what their contacts are called."""
    context, rows = here(), page["items"]
    called = names(context.db, context.account_id, {row.contact_id for row in rows}) if rows else {}
    shown = [{**asdict(row), "contact_name": called.get(row.contact_id, "")} for row in rows]
    return {**page, "items": shown}


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
