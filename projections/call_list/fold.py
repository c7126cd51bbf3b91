"""What each event makes of a call: for the table of now, and for what was so at any position before (AUD-02)."""

from collections.abc import Sequence
from uuid import UUID

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
from projections.call_list.rows import CallRow
from projections.common.recorded import Recorded

Talk = CallPlaced | CallRung | CallAnswered | CallDialled | HangUpAsked | CallEnded
Consent = RecordingAgreed | RecordingRefused
Recording = RecordingMade | RecordingKept | RecordingDropped
Transcribed = CallTranscribed | TranscriptionFailed
Changed = Talk | Consent | Recording | Transcribed


def begun(position: int, event: CallBegun) -> CallRow:
    """Return the call of somebody who calls, or is called."""
    return CallRow(
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


def changed(row: CallRow, position: int, event: Changed) -> None:
    """Bring a call to after the event."""
    row.version, row.position = event.originator_version, position
    match event:
        case RecordingAgreed() | RecordingRefused():
            row.consent = "agreed" if isinstance(event, RecordingAgreed) else "refused"
        case RecordingMade() | RecordingKept() | RecordingDropped():
            _recorded(row, event)
        case CallTranscribed():
            row.transcript, row.confidence, row.transcript_state = event.text, event.confidence, "done"
        case TranscriptionFailed():
            row.transcript_state = "done" if row.transcript_state == "done" else "failed"
        case _:
            _talked(row, event)


def _talked(row: CallRow, event: Talk) -> None:
    """It rings, is answered, ends; an end stays one."""
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


def _recorded(row: CallRow, event: Recording) -> None:
    """The provider has a recording, which is kept here or dropped; the one that was kept last is shown."""
    match event:
        case RecordingMade():
            if event.agreed and event.transcript and row.transcript_state == "none":
                row.transcript_state = "waiting"
        case RecordingKept():
            row.recording_id, row.recording_blob = event.recording_id, event.blob_id
            row.recording_kind, row.recording_seconds = event.kind, event.seconds
            row.recording_type = event.content_type
        case RecordingDropped():
            row.dropped = event.why


def as_they_were(events: Sequence[Recorded]) -> dict[UUID, CallRow]:
    """Return the calls whose streams had these events, in order of the log."""
    rows: dict[UUID, CallRow] = {}
    for position, event in events:
        if isinstance(event, CallBegun):
            rows[event.originator_id] = begun(position, event)
        elif isinstance(event, Changed):
            changed(rows[event.originator_id], position, event)
    return rows
