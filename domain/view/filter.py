"""Which conversations a list shows, and in what order: the words that saved views, lists and their queries share (CNV-03)."""

import re
from collections.abc import Collection
from dataclasses import dataclass, fields, replace
from typing import Any, Literal, get_args
from uuid import UUID

from domain.kernel.checks import one_of
from domain.kernel.refusal import InvalidInput
from domain.view.wanted import Wanted, shaped

Base = Literal["open", "mine", "unassigned", "mentions", "snoozed", "closed", "spam", "trash", "archive"]
Sort = Literal["newest", "oldest", "waiting", "priority", "due"]
BASES: tuple[Base, ...] = get_args(Base)
SORTS: tuple[Sort, ...] = get_args(Sort)
PRIORITIES = ("none", "low", "medium", "high", "urgent")
DUES = ("ahead", "soon", "overdue")
"""How a promise to a customer stands that is not kept yet: neither warned of nor broken, warned of, broken."""
OPEN = frozenset({"open", "mine", "unassigned"})
"""The lists of open conversations, which alone can be sorted by how long they wait, how urgent they are and what is due."""
MOST, LONGEST_TAG = 20, 50
SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Filter:
    """Conditions that all hold; of several values one is enough, and no values ask for nothing.

    `base` is the list that is narrowed, `kinds` are kinds of channels, `waiting` wants those whose last word nobody
    answered, `unread` those with news for whoever looks. Tags are compared without regard to case. `dues` are how what
    was promised first stands (CNV-10), `properties` what each property named has to be: see `domain.view.wanted`.
    """

    base: str = "open"
    inbox_ids: tuple[UUID, ...] = ()
    channel_ids: tuple[UUID, ...] = ()
    assignee_ids: tuple[UUID, ...] = ()
    tags: tuple[str, ...] = ()
    priorities: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    waiting: bool = False
    unread: bool = False
    team_ids: tuple[UUID, ...] = ()
    dues: tuple[str, ...] = ()
    properties: tuple[Wanted, ...] = ()

    def checked(self) -> "Filter":
        """Return it with each value once and tags as they are kept. Raises `InvalidInput` naming the field."""
        one_of(self.base, BASES, "base")
        for priority in self.priorities:
            one_of(priority, PRIORITIES, "priorities")
        for due in self.dues:
            one_of(due, DUES, "dues")
        lists: dict[str, Any] = {
            field.name: _once(getattr(self, field.name)) for field in fields(self) if _is_list(field.type)
        }
        for name, values in lists.items():
            if len(values) > MOST:
                raise InvalidInput(f"A list is narrowed by at most {MOST} values. Choose fewer.", field=name)
        cleaned = {
            "tags": _once(tuple(map(_clean, self.tags))),
            "properties": _once(tuple(map(shaped, self.properties))),
        }
        return replace(self, **(lists | cleaned))


def checked_sort(base: str, sort: str) -> str:
    """Return the order if the list can be shown in it. Raises `InvalidInput`."""
    one_of(sort, SORTS, "sort")
    if sort not in ("newest", "oldest") and base not in OPEN:
        raise InvalidInput("Only open conversations are sorted so. Choose newest or oldest.", field="sort")
    return sort


def _is_list(kind: object) -> bool:
    return "tuple" in str(kind)


def _once(values: Collection[Any]) -> tuple[Any, ...]:
    return tuple(dict.fromkeys(values))


def _clean(text: str) -> str:
    tag = SPACES.sub(" ", text).strip()
    if not tag or len(tag) > LONGEST_TAG:
        raise InvalidInput(f"A tag has 1 to {LONGEST_TAG} characters. Choose a shorter word.", field="tags")
    return tag
