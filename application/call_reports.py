"""What the provider tells of calls: each may come late, twice or before what it follows (CAL-02, CAL-03)."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from domain.call.outcome import Dialled, Ended


@dataclass(frozen=True, slots=True)
class OnCall:
    """A report of a call."""

    PERMISSION: ClassVar[str] = ""

    call_id: UUID


@dataclass(frozen=True, slots=True)
class NotePlaced(OnCall):
    """The provider has taken over a call of ours."""

    sid: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class RingAgents(OnCall):
    """Ring whoever is to answer: recorded before the provider is told to; those who are rung already stay it."""


@dataclass(frozen=True, slots=True)
class NoteAnswered(OnCall):
    """A user who is rung pressed a key (`agent_id`), or the contact whom one calls answered (None).

    Raises `AnsweredElsewhere` where another user was faster, `NotRung`: their leg is then to be put down.
    """

    agent_id: UUID | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class NoteDialled(OnCall):
    """How dialling the other side ended; `completed` only where both sides were put through."""

    told: Dialled


@dataclass(frozen=True, slots=True)
class NoteEnded(OnCall):
    """How the whole call ended: the last word on its first leg."""

    told: Ended


@dataclass(frozen=True, slots=True)
class NoteRecordingConsent(OnCall):
    """What the contact said to being recorded; `method` is keypress or voice (by going on, where that is asked implicitly)."""

    agreed: bool
    method: str


@dataclass(frozen=True, slots=True)
class NoteRecording(OnCall):
    """The provider has a recording: `kind` is call or voicemail; a worker fetches it, or has it deleted unfetched."""

    sid: str = field(repr=False)
    seconds: int
    kind: str


@dataclass(frozen=True, slots=True)
class KeepRecording(OnCall):
    """A worker fetched it: the blob `blob_id` lies sealed under the call's contact."""

    recording_id: UUID
    blob_id: UUID
    content_type: str
    size: int


@dataclass(frozen=True, slots=True)
class DropRecording(OnCall):
    """A recording is not kept; `why` as in `RecordingDropped`."""

    recording_id: UUID
    why: str


@dataclass(frozen=True, slots=True)
class NoteTranscript(OnCall):
    """What was said in a recording that the provider knows by `sid`; None: it could not say, for the reason `code`."""

    sid: str = field(repr=False)
    kind: str
    text: str | None = field(repr=False)
    confidence: float | None = None
    code: str = ""
