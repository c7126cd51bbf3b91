"""The orders a list is shown in, each with the index that serves it and the cursor that goes on after a row."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from domain.view.filter import PRIORITIES
from projections.inbox_list.queries import Conversation

Cursor = tuple[Any, ...]
NEVER = datetime(9999, 12, 31, tzinfo=UTC)
"""Since when those wait who do not, and when is due what is not promised: after all others."""
WAITING = "coalesce(waiting_since, '9999-12-31 00:00:00+00')"
DUE = "coalesce(due_at, '9999-12-31 00:00:00+00')"
URGENCY = f"array_position('{{{','.join(PRIORITIES)}}}'::text[], priority)"


@dataclass(frozen=True, slots=True)
class Order:
    """`keys` all go the same way and end with what is unique, so that one row comparison says what follows a row."""

    keys: tuple[str, ...]
    cursor_of: Callable[[Any], Cursor]
    down: bool = True

    @property
    def clause(self) -> str:
        """What follows ORDER BY."""
        return ", ".join(f"{key} {'DESC' if self.down else 'ASC'}" for key in self.keys)

    @property
    def after(self) -> str:
        """The condition for what follows the row at a cursor."""
        places = ", ".join(f"%(after{number})s" for number in range(len(self.keys)))
        return f"({', '.join(self.keys)}) {'<' if self.down else '>'} ({places})"


def _activity(row: Conversation) -> Cursor:
    return row.active_at, row.conversation_id


def _waiting(row: Conversation) -> Cursor:
    return row.waiting_since or NEVER, row.active_at, row.conversation_id


def _due(row: Conversation) -> Cursor:
    return row.due_at or NEVER, row.active_at, row.conversation_id


def _urgency(row: Conversation) -> Cursor:
    return PRIORITIES.index(row.priority) + 1, row.active_at, row.conversation_id


ORDERS: Mapping[str, Order] = {
    "newest": Order(("active_at", "conversation_id"), _activity),
    "oldest": Order(("active_at", "conversation_id"), _activity, down=False),
    "waiting": Order((WAITING, "active_at", "conversation_id"), _waiting, down=False),
    "due": Order((DUE, "active_at", "conversation_id"), _due, down=False),
    "priority": Order((URGENCY, "active_at", "conversation_id"), _urgency),
}
MENTIONS: Mapping[str, Order] = {
    "newest": Order(("mention",), lambda row: (row.mention,)),
    "oldest": Order(("mention",), lambda row: (row.mention,), down=False),
}
"""Of the list of what one was called to: the newest call counts."""


def order_of(base: str, sort: str) -> Order:
    """Return the order of a list. KeyError for one it has not: see `domain.view.filter.checked_sort`."""
    return (MENTIONS if base == "mentions" else ORDERS)[sort]
