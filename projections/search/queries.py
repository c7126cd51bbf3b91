"""Questions to search.

Hits are looked for from the newest to older ones, in stretches: the newest hits that the asker may see and the filters
let through are a stretch, and within it the best come first, by match and age. Then follows the next stretch. For a
stretch so many hits are looked at; where that is not enough, its page ends early and says where to go on.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from projections.common.db import Db
from projections.search.asking import Query
from projections.search.blocks import marks
from projections.search.filters import Filters
from projections.search.stretches import Looking

HALVED_AFTER_DAYS = 30
"""A hit that is older than the newest by so much counts half."""
MOST_CONTACTS = 200
FIRST = 2**62


class Cursor(NamedTuple):
    """Where a page begins: after (`rank`, `n`) in the stretch of hits before number `bound`; `start` is the first bound."""

    start: int
    bound: int
    rank: int
    n: int


@dataclass(frozen=True, slots=True)
class Hit:
    """A message that was found; `rank` is higher for a better one, comparable within its stretch."""

    n: int
    message_id: UUID
    direction: str
    at: datetime
    rank: int
    conversation_id: UUID


@dataclass(frozen=True, slots=True)
class Page:
    """Hits, the best of each conversation, and where the next page begins; None on the last."""

    hits: Sequence[Hit]
    next: Cursor | None


@dataclass(frozen=True, slots=True)
class Text:
    """What a hit's words come from."""

    subject: str
    people: list[str]
    files: list[str]
    body: str


@dataclass(frozen=True, slots=True)
class Contact:
    """A contact whose name or addresses have the words."""

    contact_id: UUID
    name: str
    addresses: list[str]


RANK = """
SELECT n, message_id, direction, at,
    (1e9 * ts_rank(ARRAY[0.1, 0.2, 0.4, 1.0]::real[], words, %(query)s::tsquery))::bigint
FROM search WHERE account_id = %(account)s AND n = ANY(%(numbers)s)"""
SHOWN = """
SELECT DISTINCT shown_in FROM search JOIN (
    SELECT message_id, shown_in FROM thread_messages
    WHERE account_id = %(account)s AND shown_in = ANY(%(conversations)s)
) AS there USING (message_id)
WHERE account_id = %(account)s AND n >= %(bound)s AND n < %(start)s AND words @@ %(query)s::tsquery AND """
TEXTS = "SELECT n, subject, people, files, body FROM search_texts WHERE account_id = %s AND n = ANY(%s)"
CONTACTS = """
SELECT contact_id, name, addresses FROM (
    SELECT contact_id, name, addresses, words FROM search_contacts
    WHERE words @@ %(words)s::tsquery AND account_id = %(account)s LIMIT %(most)s
) AS found ORDER BY ts_rank(words, %(query)s::tsquery) DESC, name, contact_id LIMIT %(limit)s"""


def page(
    db: Db,
    account_id: UUID,
    inboxes: tuple[UUID, ...],
    query: Query,
    filters: Filters,
    *,
    after: Cursor | None = None,
    limit: int = 30,
) -> Page:
    """Return a page of what is found in conversations of `inboxes`, the ones the asker may see (CNV-03, ACC-10)."""
    looking = Looking(db, account_id, inboxes, query, filters)
    start = after.start if after else looking.newest
    bound = after.bound if after else start
    if min(bound, looking.newest) <= looking.oldest:
        return Page((), None)
    stretch = looking.stretch(min(bound, looking.newest))
    hits = _ranked(db, looking, stretch.conversations)
    if bound < start:
        shown = _shown(db, looking, filters, hits, bound, start)
        hits = [hit for hit in hits if hit.conversation_id not in shown]
    hits = _best(hits)
    if after is not None:
        hits = [hit for hit in hits if (hit.rank, hit.n) < (after.rank, after.n)]
    if len(hits) > limit:
        last = hits[limit - 1]
        return Page(hits[:limit], Cursor(start, bound, last.rank, last.n))
    more = stretch.following > looking.oldest
    return Page(hits, Cursor(start, stretch.following, FIRST, FIRST) if more else None)


def texts(db: Db, account_id: UUID, numbers: Sequence[int]) -> dict[int, Text]:
    """Return the texts of hits by their numbers."""
    return {row[0]: Text(*row[1:]) for row in db.execute(TEXTS, [account_id, list(numbers)])}


def contacts(db: Db, account_id: UUID, query: Query, *, limit: int) -> list[Contact]:
    """Return contacts with these words anywhere in name or addresses, the best match first (CON-04)."""
    values = {
        "account": account_id, "words": f"{query} & '{marks(account_id, 0)[-1]}'", "query": str(query),
        "most": MOST_CONTACTS, "limit": limit,
    }  # fmt: skip
    return [Contact(*row) for row in db.execute(CONTACTS, values)]


def _ranked(db: Db, looking: Looking, conversations: Mapping[int, UUID]) -> list[Hit]:
    """Return hits with their ranks by match and age."""
    values = {**looking.values, "numbers": list(conversations)}
    rows = db.execute(RANK, values).fetchall() if conversations else []
    hits = [Hit(*(*row, conversations[row[0]])) for row in rows]
    newest = max((hit.at for hit in hits), default=None)
    return [replace(hit, rank=_aged(hit, newest)) for hit in hits] if newest else []


def _aged(hit: Hit, newest: datetime) -> int:
    days = (newest - hit.at).total_seconds() / 86_400
    return int(hit.rank / (1 + days / HALVED_AFTER_DAYS))


def _shown(
    db: Db, looking: Looking, filters: Filters, hits: Sequence[Hit], bound: int, start: int
) -> set[UUID]:
    """Return the conversations that have a hit in an earlier stretch, too: they were shown."""
    conversations = [hit.conversation_id for hit in hits]
    values = {**looking.values, "conversations": conversations, "bound": bound, "start": start}
    return {row[0] for row in db.execute((SHOWN + filters.of_message).encode(), values)}


def _best(hits: Sequence[Hit]) -> list[Hit]:
    """Return the best hit of each conversation, the best first."""
    best: dict[UUID, Hit] = {}
    for hit in sorted(hits, key=lambda hit: (hit.rank, hit.n), reverse=True):
        best.setdefault(hit.conversation_id, hit)
    return list(best.values())
