"""The rows of calls; their columns are described where they are read, in `queries`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from projections.common.table import Table


@dataclass(slots=True)
class CallRow:
    """One call."""

    account_id: UUID
    call_id: UUID
    conversation_id: UUID
    contact_id: UUID
    channel_id: UUID
    direction: str
    number: str
    agent_id: UUID | None
    began_at: datetime
    state: str = "ringing"
    rung: Sequence[str] = ()
    placed: bool = False
    hanging_up: bool = False
    answered_at: datetime | None = None
    ended_at: datetime | None = None
    outcome: str = ""
    side: str = ""
    seconds: int | None = None
    code: str = ""
    consent: str = ""
    recording_id: UUID | None = None
    recording_kind: str = ""
    recording_seconds: int = 0
    recording_type: str = ""
    recording_blob: UUID | None = None
    dropped: str = ""
    transcript: str | None = None
    confidence: int | None = None
    """In percent."""
    transcript_state: str = "none"
    version: int = 1
    position: int = 0


@dataclass(slots=True)
class RecordingRow:
    """A recording that the provider made; `state` is made, kept or dropped."""

    account_id: UUID
    recording_id: UUID
    call_id: UUID
    state: str = "made"


CALLS = Table("call_list", CallRow, ("account_id", "call_id"))
RECORDINGS = Table("call_list_recordings", RecordingRow, ("account_id", "recording_id"))
