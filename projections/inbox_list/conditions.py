"""What a filter says in SQL: the rows to go along, in the order of an index, and what they are held against."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from domain.view.filter import OPEN, Filter

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
    if chosen.channel_ids and found.lane != "channel_id":
        found.narrow("channel_id = ANY(%(channels)s)", channels=list(chosen.channel_ids))
    if chosen.assignee_ids and (found.lane != "assignee_id" or chosen.base == "mine"):
        found.narrow("assignee_id = ANY(%(assignees)s)", assignees=list(chosen.assignee_ids))
    if chosen.tags:
        found.narrow(TAGGED, tags=[tag.lower() for tag in chosen.tags])
    if chosen.priorities:
        found.narrow("priority = ANY(%(priorities)s)", priorities=list(chosen.priorities))
    if chosen.kinds:
        found.narrow("kind = ANY(%(kinds)s)", kinds=list(chosen.kinds))
    if chosen.waiting:
        found.narrow("waiting_since IS NOT NULL")
    if chosen.unread:
        found.narrow(UNSEEN_CALL if chosen.base == "mentions" else UNREAD)
    return found


def _lanes(chosen: Filter, sort: str, seen: list[UUID], user_id: UUID | None) -> Conditions:
    """Return the index to go along: of people where they are named, else of channels, else of inboxes."""
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
    if chosen.channel_ids and by_activity:
        found = Conditions(PLAIN, "channel_id", list(chosen.channel_ids), driver)
    else:
        found = Conditions(PLAIN, "inbox_id", seen, driver)
        if chosen.tags and by_activity:
            driver.append("tags <> '[]'")
        elif chosen.base == "unassigned" and by_activity:
            driver.append(nobodys)
    if chosen.base == "unassigned" and nobodys not in driver:
        found.narrow(nobodys)
    return found
