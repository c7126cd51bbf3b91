"""Lists of conversations as the caller may see them: filters checked, pages read, cursors written (CNV-03, ACC-10)."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from api import paging
from api.calls import with_calls
from api.context import here
from api.moments import as_they_were
from api.operations import Values
from api.problems import invalid, not_found
from domain.kernel.refusal import InvalidInput
from domain.view.filter import Filter, checked_sort
from domain.view.wanted import of_kind
from projections.channel_list import queries as channels
from projections.contact_profile import queries as contacts
from projections.inbox_list import lists
from projections.inbox_list.lists import Listed
from projections.people import queries as people

NAMES = tuple(Filter.__dataclass_fields__)
LISTS = (
    "inbox_ids", "channel_ids", "assignee_ids", "tags", "priorities", "kinds", "team_ids", "dues", "properties",
)  # fmt: skip
CURSORS: dict[str, tuple[type[Any], ...]] = {
    "newest": (datetime, UUID), "oldest": (datetime, UUID), "waiting": (datetime, datetime, UUID),
    "priority": (int, datetime, UUID), "due": (datetime, datetime, UUID),
}  # fmt: skip


def filter_of(values: Values) -> Filter:
    """Return the filter of a body in the shape of `ListFilter`."""
    told: Values = {name: values[name] for name in NAMES}
    wanted = [(str(one["property_id"]), one["how"], one["value"]) for one in told["properties"]]
    return Filter(**told | {name: tuple(told[name]) for name in LISTS} | {"properties": tuple(wanted)})


def shown(
    chosen: Filter,
    sort: str,
    *,
    as_of: int | None,
    cursor: str | None,
    limit: int,
    asked: Filter | None = None,
) -> Values:
    """Return a page of a list for the caller; `asked` is the part they named, by default all of it.

    Of what others named, as in a view that is shared, the page leaves out what the caller does not see.

    Raises:
        InvalidInput: there is no such filter or order, or not for the past.
        Problem: 404 for an id that names nothing the caller sees, 422 for a cursor of another list.

    """
    context = here()
    viewer, chosen = context.viewer, _by_kind(chosen.checked())
    _must_be_seen(chosen if asked is None else asked)
    sort = checked_sort(chosen.base, sort)
    if viewer.user_id is None and (chosen.base in ("mine", "mentions") or chosen.unread):
        raise invalid(
            "view", "value", "A token is nobody, so it has no list of its own. Choose another view."
        )
    if as_of is not None and (chosen.base == "mentions" or chosen.unread):
        raise InvalidInput(
            "Nobody keeps what was unread in the past. Ask for now, or for another list.", field="as_of"
        )
    if as_of is not None and (chosen.dues or sort == "due"):
        raise InvalidInput(
            "Lists do not keep what was due in the past. Ask for now, or without it.", field="as_of"
        )
    after = paging.decode(cursor, *((int,) if chosen.base == "mentions" else CURSORS[sort]))
    page = lists.page(
        context.db, viewer.account_id, tuple(viewer.inboxes), chosen, sort=sort, user_id=viewer.user_id,
        reader_id=viewer.user_id, as_of=as_of, after=after, limit=limit,
    )  # fmt: skip
    rows: Iterable[Any] = with_calls(by_survivor(page.items)) if as_of is None else page.items
    if as_of is not None:
        context.release()
        rows = as_they_were(context.services.log, page.items, as_of)
    return {"items": rows, "next": None if page.next is None else paging.encode(page.next)}


def _by_kind(chosen: Filter) -> Filter:
    """Return a filter with values of properties as those are compared."""
    if not chosen.properties:
        return chosen
    context = here()
    account = people.account(context.db, context.account_id)
    known = {} if account is None else account.properties
    for property_id, _, _ in chosen.properties:
        if known.get(property_id, {}).get("of", "conversation") != "conversation" or property_id not in known:
            raise not_found("property")
    return replace(chosen, properties=tuple(of_kind(one, known[one[0]]["kind"]) for one in chosen.properties))


def by_survivor(rows: Sequence[Listed]) -> list[Listed]:
    """Return rows with the name and address of whom their contacts count for now, where those were merged (CON-03)."""
    context = here()
    merged = contacts.counted_for(context.db, context.account_id, {row.contact_id for row in rows})
    if not merged:
        return list(rows)
    return [
        replace(
            row, survivor_id=merged[row.contact_id][0], contact_name=merged[row.contact_id][1],
            contact_address=merged[row.contact_id][2] or row.contact_address,
        )
        if row.contact_id in merged
        else row
        for row in rows
    ]  # fmt: skip


def _must_be_seen(chosen: Filter) -> None:
    context = here()
    for inbox_id in chosen.inbox_ids:
        context.see(inbox_id, "inbox")
    for channel_id in chosen.channel_ids:
        inboxes = tuple(context.viewer.inboxes)
        if channels.channel(context.db, context.account_id, inboxes, channel_id) is None:
            raise not_found("channel")
    for team_id in chosen.team_ids:
        if people.team(context.db, context.account_id, team_id) is None:
            raise not_found("team")
    if len(context.names(chosen.assignee_ids)) < len(chosen.assignee_ids):
        raise not_found("user")
