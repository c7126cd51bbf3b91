"""What a filter says in SQL: the rows to go along, in the order of an index, and what they are held against."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from domain.view.filter import OPEN, Filter
from domain.view.wanted import Wanted, by_property
from projections.inbox_list.queries import COLUMNS
from projections.inbox_list.valued import lanes_for

MARK = """(SELECT k.position FROM reading_marks AS k WHERE k.account_id = inbox_list.account_id
    AND k.user_id = %(user)s AND k.conversation_id = inbox_list.conversation_id)"""
UNREAD = f"shelf IN ('open', 'snoozed') AND news_position > coalesce({MARK}, 0)"
UNSEEN_CALL = f"mention > coalesce({MARK}, 0)"
TAGGED = "tags <> '[]' AND EXISTS (SELECT FROM jsonb_array_elements_text(tags) AS t (tag) WHERE lower(t.tag) = ANY(%(tags)s))"
PLAIN = "inbox_list"
CALLED = """(
    SELECT inbox_list.*, m.position AS mention FROM inbox_list_mentions AS m JOIN inbox_list USING (account_id, conversation_id)
    WHERE m.account_id = %(account)s AND m.user_id = %(user)s AND NOT EXISTS (
        SELECT FROM inbox_list_mentions AS later WHERE later.account_id = m.account_id AND later.user_id = m.user_id
        AND later.conversation_id = m.conversation_id AND later.position > m.position)
) AS inbox_list"""
"""Where a user is called, each conversation once, at the newest call."""
LANED = ("account_id", "conversation_id", "shelf", "active_at")
VALUED = f"""(
    SELECT v.lane, {", ".join(f"{'v' if name in LANED else 'l'}.{name}" for name in ("account_id", *COLUMNS.split(", "), "news_position"))}
    FROM inbox_list_valued AS v JOIN inbox_list AS l USING (account_id, conversation_id)
) AS inbox_list"""
"""What has a property, or a value of one, in the order of the list."""
PRESSING = frozenset({"soon", "overdue"})


@dataclass
class Conditions:
    """`lanes` are ranges of an index, one for each value of `lane`; `driver` holds in all of it, `others` may not."""

    source: str
    lane: str
    lanes: list[UUID]
    driver: list[str]
    others: list[str] = field(default_factory=list)
    values: dict[str, Any] = field(default_factory=dict)

    def narrow(self, condition: str, **values: Any) -> None:
        """Hold rows against one more condition."""
        self.others.append(condition)
        self.values |= values


def conditions(chosen: Filter, sort: str, inboxes: tuple[UUID, ...], user_id: UUID | None) -> Conditions:
    """Return what `chosen` asks for of the inboxes its asker sees."""
    seen = [one for one in chosen.inbox_ids if one in inboxes] if chosen.inbox_ids else list(inboxes)
    found = _lanes(chosen, sort, seen, user_id)
    found.values |= {"inboxes": seen, "user": user_id}
    if found.lane != "inbox_id":
        found.narrow("inbox_id = ANY(%(inboxes)s)")
    held = {
        "channel_id": chosen.channel_ids, "assignee_id": chosen.assignee_ids, "team_id": chosen.team_ids,
        "priority": chosen.priorities, "kind": chosen.kinds, "due": chosen.dues,
    }  # fmt: skip
    for column, values in held.items():
        if values and (found.lane != column or (column == "assignee_id" and chosen.base == "mine")):
            found.narrow(f"{column} = ANY(%({column}s)s)", **{f"{column}s": list(values)})
    if chosen.tags:
        found.narrow(TAGGED, tags=[tag.lower() for tag in chosen.tags])
    if chosen.waiting:
        found.narrow("waiting_since IS NOT NULL")
    _of_properties(found, chosen.properties)
    if chosen.unread:
        found.narrow(UNSEEN_CALL if chosen.base == "mentions" else UNREAD)
    return found


def _lanes(chosen: Filter, sort: str, seen: list[UUID], user_id: UUID | None) -> Conditions:
    """Return the index to go along: of people where they are named, else of a property, teams, channels, or inboxes."""
    if chosen.base == "mentions":
        return Conditions(CALLED, "account_id", [], ["shelf NOT IN ('spam', 'trash', 'merged')"])
    shelf = "open" if chosen.base in OPEN else chosen.base
    driver = [f"shelf = '{shelf}'"]
    nobodys = "assignee_id IS NULL"
    by_activity = sort in ("newest", "oldest")
    if shelf == "open" and chosen.base != "unassigned" and (chosen.base == "mine" or chosen.assignee_ids):
        own = [user_id] if user_id else []
        return Conditions(
            PLAIN, "assignee_id", own if chosen.base == "mine" else list(chosen.assignee_ids), driver
        )
    found = (_narrow_lanes(chosen, driver) if by_activity else None) or Conditions(
        PLAIN, "inbox_id", seen, driver
    )
    if found.lane == "inbox_id" and by_activity:
        if chosen.dues and PRESSING.issuperset(chosen.dues):
            driver.append("due IN ('soon', 'overdue')")
        elif chosen.tags:
            driver.append("tags <> '[]'")
        elif chosen.base == "unassigned":
            driver.append(nobodys)
    if chosen.base == "unassigned" and nobodys not in driver:
        found.narrow(nobodys)
    return found


def _narrow_lanes(chosen: Filter, driver: list[str]) -> Conditions | None:
    """Return lanes with fewer conversations than an inbox has, if the filter names any."""
    values = lanes_for(chosen.properties)
    if values:
        return Conditions(VALUED, "lane", values, driver)
    if chosen.team_ids:
        return Conditions(PLAIN, "team_id", list(chosen.team_ids), driver)
    if chosen.channel_ids:
        return Conditions(PLAIN, "channel_id", list(chosen.channel_ids), driver)
    return None


def _of_properties(found: Conditions, wanted: tuple[Wanted, ...]) -> None:
    """Hold rows against each property that is named."""
    for number, (property_id, conditions) in enumerate(by_property(wanted).items()):
        name, values = f"%(property{number})s::text", [value for how, value in conditions if how == "is"]
        said = {"set": f"properties ? {name}", "unset": f"NOT properties ? {name}"}
        either = [said[how] for how, _ in conditions if how != "is"]
        if values:
            either.append(f"properties ->> {name} = ANY(%(values{number})s)")
        found.narrow(
            f"({' OR '.join(either)})", **{f"property{number}": property_id, f"values{number}": values}
        )
