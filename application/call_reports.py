"""What the provider tells of calls: each may come late, twice or before what it follows (CAL-02, CAL-03)."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from application.assignment import assign_by_hand, holder, settle
from application.call_consent import keep_answer
from application.call_intake import OVER, over_id
from application.places import stands_in
from application.ringing import conversation_now, occupy, ring
from application.unit import Unit
from domain.call.aggregate import Call
from domain.call.outcome import Dialled, Ended
from domain.call.recording import VOICEMAIL
from domain.channel.aggregate import Channel
from domain.claim.aggregate import Claim
from domain.conversation.aggregate import Conversation


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
    confidence: int | None = None
    """In percent."""
    code: str = ""


def note_placed(command: NotePlaced, unit: Unit) -> None:
    """Record it."""
    _of_contact(unit, command).place(unit.env, command.sid)


def ring_agents(command: RingAgents, unit: Unit) -> None:
    """Ring them."""
    ring(unit, unit.get(Call, command.call_id))


def note_answered(command: NoteAnswered, unit: Unit) -> None:
    """Record it; who answers first has the conversation, if nobody has it. Raises `AnsweredElsewhere`, `NotRung`."""
    call = unit.get(Call, command.call_id)
    known = call.answered
    call.answer(unit.env, command.agent_id, command.at)
    conversation = conversation_now(unit, call)
    if known or call.agent is None or conversation.erased:
        return
    occupy(unit, call.agent, call)
    conversation.take_call(unit.env, call.id, call.agent)
    if conversation.assignee_id is None:
        had = holder(conversation)
        assign_by_hand(unit, conversation, call.agent, "replier", did="answered_call")
        settle(unit, conversation, had)


def note_dialled(command: NoteDialled, unit: Unit) -> None:
    """Record it."""
    unit.get(Call, command.call_id).note_dialled(unit.env, command.told)


def note_ended(command: NoteEnded, unit: Unit) -> None:
    """Record it; of a call that is not taken in yet, that it is over."""
    call = unit.find(Call, command.call_id)
    if call is not None:
        call.end(unit.env, command.told)
    elif unit.find(Claim, over_id(unit, command.call_id)) is None:
        over = over_id(unit, command.call_id)
        unit.add(Claim.take(over, unit.env, kind=OVER, holder_id=command.call_id))


def note_recording_consent(command: NoteRecordingConsent, unit: Unit) -> None:
    """Record it, and the consent it is. Raises `InvalidInput`."""
    call = unit.get(Call, command.call_id)
    channel = unit.get(Channel, call.channel_id)
    keep_answer(unit, channel, call, agreed=command.agreed, method=command.method)


def note_recording(command: NoteRecording, unit: Unit) -> None:
    """Record it. Raises `InvalidInput`."""
    call = _of_contact(unit, command)
    # the provider writes down what is said after the tone, not what two people say to each other
    transcript = command.kind == VOICEMAIL and unit.get(Channel, call.channel_id).voice.transcribe_on
    call.note_recording(
        unit.env, command.sid, seconds=command.seconds, kind=command.kind, transcript=transcript
    )


def keep_recording(command: KeepRecording, unit: Unit) -> None:
    """Record it."""
    _of_contact(unit, command).keep_recording(
        unit.env,
        command.recording_id,
        blob_id=command.blob_id,
        content_type=command.content_type,
        size=command.size,
    )


def drop_recording(command: DropRecording, unit: Unit) -> None:
    """Record it. Raises `InvalidInput`."""
    unit.get(Call, command.call_id).drop_recording(unit.env, command.recording_id, command.why)


def note_transcript(command: NoteTranscript, unit: Unit) -> None:
    """Record it, as far as it may be kept. Raises `InvalidInput`."""
    call = _of_contact(unit, command)
    recording_id = call.recording_id(command.sid)
    if command.text is None:
        call.fail_transcription(unit.env, recording_id, command.code)
    else:
        home = unit.get(Conversation, call.conversation_id)
        call.transcribe(
            unit.env,
            recording_id,
            command.kind,
            command.text,
            confidence=command.confidence,
            placed_in=stands_in(unit, home, call.id).id,
        )


def _of_contact(unit: Unit, command: OnCall) -> Call:
    """Return the call of a report that is about a person. Raises `ConversationErased` where they were forgotten."""
    call = unit.get(Call, command.call_id)
    unit.get(Conversation, call.conversation_id).must_be_kept()
    return call
