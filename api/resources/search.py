"""Full-text search; what is looked for is personal, so it travels in the body (CNV-03)."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from api import paging
from api.context import here
from api.lists import by_survivor
from api.operations import Routes, Values
from api.problems import invalid
from api.schemas import search as shapes
from projections.inbox_list import lists
from projections.search import asking, queries
from projections.search.asking import Query
from projections.search.filters import Filters
from projections.search.snippets import Segment, marked, snippet

READ = "conversation_read"
CONTACTS = 5
FILTERS = ("place", "channel_ids", "assignee_ids", "tags", "since", "until", "attached", "direction")

routes = Routes("search", "Messages, notes, subjects and contacts by their words.")


@routes.write("POST", "/search", body=shapes.Search, answer=shapes.Found, permission=READ, keyed=False)
def search(body: Values) -> Values:
    """Look for words in messages, notes, subjects, names, addresses and file names of conversations open to you.

    The newest 200 hits are put in order by how well they match and how old they are; then follow the next 200. A
    question looks at 2,000 hits at most, so with filters a page may be short, or even empty, though another one follows.
    What was written in the last second or so may be missing: search is not waited for.
    """
    query, filters, cursor = _query(body["query"]), _filters(body), _cursor(body["cursor"])
    context = here()
    viewer = context.viewer
    page = queries.page(
        context.db, viewer.account_id, _inboxes(body), query, filters, after=cursor, limit=body["limit"]
    )
    narrowed = bool(body["inbox_ids"]) or filters != Filters(user_id=viewer.user_id)
    contacts: Sequence[queries.Contact] = ()
    if cursor is None and not narrowed:
        contacts = queries.contacts(context.db, viewer.account_id, query, limit=CONTACTS)
    return {
        "items": list(_items(page.hits, query)),
        "contacts": [_contact(contact, query) for contact in contacts],
        "next": None if page.next is None else paging.encode(page.next),
    }


def _query(text: str) -> Query:
    try:
        return asking.parsed(text)
    except asking.NothingToLookFor:
        detail = "There is no word to look for. Write one that has to be there, of letters or digits."
    except asking.TooMuchToLookFor:
        detail = f"That is too much to look for at once. Write at most {asking.MOST_TERMS} words."
    raise invalid("query", "value", detail)


def _filters(body: Values) -> Filters:
    viewer = here().viewer
    if body["place"] == "mine" and viewer.user_id is None:
        raise invalid(
            "place", "value", "A token is nobody, so it has no list of its own. Choose another place."
        )
    if body["since"] and body["until"] and body["since"] >= body["until"]:
        raise invalid(
            "until", "value", "This time is not after `since`, so nothing can be between. Choose a later one."
        )
    chosen: Values = {
        name: tuple(body[name]) if isinstance(body[name], list) else body[name] for name in FILTERS
    }
    for name in ("inbox_ids", "channel_ids", "assignee_ids"):
        if len(body[name]) > shapes.MOST:
            raise invalid(name, "value", f"Name at most {shapes.MOST}.")
    return Filters(user_id=viewer.user_id, **chosen)


def _inboxes(body: Values) -> tuple[UUID, ...]:
    context = here()
    for inbox_id in body["inbox_ids"]:
        context.see(inbox_id, "inbox")
    return tuple(body["inbox_ids"] or context.viewer.inboxes)


def _cursor(text: str | None) -> queries.Cursor | None:
    values = paging.decode(text, int, int, int, int)
    if values is None:
        return None
    if any(abs(value) > queries.FIRST for value in values):
        raise invalid("cursor", "value", "This cursor is none of ours. Begin without one.")
    return queries.Cursor(*values)


def _items(hits: Sequence[queries.Hit], query: Query) -> Iterator[Values]:
    context = here()
    viewer = context.viewer
    ids = [hit.conversation_id for hit in hits]
    found = (
        by_survivor(lists.some(context.db, viewer.account_id, tuple(viewer.inboxes), ids, viewer.user_id))
        if ids
        else []
    )
    rows = {row.conversation_id: row for row in found}
    texts = queries.texts(context.db, viewer.account_id, [hit.n for hit in hits]) if ids else {}
    for hit in hits:
        row, text = rows.get(hit.conversation_id), texts.get(hit.n)
        if row is None or text is None:
            continue  # it went this moment
        yield {
            "conversation": row, "message_id": hit.message_id, "direction": hit.direction, "at": hit.at,
            "subject": marked(text.subject, query), "snippet": _snippet(text, query),
        }  # fmt: skip


def _snippet(text: queries.Text, query: Query) -> list[Segment]:
    body = snippet(text.body, query)
    if any(segment.hit for segment in body):
        return body
    others = (snippet(", ".join(names), query) for names in (text.files, text.people))
    return next((other for other in others if any(segment.hit for segment in other)), body)


def _contact(contact: queries.Contact, query: Query) -> Values:
    addresses = [marked(address, query) for address in contact.addresses]
    best = max(addresses, key=lambda pieces: sum(piece.hit for piece in pieces), default=[])
    return {"contact_id": contact.contact_id, "name": marked(contact.name, query), "address": best}
