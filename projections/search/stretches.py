"""Looking for hits from the newest to older ones, a stretch at a time."""

from collections.abc import Mapping
from typing import Any, NamedTuple
from uuid import UUID

from projections.common.db import Db
from projections.search.asking import Query
from projections.search.blocks import SMALLEST, Block, block_before, level_after, level_of
from projections.search.filters import Filters

LENGTH = 200
"""Hits that are ranked together."""
MOST_LOOKED_AT = 2_000
"""Hits looked at for one stretch, whether or not they may be shown."""

READ = 20
"""Entries of the index that are gone through in the time in which one message is read."""

FITS = "words @@ %(query)s::tsquery"
# A sum hides the number from the planner's eyes: the index of words is the one to use, not the one of numbers. Whether
# a hit may be shown is looked up one by one, as long as more are wanted.
LOOK = """
WITH found AS (
    SELECT n, conversation_id, at, direction, attached{words}, {begun} AS begun FROM search
    WHERE words @@ %(words)s::tsquery AND account_id = %(account)s AND n + 0 < %(bound)s AND n + 0 >= %(oldest)s
), hits AS MATERIALIZED (SELECT * FROM found WHERE begun ORDER BY n DESC LIMIT %(most)s)
SELECT {read}, (SELECT count(*) FROM hits), (SELECT min(n) FROM hits),
    coalesce(array_agg(n), '{{}}'), coalesce(array_agg(conversation_id), '{{}}')
FROM (SELECT n, c.conversation_id FROM hits CROSS JOIN LATERAL (
    SELECT conversation_id FROM inbox_list WHERE {of_conversation} AND conversation_id = coalesce((
        SELECT shown_in FROM thread
        WHERE account_id = %(account)s AND thread.conversation_id = hits.conversation_id AND merged_into IS NOT NULL
    ), hits.conversation_id) OFFSET 0
) AS c WHERE {fits} AND {of_message} LIMIT %(want)s) AS shown"""
BY_INDEX = {"begun": "true", "read": "0"}
ONE_BY_ONE = {"begun": "words @@ %(beginning)s::tsquery", "read": "(SELECT count(*) FROM found)"}
WITHIN = """
SELECT coalesce(max(last) + 1, 0), coalesce(min(block), 0),
    coalesce((SELECT reltuples::bigint FROM pg_class WHERE oid = to_regclass('search')), 0)
FROM search_blocks WHERE account_id = %(account)s
AND (%(since)s::timestamptz IS NULL OR latest >= %(since)s)
AND (%(until)s::timestamptz IS NULL OR earliest < %(until)s)"""


class Stretch(NamedTuple):
    """The numbers of hits with the conversations that show them, newest first, and where the next stretch begins."""

    conversations: dict[int, UUID]
    following: int


class Looking:
    """What is looked for by whom; `inboxes` are the ones they may see (ACC-10).

    For a word that is only begun the index gathers all messages of all words that begin so, whatever block is asked for.
    So the beginning is held against each message that has the other words, or each there is, as long as that is likely
    to take less time.
    """

    def __init__(
        self, db: Db, account_id: UUID, inboxes: tuple[UUID, ...], query: Query, filters: Filters
    ) -> None:
        self.values = {
            **filters.values(), "account": account_id, "inboxes": list(inboxes), "query": str(query),
            "beginning": query.beginning,
        }  # fmt: skip
        self._db, self._account, self._query, self._filters = db, account_id, query, filters
        ((self.newest, block, stored),) = db.execute(WITHIN, self.values).fetchall()
        self.oldest: int = block * SMALLEST
        """Numbers from this one on and before `newest` are of the times asked for."""
        self._stored = max(stored, self.newest)

    def stretch(self, bound: int) -> Stretch:
        """Return the newest hits before `bound`: as many as are ranked together, or as were found for that much looking."""
        found: dict[int, UUID] = {}
        level, left, wanted, read = 0, MOST_LOOKED_AT, LENGTH, 0
        one_by_one = bool(self._query.beginning)
        while bound > self.oldest:
            block = block_before(self._account, bound, level)
            asked = {"bound": bound, "oldest": self.oldest, "most": left, "want": wanted}
            seen = self._ask(
                {**asked, "words": self._words(block, one_by_one=one_by_one)}, one_by_one=one_by_one
            )
            found |= zip(seen.numbers, seen.places, strict=True)
            wanted -= len(seen.numbers)
            if not wanted:
                return Stretch(found, seen.numbers[-1])
            if seen.looked_at == left:
                return Stretch(found, seen.last)
            left -= seen.looked_at
            needed = min(wanted * (MOST_LOOKED_AT - left + 1) // (len(found) + 1), left)
            level = level_after(level, seen.looked_at * block.size // (bound - block.first), needed)
            bound = block.first
            if one_by_one:
                read += seen.read
                share = (MOST_LOOKED_AT - left + 1) / (read + 1)
                if self._stored * share < READ * min(needed / share, bound - self.oldest):
                    one_by_one, level = False, level_of(share, needed)
        return Stretch(found, self.oldest)

    def _words(self, block: Block, *, one_by_one: bool) -> str:
        words = self._query.complete if one_by_one else self._query.loosely
        return f"{words} & '{block.mark}'" if words else f"'{block.mark}'"

    def _ask(self, asked: Mapping[str, Any], *, one_by_one: bool) -> "_Seen":
        exact = self._query.exact
        look = LOOK.format(
            of_message=self._filters.of_message, of_conversation=self._filters.of_conversation,
            words="" if exact else ", words", fits="true" if exact else FITS,
            **(ONE_BY_ONE if one_by_one else BY_INDEX),
        )  # fmt: skip
        (row,) = self._db.execute(look.encode(), {**self.values, **asked}).fetchall()
        return _Seen(*row)


class _Seen(NamedTuple):
    """What one question came to: messages read, hits looked at, the last of them, and those that may be shown and where."""

    read: int
    looked_at: int
    last: int
    numbers: list[int]
    places: list[UUID]
