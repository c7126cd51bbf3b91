"""How events change the list of calls."""

from collections.abc import Sequence

from domain.call.events import (
    CallAnswered,
    CallBegun,
    CallDialled,
    CallEnded,
    CallPlaced,
    CallRung,
    CallTranscribed,
    HangUpAsked,
    RecordingAgreed,
    RecordingDropped,
    RecordingKept,
    RecordingMade,
    RecordingRefused,
    TranscriptionFailed,
)
from domain.contact.events import ContactErased
from domain.kernel.event import Event
from domain.kernel.personal import ERASED
from projections.call_list.rows import CALLS, RECORDINGS, CallRow, RecordingRow
from projections.common.db import Db
from projections.common.grouped import Grouped
from projections.common.handlers import Finish, Handlers
from projections.common.masking import Mask, mask_texts
from projections.common.projector import FORGETTING, Forgetting, PersonalView
from projections.common.recorded import Recorded
from projections.common.rows import Rows

Talk = CallPlaced | CallRung | CallAnswered | CallDialled | HangUpAsked | CallEnded
Consent = RecordingAgreed | RecordingRefused
Recording = RecordingMade | RecordingKept | RecordingDropped
Transcribed = CallTranscribed | TranscriptionFailed


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

    def call(self, position: int, event: Event) -> CallRow:
        """Return the call whose stream the event is in, brought to the event's version."""
        row = self.calls[event.account_id, event.originator_id]
        row.version, row.position = event.originator_version, position
        return row

    def save(self) -> None:
        """Write everything."""
        self.calls.save()
        self.recordings.save()


on: Handlers[Fold] = Handlers()


@on
def begun(fold: Fold, position: int, event: CallBegun) -> None:
    """Somebody calls."""
    row = CallRow(
        account_id=event.account_id,
        call_id=event.originator_id,
        conversation_id=event.conversation_id,
        contact_id=event.contact_id,
        channel_id=event.channel_id,
        direction=event.direction,
        number=event.number,
        agent_id=event.agent_id,
        began_at=event.at or event.timestamp,
        placed=event.direction == "inbound",
        position=position,
    )
    fold.calls.add(row)


@on
def talk(fold: Fold, position: int, event: Talk) -> None:
    """It rings, is answered, ends; an end stays one."""
    row = fold.call(position, event)
    match event:
        case CallPlaced():
            row.placed = True
        case CallRung():
            row.rung = (*row.rung, str(event.agent_id))
        case CallAnswered():
            row.agent_id = event.agent_id or row.agent_id
            row.answered_at = event.at or event.timestamp
            row.state = "answered" if row.state == "ringing" else row.state
        case HangUpAsked():
            row.hanging_up = True
        case CallEnded():
            row.state, row.ended_at = "ended", event.at or event.timestamp
            row.outcome, row.side, row.seconds, row.code = (
                event.outcome,
                event.side,
                event.seconds,
                event.code,
            )


@on
def consented(fold: Fold, position: int, event: Consent) -> None:
    """They agree to being recorded, or do not."""
    fold.call(position, event).consent = "agreed" if isinstance(event, RecordingAgreed) else "refused"


@on
def recorded(fold: Fold, position: int, event: Recording) -> None:
    """The provider has a recording, which is kept here or dropped; the one that was kept last is shown."""
    row, key = fold.call(position, event), (event.account_id, event.recording_id)
    match event:
        case RecordingMade():
            fold.recordings.add(RecordingRow(event.account_id, event.recording_id, event.originator_id))
            if event.agreed and event.transcript and row.transcript_state == "none":
                row.transcript_state = "waiting"
        case RecordingKept():
            row.recording_id, row.recording_blob = event.recording_id, event.blob_id
            row.recording_kind, row.recording_seconds = event.kind, event.seconds
            row.recording_type = event.content_type
            fold.recordings[key].state = "kept"
        case RecordingDropped():
            row.dropped = event.why
            fold.recordings[key].state = "dropped"


@on
def transcribed(fold: Fold, position: int, event: Transcribed) -> None:
    """What was said is known, or nobody could say."""
    row = fold.call(position, event)
    if isinstance(event, CallTranscribed):
        row.transcript, row.confidence, row.transcript_state = event.text, event.confidence, "done"
    elif row.transcript_state != "done":
        row.transcript_state = "failed"
