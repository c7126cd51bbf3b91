"""Conversations by the properties they have: for each property, and for each value of one, a lane in the list's order (CNV-03)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

from domain.conversation.handling_events import ConversationPropertySet
from domain.view.wanted import Wanted, by_property, comparable
from projections.common.db import Db
from projections.common.table import Key, Table
from projections.inbox_list.rows import ConversationRow


@dataclass(slots=True)
class ValuedRow:
    """A conversation in a lane, with what the lane is read by."""

    account_id: UUID
    lane: UUID
    conversation_id: UUID
    shelf: str
    active_at: datetime


VALUED = Table("inbox_list_valued", ValuedRow, ("account_id", "lane", "conversation_id"))


class Valued:
    """The lanes of the rows a batch touches, as they were stored."""

    def __init__(self, rows: Iterable[ConversationRow]) -> None:
        self._before = _lanes(rows)

    def save(self, rows: Iterable[ConversationRow], db: Db) -> None:
        """Put the rows into the lanes they are in now."""
        before, after = self._before, _lanes(rows)
        VALUED.delete(db, [key for key, row in before.items() if after.get(key) != row])
        VALUED.insert(db, [row for key, row in after.items() if before.get(key) != row])


def with_value(properties: dict[str, str], event: ConversationPropertySet) -> dict[str, str]:
    """Return what a conversation has once the event happened; of a text, which may be personal, only that it is there."""
    key = str(event.property_id)
    others = {one: value for one, value in properties.items() if one != key}
    if event.cleared:
        return others
    return {**others, key: "" if event.kind == "text" else comparable(event.kind, event.value)}


def lanes_for(wanted: Iterable[Wanted]) -> list[UUID]:
    """Return lanes of which each fitting conversation is in one: those of a value if any is asked for; none, none."""
    groups = [(UUID(one), found) for one, found in by_property(wanted).items() if ("unset", "") not in found]
    by_value = [(one, found) for one, found in groups if all(how == "is" for how, _ in found)]
    if by_value:
        property_id, found = by_value[0]
        return [_lane(property_id, value) for value in dict.fromkeys(value for _, value in found)]
    return [property_id for property_id, _ in groups[:1]]


def _lanes(rows: Iterable[ConversationRow]) -> dict[Key, ValuedRow]:
    found: dict[Key, ValuedRow] = {}
    for row in rows:
        for lane in _lanes_of(row.properties) if row.properties else ():
            key = row.account_id, lane, row.conversation_id
            found[key] = ValuedRow(*key, row.shelf, row.active_at)
    return found


def _lanes_of(properties: dict[str, str]) -> Sequence[UUID]:
    ids = [UUID(one) for one in properties]
    values = [_lane(UUID(one), value) for one, value in properties.items() if value]
    return ids + values


def _lane(property_id: UUID, value: str) -> UUID:
    return uuid5(property_id, value)
