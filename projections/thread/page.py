"""A page of a conversation in one statement: the read agents do all day (PF-07).

Messages and decisions come as the documents PostgreSQL makes of them: times and ids are text already, and nothing is
turned into an object on the way to JSON.
"""

from dataclasses import dataclass
from heapq import nlargest
from operator import itemgetter
from typing import Any, LiteralString, NamedTuple
from uuid import UUID

from projections.common.db import Db
from projections.thread.queries import DECISION, MESSAGE, Header

Document = dict[str, Any]
NEWEST = 2**63 - 1
COLUMNS = tuple(Header.__dataclass_fields__)


def _statement(messages: LiteralString, decisions: LiteralString) -> str:
    return f"""
SELECT {", ".join(f"h.{column}" for column in COLUMNS)},
    (SELECT coalesce(json_agg(x), '[]') FROM ({MESSAGE}
        WHERE m.account_id = h.account_id AND {messages} AND m.position < %(before)s
        ORDER BY m.position DESC LIMIT %(limit)s) AS x),
    (SELECT coalesce(json_agg(x), '[]') FROM ({DECISION}
        WHERE account_id = h.account_id AND {decisions} AND message_id IS NULL
        AND position < %(before)s ORDER BY position DESC LIMIT %(limit)s) AS x)
FROM thread h
WHERE h.account_id = %(account)s AND h.conversation_id = %(id)s AND h.inbox_id = ANY(%(inboxes)s)"""


NOW = _statement("m.shown_in = h.conversation_id", "shown_in = h.conversation_id")
ALONE = _statement("m.conversation_id = h.conversation_id", "conversation_id = h.conversation_id")
TOGETHER = _statement(
    "((m.conversation_id = ANY(%(homes)s) AND m.message_id <> ALL(%(away)s)) OR m.message_id = ANY(%(guests)s))",
    "conversation_id = ANY(%(homes)s)",
)


class Places(NamedTuple):
    """What a conversation showed at a time: all of `homes`, its own first, without `away`, and `guests` of others."""

    homes: tuple[UUID, ...]
    away: tuple[UUID, ...] = ()
    guests: tuple[UUID, ...] = ()

    @property
    def plain(self) -> bool:
        """Whether it showed just its own."""
        return len(self.homes) == 1 and not self.away and not self.guests


@dataclass(frozen=True, slots=True)
class Page:
    """The conversation, and its newest messages and decisions before a position, newest first.

    Documents have the names of `queries.Message` (those with `message_id`) and `queries.Decision`.
    """

    header: Header
    items: list[Document]


def page(
    db: Db,
    account_id: UUID,
    inboxes: tuple[UUID, ...],
    conversation_id: UUID,
    *,
    before: int | None = None,
    limit: int = 50,
    places: Places | None = None,
) -> Page | None:
    """Return a page of a conversation the asker may see, or None; `places` say what it showed then, None: now."""
    values = {
        "account": account_id, "id": conversation_id, "inboxes": list(inboxes),
        "before": NEWEST if before is None else before, "limit": limit,
    }  # fmt: skip
    statement = NOW if places is None else ALONE if places.plain else TOGETHER
    if places is not None and not places.plain:
        values |= {name: list(ids) for name, ids in places._asdict().items()}
    row = db.execute(statement.encode(), values).fetchone()
    if row is None:
        return None
    *header, messages, decisions = row
    return Page(Header(*header), nlargest(limit, [*messages, *decisions], key=itemgetter("position")))
