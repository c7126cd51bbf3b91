"""Who is called by the notes of a batch, and by whose they were that were taken back (CNV-02)."""

from uuid import UUID

from projections.common.arrays import packed
from projections.common.db import Db
from projections.inbox_list.rows import MENTIONS, MentionRow

WITHDRAW = """
DELETE FROM inbox_list_mentions AS m USING unnest(%b::uuid[], %b::uuid[]) AS k (account_id, note_id)
WHERE m.account_id = k.account_id AND m.note_id = k.note_id
"""


class Mentions:
    """The mentions a batch makes and ends; what was stored before is not read."""

    def __init__(self) -> None:
        self._made: dict[tuple[UUID, UUID], list[MentionRow]] = {}
        self._ended: list[tuple[UUID, UUID]] = []

    def add(self, row: MentionRow) -> None:
        """Somebody is called."""
        self._made.setdefault((row.account_id, row.note_id), []).append(row)

    def withdrawn(self, account_id: UUID, note_id: UUID) -> None:
        """A note calls nobody any more."""
        if self._made.pop((account_id, note_id), None) is None:
            self._ended.append((account_id, note_id))

    def save(self, db: Db) -> None:
        """Write them."""
        MENTIONS.insert(db, [row for rows in self._made.values() for row in rows])
        if self._ended:
            accounts, notes = zip(*self._ended, strict=True)
            db.execute(WITHDRAW, [packed("uuid", accounts), packed("uuid", notes)])
