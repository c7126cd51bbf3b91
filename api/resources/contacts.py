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
from projections.contact_profile import searching

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
        rows = searching.search(context.db, context.account_id, query["search"], limit=limit)
        return {"items": rows, "next": None}
    after = paging.decode(query["cursor"], datetime, UUID)
    cursor = None if after is None else (after[0], after[1])
    rows = profiles.contacts(context.db, context.account_id, after=cursor, limit=limit + 1)
    return paging.page(rows, limit, lambda row: row.cursor)


@routes.write(
    "POST",
    "/contacts/search",
    body=shapes.ContactSearch,
    answer=page_of(shapes.Contact),
    permission=READ,
    keyed=False,
)
def search_contacts(body: Values) -> Answer:
    """Search, filter and sort contacts. It changes nothing; it is a POST because what is looked for is personal."""
    context, limit, sort = here(), body["limit"], body["sort"]
    names = ("owner_id", "unowned", "kind", "created_after", "created_before")
    filters = searching.Filters(**{name: body[name] for name in names})
    if body["text"].strip():
        rows = searching.search(context.db, context.account_id, body["text"].strip(), filters, limit=limit)
        return Answer({"items": rows, "next": None})
    after = paging.decode(body["cursor"], str if sort == "name" else datetime, UUID)
    cursor = None if after is None else (after[0], after[1])
    rows = searching.page(context.db, context.account_id, filters, sort, after=cursor, limit=limit + 1)
    return Answer(paging.page(rows, limit, lambda row: searching.key_of(row, sort)))


@routes.get(ONE, answer=shapes.Contact, permission=READ)
def contact(contact_id: UUID) -> Answer:
    """Read one contact, with all that counts for it. Its conversations: GET /conversations?contact_id=...

    One that was merged is read as it is; `survivor_id` says whom it counts for.
    """
    context = here()
    row = found(profiles.contact(context.db, context.account_id, contact_id), "contact")
    return Answer(row, headers=etag(row.version))


@routes.get(f"{ONE}/alike", answer=page_of(shapes.Contact), permission=READ)
def alike(contact_id: UUID) -> Values:
    """List contacts that may be the same person: of the same name, where one is known to a page only (MSG-10).

    At most ten, most recently active first. Whether they are one, people say, by merging them.
    """
    context = here()
    found(profiles.contact(context.db, context.account_id, contact_id), "contact")
    return {"items": profiles.alike(context.db, context.account_id, contact_id), "next": None}


@routes.write("POST", "/contacts", body=shapes.NewContact, answer=Changed, status=201, permission=WRITE)
def enter(body: Values) -> Answer:
    """Enter somebody by hand."""
    return create(CreateContact(body["name"], body["email"], body["phone"], body["owner_id"]), "/contacts")


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
    """Forget a person for ever, with all contacts merged into this one: keys, originals and texts.

    It cannot be undone; a repeat finishes what was begun.
    """
    context = here()
    found(profiles.contact(context.db, context.account_id, contact_id), "contact")
    env = context.envelope()
    context.release()
    done = context.services.eraser.erase(contact_id, env)
    return Answer(done, headers={POSITION: str(done.position)})
