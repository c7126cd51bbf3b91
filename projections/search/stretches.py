"""Looking for hits from the newest to older ones, a stretch at a time."""

from typing import Any, NamedTuple
from uuid import UUID

from projections.common.db import Db
from projections.search.asking import Query
from projections.search.blocks import SMALLEST, block_before, level_after
from projections.search.filters import Filters

LENGTH = 200
"""Hits that are ranked together."""
MOST_LOOKED_AT = 2_000
"""Hits looked at for one stretch, whether or not they may be shown."""

FITS = "words @@ %(query)s::tsquery"
# A sum hides the number from the planner's eyes: the index of words is the one to use, not the one of numbers. Whether
# a hit may be shown is looked up one by one, as long as more are wanted.
LOOK = """
WITH hits AS MATERIALIZED (
    SELECT n, conversation_id, at, direction, attached{words} FROM search
    WHERE words @@ %(words)s::tsquery AND account_id = %(account)s AND n + 0 < %(bound)s AND n + 0 >= %(oldest)s
    ORDER BY n DESC LIMIT %(most)s
)
SELECT (SELECT count(*) FROM hits), (SELECT min(n) FROM hits),
    coalesce(array_agg(n), '{{}}'), coalesce(array_agg(conversation_id), '{{}}')
FROM (SELECT n, c.conversation_id FROM hits CROSS JOIN LATERAL (
    SELECT conversation_id FROM inbox_list WHERE {of_conversation} AND conversation_id = coalesce((
        SELECT shown_in FROM thread
        WHERE account_id = %(account)s AND thread.conversation_id = hits.conversation_id AND merged_into IS NOT NULL
    ), hits.conversation_id) OFFSET 0
) AS c WHERE {fits} AND {of_message} LIMIT %(want)s) AS found"""
WITHIN = """
SELECT coalesce(max(last) + 1, 0), coalesce(min(block), 0) FROM search_blocks WHERE account_id = %(account)s
AND (%(since)s::timestamptz IS NULL OR latest >= %(since)s)
AND (%(until)s::timestamptz IS NULL OR earliest < %(until)s)"""


class Stretch(NamedTuple):
    """The numbers of hits with the conversations that show them, newest first, and where the next stretch begins."""

    conversations: dict[int, UUID]
    following: int


class Looking:
    """What is looked for by whom; `inboxes` are the ones they may see (ACC-10)."""

    def __init__(
        self, db: Db, account_id: UUID, inboxes: tuple[UUID, ...], query: Query, filters: Filters
    ) -> None:
        self.values = {
            **filters.values(), "account": account_id, "inboxes": list(inboxes), "query": str(query),
        }  # fmt: skip
        self._db, self._account = db, account_id
        conditions = {
            "of_message": filters.of_message, "of_conversation": filters.of_conversation,
            "words": "" if query.exact else ", words", "fits": "true" if query.exact else FITS,
        }  # fmt: skip
        self._loosely, self._first = query.loosely, 1 if query.begins else 0
        self._look = LOOK.format(**conditions).encode()
        ((self.newest, block),) = db.execute(WITHIN, self.values).fetchall()
        self.oldest: int = block * SMALLEST
        """Numbers from this one on and before `newest` are of the times asked for."""

    def stretch(self, bound: int) -> Stretch:
        """Return the newest hits before `bound`: as many as are ranked together, or as were found for that much looking."""
        found: dict[int, UUID] = {}
        level, left, wanted = self._first, MOST_LOOKED_AT, LENGTH
        while bound > self.oldest:
            block = block_before(self._account, bound, level)
            asked = {
                "words": f"{self._loosely} & '{block.mark}'",
                "bound": bound,
                "oldest": self.oldest,
            }
            looked, last, numbers, places = self._ask({**asked, "most": left, "want": wanted})
            found |= zip(numbers, places, strict=True)
            wanted -= len(numbers)
            if not wanted:
                return Stretch(found, numbers[-1])
            if looked == left:
                return Stretch(found, last)
            left -= looked
            needed = wanted * (MOST_LOOKED_AT - left + 1) // (len(found) + 1)
            level = level_after(level, looked * block.size // (bound - block.first), min(needed, left))
            bound = block.first
        return Stretch(found, self.oldest)

    def _ask(self, asked: dict[str, Any]) -> tuple[int, int, list[int], list[UUID]]:
        ((looked, last, numbers, places),) = self._db.execute(self._look, {**self.values, **asked}).fetchall()
        return looked, last, numbers, places
