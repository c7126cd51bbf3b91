"""How many conversations each user has, kept from the slots they take and give back (CHT-14, RTG-06)."""

from collections.abc import Sequence
from uuid import UUID

from domain.routing.events import SlotReleased, SlotsOpened, SlotTaken
from projections.common.db import Db
from projections.common.grouped import Grouped
from projections.common.handlers import Handlers
from projections.common.recorded import Recorded
from projections.common.rows import Rows
from projections.common.table import Key
from projections.people.rows import LOADS, SLOTS, LoadRow, SlotRow

SLOTS_OF = """
SELECT account_id, user_id, conversation_id
FROM people_slots JOIN unnest(%b::uuid[], %b::uuid[]) AS k (account_id, user_id) USING (account_id, user_id)
"""


class SlotFold:
    """The loads and slots a batch touches."""

    def __init__(self, batch: Sequence[Recorded], db: Db) -> None:
        grouped = Grouped(batch)
        self.loads = Rows(LOADS, db, grouped.keys(on.facts, "user_id"))
        touched = grouped.keys((SlotTaken, SlotReleased), "user_id", "conversation_id")
        self.slots = Rows(SLOTS, db, touched | _held(db, grouped.keys((SlotsOpened,), "user_id")))

    def load_of(self, account_id: UUID, user_id: UUID) -> LoadRow:
        """Return the user's load, which begins at nothing."""
        return self.loads.get((account_id, user_id)) or self.loads.add(LoadRow(account_id, user_id))

    def take(self, load: LoadRow, conversation_id: UUID, *, live: bool) -> None:
        """Count a slot, once."""
        if self.slots.get((load.account_id, load.user_id, conversation_id)) is None:
            self.slots.add(SlotRow(load.account_id, load.user_id, conversation_id, live))
            load.open += 1
            load.live += live

    def release(self, load: LoadRow, conversation_id: UUID) -> None:
        """Count a slot no longer, once."""
        key = (load.account_id, load.user_id, conversation_id)
        slot = self.slots.get(key)
        if slot is not None:
            self.slots.remove(key)
            load.open -= 1
            load.live -= slot.live

    def save(self) -> None:
        """Write everything."""
        self.slots.save()
        self.loads.save()


def _held(db: Db, users: set[Key]) -> set[Key]:
    if not users:
        return set()
    accounts, ids = zip(*users, strict=True)
    return set(db.execute(SLOTS_OF, [list(accounts), list(ids)]))


on: Handlers[SlotFold] = Handlers()


@on
def opened(fold: SlotFold, _: int, event: SlotsOpened) -> None:
    """A month begins with exactly what is still held."""
    load = fold.load_of(event.account_id, event.user_id)
    for slot in fold.slots:
        if (slot.account_id, slot.user_id) == (load.account_id, load.user_id):
            fold.release(load, slot.conversation_id)
    for held in event.held:
        fold.take(load, UUID(str(held["conversation"])), live=bool(held["live"]))
    load.last_taken_at = event.last_taken_at


@on
def taken(fold: SlotFold, _: int, event: SlotTaken) -> None:
    """A conversation came to the user."""
    load = fold.load_of(event.account_id, event.user_id)
    fold.take(load, event.conversation_id, live=event.live)
    load.last_taken_at = event.timestamp


@on
def released(fold: SlotFold, _: int, event: SlotReleased) -> None:
    """A conversation left the user."""
    fold.release(fold.load_of(event.account_id, event.user_id), event.conversation_id)
