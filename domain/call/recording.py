"""The part of a call that knows what was recorded of it, and what was said (CAL-02)."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from uuid import UUID

from domain.call import events
from domain.kernel.aggregate import Aggregate
from domain.kernel.checks import one_of
from domain.kernel.envelope import Envelope
from domain.kernel.event import Event
from domain.kernel.ids import derived
from domain.kernel.refusal import NotFound

CALL, VOICEMAIL = "call", "voicemail"
KINDS = frozenset({CALL, VOICEMAIL})
NO_CONSENT = "no_consent"
WHYS = frozenset({NO_CONSENT, "gone", "too_large", "erased"})


@dataclass(frozen=True, slots=True)
class Recording:
    """One recording: at the provider, then kept here as a blob, or dropped; `version` is that of its beginning."""

    version: int
    kind: str
    seconds: int
    agreed: bool
    transcript: bool
    blob_id: UUID | None = None
    dropped: str = ""

    @property
    def settled(self) -> bool:
        """Whether it is kept or dropped."""
        return self.blob_id is not None or self.dropped != ""


class Recorded(Aggregate):
    """Each recording by its id, and whether it is known what was said in it: done or failed.

    `agreed` is what the contact said about being recorded, None: nothing yet.
    """

    contact_id: UUID
    conversation_id: UUID
    channel_id: UUID
    agreed: bool | None
    recordings: dict[UUID, Recording]
    transcripts: dict[UUID, str]

    def _tell(self, fact: Callable[..., Event], env: Envelope, **fields: object) -> None:
        """Record a fact of the call, which says of which conversation."""
        self.record(fact, env, conversation_id=self.conversation_id, **fields)

    @property
    def has_voicemail(self) -> bool:
        """Whether the contact left a message."""
        return any(one.kind == VOICEMAIL for one in self.recordings.values())

    def recording(self, recording_id: UUID) -> Recording:
        """Return one. Raises `NotFound`."""
        found = self.recordings.get(recording_id)
        if found is None:
            raise NotFound("recording")
        return found

    def recording_id(self, sid: str) -> UUID:
        """Return the id of a recording that the provider knows by `sid`."""
        return derived(self.id, "recording", sid)

    def make_recording(self, env: Envelope, sid: str, *, seconds: int, kind: str, transcript: bool) -> UUID:
        """Note that the provider has a recording, once; return its id here. Raises `InvalidInput`."""
        recording_id = self.recording_id(sid)
        if recording_id not in self.recordings:
            self._tell(events.RecordingMade, env,
                contact_id=self.contact_id, recording_id=recording_id, recording_sid=sid, seconds=seconds,
                kind=kind, agreed=self.may_keep(kind), transcript=transcript,
            )  # fmt: skip
        return recording_id

    def keep_recording(
        self, env: Envelope, recording_id: UUID, *, blob_id: UUID, content_type: str, size: int
    ) -> None:
        """Note that it lies here, sealed; nothing where that, or why not, is known. Raises `NotFound`."""
        one = self.recording(recording_id)
        if not one.settled:
            self._tell(events.RecordingKept, env,
                recording_id=recording_id, blob_id=blob_id, seconds=one.seconds, content_type=content_type,
                size=size, kind=one.kind,
            )  # fmt: skip

    def drop_recording(self, env: Envelope, recording_id: UUID, why: str) -> None:
        """Note that it is not kept; nothing where what became of it is known. Raises `NotFound`, `InvalidInput`."""
        one_of(why, WHYS, "why")
        if not self.recording(recording_id).settled:
            self._tell(events.RecordingDropped, env, recording_id=recording_id, why=why)

    def may_keep(self, kind: str) -> bool:
        """Whether what was recorded may be kept: a voicemail is left by whoever agrees to that. Raises `InvalidInput`."""
        return one_of(kind, KINDS, "kind") == VOICEMAIL or self.agreed is True

    def transcribe(
        self,
        env: Envelope,
        recording_id: UUID,
        kind: str,
        text: str,
        *,
        placed_in: UUID,
        confidence: int | None = None,
    ) -> None:
        """Note what was said, once a call, and only of what may be kept; it may be told before the recording is.

        `placed_in` is the conversation in which the call stands. Raises `InvalidInput`.
        """
        if self.may_keep(kind) and "done" not in self.transcripts.values():
            self._tell(events.CallTranscribed, env,
                contact_id=self.contact_id, channel_id=self.channel_id,
                placed_in=placed_in, recording_id=recording_id, text=text, confidence=confidence,
            )  # fmt: skip

    def fail_transcription(self, env: Envelope, recording_id: UUID, code: str = "") -> None:
        """Note that the provider could not say what was said; nothing where that, or what was said, is known."""
        if recording_id not in self.transcripts:
            self._tell(events.TranscriptionFailed, env, recording_id=recording_id, code=code)

    def evolve_recording(self, event: Event) -> None:
        """Apply one recorded event."""
        match event:
            case events.RecordingAgreed() | events.RecordingRefused():
                self.agreed = isinstance(event, events.RecordingAgreed)
            case events.RecordingMade():
                self.recordings[event.recording_id] = Recording(
                    event.originator_version, event.kind, event.seconds, event.agreed, event.transcript
                )
            case events.RecordingKept():
                one = self.recordings[event.recording_id]
                self.recordings[event.recording_id] = replace(one, blob_id=event.blob_id)
            case events.RecordingDropped():
                one = self.recordings[event.recording_id]
                self.recordings[event.recording_id] = replace(one, dropped=event.why)
            case events.CallTranscribed():
                self.transcripts[event.recording_id] = "done"
            case events.TranscriptionFailed():
                self.transcripts[event.recording_id] = "failed"
