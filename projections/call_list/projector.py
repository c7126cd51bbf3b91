"""How events change the list of calls."""

from collections.abc import Sequence

from domain.call.events import CallBegun, RecordingDropped, RecordingKept, RecordingMade
from domain.contact.events import ContactErased
from domain.kernel.event import Event
from domain.kernel.personal import ERASED
from projections.call_list import fold as folding
from projections.call_list.rows import CALLS, RECORDINGS, RecordingRow
from projections.common.db import Db
from projections.common.grouped import Grouped
from projections.common.handlers import Finish, Handlers
from projections.common.masking import Mask, mask_texts
from projections.common.projector import FORGETTING, Forgetting, PersonalView
from projections.common.recorded import Recorded
from projections.common.rows import Rows


class CallList(PersonalView):
    """Every call as it stands."""

    name = "call_list"
    version = 2
    tables = ("call_list", "call_list_recordings")

    @property
    def handles(self) -> frozenset[type[Event]]:
        """The events it wants to see."""
        return on.facts | FORGETTING

    def fold(self, batch: Sequence[Recorded], db: Db) -> Finish:
        """Apply events."""
        return on.fold(Fold, batch, db)

    def erase(self, event: ContactErased, db: Db) -> None:
        """Erase the contact's number, and what was said."""
        db.execute(
            f"UPDATE call_list SET number = '{ERASED}', transcript = CASE WHEN transcript IS NOT NULL THEN '{ERASED}' END"
            " WHERE account_id = %s AND contact_id = %s",
            [event.account_id, event.originator_id],
        )

    def mask(self, event: Forgetting, mask: Mask, db: Db) -> None:
        """Mask what was said in calls that mention somebody erased."""
        if event.mentions:
            where = "account_id = %s AND call_id = ANY(%s) AND transcript IS NOT NULL"
            found = event.account_id, list(event.mentions)
            mask_texts(db, "call_list", ("account_id", "call_id"), ("transcript",), mask, where, *found)


class Fold:
    """The calls a batch touches."""

    def __init__(self, batch: Sequence[Recorded], db: Db) -> None:
        grouped = Grouped(batch)
        begun = grouped.keys((CallBegun,), "originator_id")
        touched = grouped.keys({type(event) for _, event in batch}, "originator_id")
        self.calls = Rows(CALLS, db, touched, new=begun)
        made = grouped.keys((RecordingMade,), "recording_id")
        ended = grouped.keys((RecordingKept, RecordingDropped), "recording_id")
        self.recordings = Rows(RECORDINGS, db, made | ended, new=made)

    def save(self) -> None:
        """Write everything."""
        self.calls.save()
        self.recordings.save()


on: Handlers[Fold] = Handlers()


@on
def begun(fold: Fold, position: int, event: CallBegun) -> None:
    """Somebody calls."""
    fold.calls.add(folding.begun(position, event))


@on
def changed(fold: Fold, position: int, event: folding.Talk | folding.Consent | folding.Transcribed) -> None:
    """It goes on, they agree to being recorded or do not, or what was said is known."""
    folding.changed(fold.calls[event.account_id, event.originator_id], position, event)


@on
def recorded(fold: Fold, position: int, event: folding.Recording) -> None:
    """The provider has a recording, which is kept here or dropped."""
    folding.changed(fold.calls[event.account_id, event.originator_id], position, event)
    match event:
        case RecordingMade():
            fold.recordings.add(RecordingRow(event.account_id, event.recording_id, event.originator_id))
        case RecordingKept() | RecordingDropped():
            kept = "kept" if isinstance(event, RecordingKept) else "dropped"
            fold.recordings[event.account_id, event.recording_id].state = kept
