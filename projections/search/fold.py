"""The rows of search a batch touches."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from domain.call.events import CallTranscribed
from domain.contact.events import ContactCreated, ContactRenamed, IdentityAdded
from domain.conversation.handling_events import NoteWritten
from domain.conversation.messages import MessagePosted, MessageReceived
from projections.common.db import Db
from projections.common.grouped import Grouped
from projections.common.recorded import Recorded
from projections.common.rows import Rows
from projections.search import vectors
from projections.search.blocks import SMALLEST
from projections.search.rows import BLOCKS, CONTACTS, FOUND, TEXTS, BlockRow, FoundRow, TextRow

NUMBERED = (MessageReceived, MessagePosted, NoteWritten, CallTranscribed)
NEWEST = """
SELECT a.id, b.block, b.last FROM unnest(%s::uuid[]) AS a (id) CROSS JOIN LATERAL (
    SELECT block, last FROM search_blocks WHERE account_id = a.id ORDER BY block DESC LIMIT 1
) AS b"""
MOVE = "UPDATE search SET conversation_id = %s WHERE account_id = %s AND message_id = %s"
TAKE_BACK = """
WITH gone AS (
    DELETE FROM search WHERE account_id = %s AND message_id = ANY(%s) RETURNING account_id, n
)
DELETE FROM search_texts AS t USING gone WHERE t.account_id = gone.account_id AND t.n = gone.n"""


class SearchFold:
    """Everything a batch touches in this view."""

    def __init__(self, batch: Sequence[Recorded], db: Db) -> None:
        self.db = db
        grouped = Grouped(batch)
        created = grouped.keys((ContactCreated,), "originator_id")
        described = grouped.keys((ContactRenamed, IdentityAdded), "originator_id")
        self.contacts = Rows(CONTACTS, db, described, new=created)
        accounts = {account_id for account_id, _ in grouped.keys(NUMBERED, "originator_id")}
        newest = db.execute(NEWEST, [list(accounts)]).fetchall() if accounts else []
        self._last: dict[UUID, int] = {account_id: last for account_id, _, last in newest}
        self._blocks = Rows(BLOCKS, db, [(account_id, block) for account_id, block, _ in newest])
        self._found: list[FoundRow] = []
        self._texts: list[TextRow] = []
        self._gone: dict[UUID, list[UUID]] = {}
        self._moved: dict[tuple[UUID, UUID], UUID] = {}

    def number(self, account_id: UUID, at: datetime) -> int:
        """Return the next number of an account, and note it in its block."""
        n = self._last[account_id] = self._last.get(account_id, -1) + 1
        row = self._blocks.get((account_id, n // SMALLEST))
        if row is None:
            self._blocks.add(BlockRow(account_id, n // SMALLEST, n, at, at))
        else:
            row.last, row.earliest, row.latest = n, min(row.earliest, at), max(row.latest, at)
        return n

    def add(self, found: FoundRow, text: TextRow) -> None:
        """Let something be found, where it stands now: what was moved before is told of by what comes with it."""
        self._moved.pop((found.account_id, found.message_id), None)
        found.words = vectors.of_message(text)
        self._found.append(found)
        self._texts.append(text)

    def take_back(self, account_id: UUID, message_id: UUID) -> None:
        """Let something be found no longer."""
        self._gone.setdefault(account_id, []).append(message_id)

    def move(self, account_id: UUID, message_ids: Sequence[UUID], conversation_id: UUID) -> None:
        """Let messages belong to another conversation."""
        self._moved |= {(account_id, message_id): conversation_id for message_id in message_ids}

    def save(self) -> None:
        """Write everything."""
        self._blocks.save()
        FOUND.insert(self.db, self._found)
        TEXTS.insert(self.db, self._texts)
        self.contacts.save()
        if self._moved:
            self.db.cursor().executemany(MOVE, [(place, *key) for key, place in self._moved.items()])
        for account_id, gone in self._gone.items():
            self.db.execute(TAKE_BACK, [account_id, gone])
