"""Tickets: listed, found, opened by hand."""

from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from api import paging
from api.changes import answer, create, etag
from api.context import found, here
from api.moments import asked_for
from api.operations import Answer, Routes, Values
from api.problems import invalid
from api.schemas import tickets as shapes
from api.schemas.common import Changed, list_of, page_of
from application.ticket import OpenTicket, OpenTicketAbout
from domain.kernel.ids import derived
from projections.contact_profile import queries as contacts
from projections.contact_profile.names import names
from projections.ticket_board import queries as board
from projections.ticket_board.wanted import Wanted

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
    """Find tickets by how their name begins, words of theirs and what they are, newest first or sorted; changes nothing.

    What is looked for is in the body, since names belong in no address.
    """
    context, limit = here(), body.pop("limit")
    by, oldest = f"{body.pop('sort')}_at", body.pop("oldest")
    after = paging.decode(body.pop("cursor"), datetime, UUID)
    rows = board.tickets(
        context.db, context.account_id, tuple(context.viewer.inboxes), wanted=wanted_of(body), by=by,
        descending=not oldest, after=None if after is None else (after[0], after[1]), limit=limit + 1,
    )  # fmt: skip
    return cards(paging.page(rows, limit, lambda row: (getattr(row, by), row.ticket_id)))


@routes.get("/tickets/rows", query=shapes.TicketsQuery, answer=list_of(shapes.Ticket), permission=READ)
def some_tickets(query: Values) -> Values:
    """Read some tickets: what live frames told of, in one request. Those you do not see are left out."""
    context = here()
    inboxes = tuple(context.viewer.inboxes)
    return cards({"items": board.some(context.db, context.account_id, inboxes, query["ids"])})


@routes.get(ONE, query=shapes.PastQuery, answer=shapes.TicketInFull, permission=READ)
def ticket(ticket_id: UUID, query: Values) -> Answer:
    """Read one ticket; `as_of` or `at` shows it as it was (AUD-02)."""
    context, as_of = here(), asked_for(query)
    inboxes = tuple(context.viewer.inboxes)
    now = found(board.ticket(context.db, context.account_id, inboxes, ticket_id), "ticket")
    if as_of is None:
        return Answer(in_full(now), headers=etag(now.version))
    then = board.some(context.db, context.account_id, inboxes, (ticket_id,), as_of)
    return Answer(in_full(found(then[0] if then else None, "ticket at that time")))


def wanted_of(asked: Values) -> Wanted:
    """Return what was asked for; a contact's tickets are also those of contacts merged into it."""
    context, contact_id = here(), asked.pop("contact_id")
    ids = None if contact_id is None else contacts.linked(context.db, context.account_id, contact_id)
    return Wanted(**asked, contact_ids=ids)


def cards(page: Values) -> Values:
    """Return a page of tickets with what their contacts are called."""
    context, rows = here(), page["items"]
    called = names(context.db, context.account_id, {row.contact_id for row in rows}) if rows else {}
    shown = [_card(row, called.get(row.contact_id, "")) for row in rows]
    return {**page, "items": shown}


def in_full(row: board.Ticket) -> Values:
    """Return one ticket with its description."""
    return {**cards({"items": [row]})["items"][0], "description": row.description}


def _card(row: board.Ticket, contact_name: str) -> Values:
    values = [{"property_id": key, **value} for key, value in sorted(row.properties.items())]
    shown = {**asdict(row), "contact_name": contact_name, "properties": values}
    shown.pop("description")
    return shown


@routes.write("POST", "/tickets", body=shapes.NewTicket, answer=Changed, status=201, permission=WRITE)
def open_ticket(body: Values) -> Answer:
    """Open a ticket for a conversation, or about a contact in an inbox.

    In accounts past the date gate only a signed-in person may (ACC-08).
    """
    conversation_id, contact_id, inbox_id = (
        body.pop(f"{name}_id") for name in ("conversation", "contact", "inbox")
    )
    here().see(inbox_id, "inbox")
    if contact_id is not None:
        found(contacts.contact(here().db, here().account_id, contact_id), "contact")
    if conversation_id is not None:
        return create(OpenTicket(conversation_id, **body), "/tickets")
    if contact_id is None or inbox_id is None:
        raise invalid("conversation_id", "required", "Choose a conversation, or a contact and an inbox.")
    env = here().envelope()
    here().release()
    outcome = here().services.bus.dispatch(OpenTicketAbout(contact_id, inbox_id, **body), env)
    ticket_id = derived(env.command_id or env.correlation_id, "ticket")
    made = answer(ticket_id, outcome, status=201)
    return Answer(made.data, 201, {**made.headers, "Location": f"/api/v1/tickets/{ticket_id}"})
