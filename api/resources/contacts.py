"""Contacts: listed, searched, entered, renamed, looked after, erased."""

from datetime import datetime
from uuid import UUID

from api import paging
from api.changes import POSITION, change, create, etag, if_match
from api.context import found, here
from api.operations import Answer, Routes, Values
from api.problems import invalid
from api.schemas import contacts as shapes
from api.schemas.common import Changed, page_of
from application.contact import CreateContact, RenameContact, SetContactOwner
from projections.contact_profile import queries as profiles

READ, WRITE = "conversation_read", "contact_write"
ONE = "/contacts/<uuid:contact_id>"

routes = Routes("contacts", "The people conversations are with.")


@routes.get("/contacts", query=shapes.ContactQuery, answer=page_of(shapes.Contact), permission=READ)
def contacts(query: Values) -> Values:
    """List contacts, most recently active first, or search them by the beginning of a name or address."""
    context, limit = here(), query["limit"]
    if query["search"] is not None:
        if query["cursor"] is not None:
            raise invalid("cursor", "value", "A search has no pages. Write more of the name instead.")
        rows = profiles.search(context.db, context.account_id, query["search"], limit=limit)
        return {"items": rows, "next": None}
    after = paging.decode(query["cursor"], datetime, UUID)
    cursor = None if after is None else (after[0], after[1])
    rows = profiles.contacts(context.db, context.account_id, after=cursor, limit=limit + 1)
    return paging.page(rows, limit, lambda row: row.cursor)


@routes.get(ONE, answer=shapes.Contact, permission=READ)
def contact(contact_id: UUID) -> Answer:
    """Read one contact. Its conversations: GET /conversations?contact_id=..."""
    context = here()
    row = found(profiles.contact(context.db, context.account_id, contact_id), "contact")
    return Answer(row, headers=etag(row.version))


@routes.write("POST", "/contacts", body=shapes.NewContact, answer=Changed, status=201, permission=WRITE)
def enter(body: Values) -> Answer:
    """Enter somebody by hand."""
    return create(CreateContact(body["name"], body["email"]), "/contacts")


@routes.write("PUT", f"{ONE}/name", body=shapes.ContactName, answer=Changed, permission=WRITE, versioned=True)
def rename(contact_id: UUID, body: Values) -> Answer:
    """Give a contact another name."""
    return change(RenameContact(contact_id, body["name"], if_match()), contact_id)


@routes.write("PUT", f"{ONE}/owner", body=shapes.Owner, answer=Changed, permission=WRITE, versioned=True)
def owner(contact_id: UUID, body: Values) -> Answer:
    """Let a user look after a contact, or nobody."""
    return change(SetContactOwner(contact_id, body["owner_id"], if_match()), contact_id)


@routes.write("POST", f"{ONE}/erase", answer=shapes.Erasure, permission="compliance_manage", keyed=False)
def erase(contact_id: UUID) -> Answer:
    """Forget a person for ever: keys, originals and texts. It cannot be undone; a repeat finishes what was begun."""
    context = here()
    found(profiles.contact(context.db, context.account_id, contact_id), "contact")
    env = context.envelope()
    context.release()
    done = context.services.eraser.erase(contact_id, env)
    return Answer(done, headers={POSITION: str(done.position)})
