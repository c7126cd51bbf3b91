"""A call is what the provider's reports add up to, whatever their order (CAL-02)."""

import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.call.aggregate import INBOUND, LONGEST, OUTBOUND, Call, Opened, inbound_id
from domain.call.events import (
    CallAnswered,
    CallEnded,
    CallTranscribed,
    RecordingDropped,
    RecordingKept,
    RecordingMade,
    TranscriptionFailed,
)
from domain.call.outcome import STATUSES, Dialled, Ended
from domain.call.refusals import AnsweredElsewhere, NotRung
from domain.kernel.envelope import Envelope
from domain.kernel.refusal import InvalidInput, NotFound

AT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
ENV = Envelope(UUID(int=1), "system:calling", AT, UUID(int=2))
ANN, BOB = UUID(int=10), UUID(int=11)


def begun(direction: str = INBOUND, *rung: UUID, call_id: UUID | None = None) -> Call:
    agent = ANN if direction == OUTBOUND else None
    place, contact, line, inbox = (uuid4() for _ in range(4))
    opened = Opened(place, contact, line, inbox, direction, "+48600100200", agent, "CA1", AT)
    call = Call.begin(call_id or uuid4(), ENV, opened)
    for user_id in rung or (ANN,):
        call.ring(ENV, user_id)
    return call


def last_end(call: Call) -> CallEnded:
    return [event for event in call.pending_events if isinstance(event, CallEnded)][-1]


def topics(call: Call) -> list[str]:
    return [str(getattr(event, "TOPIC", "")) for event in call.pending_events]


@pytest.mark.req("CAL-01")
def test_a_call_rings_is_answered_and_ends() -> None:
    call = begun(INBOUND, ANN, BOB)
    assert (call.state, call.rung, call.placed) == ("ringing", (ANN, BOB), True)
    call.answer(ENV, BOB, AT)
    assert (call.state, call.answered_by) == ("answered", BOB)
    call.note_dialled(ENV, Dialled("completed", 61))
    call.end(ENV, Ended("completed", 75, at=AT))
    end = last_end(call)
    assert (call.state, end.outcome, end.seconds, end.side, end.total) == ("ended", "completed", 61, "", 75)


@pytest.mark.req("CAL-01")
def test_who_answers_second_is_told_that_it_is_answered_and_who_is_not_rung_cannot() -> None:
    call = begun(INBOUND, ANN, BOB)
    with pytest.raises(NotRung):
        call.answer(ENV, UUID(int=99))
    call.answer(ENV, ANN)
    call.answer(ENV, ANN)
    with pytest.raises(AnsweredElsewhere):
        call.answer(ENV, BOB)
    assert topics(call).count(CallAnswered.TOPIC) == 1
    call.ring(ENV, UUID(int=12))
    assert call.rung == (ANN, BOB)


@pytest.mark.req("CAL-01", "CAL-02")
@pytest.mark.parametrize(
    ("direction", "answered", "dialled", "end", "outcome", "side"),
    [
        (INBOUND, False, None, "completed", "missed", "agent"),
        (INBOUND, False, "no_answer", "completed", "missed", "agent"),
        (INBOUND, False, None, "canceled", "missed", "agent"),
        (INBOUND, True, None, "completed", "completed", ""),
        (INBOUND, False, "completed", "completed", "completed", ""),
        (OUTBOUND, False, None, "no_answer", "no_answer", "agent"),
        (OUTBOUND, False, None, "busy", "busy", "agent"),
        (OUTBOUND, False, None, "completed", "canceled", "agent"),
        (OUTBOUND, False, None, "failed", "failed", "agent"),
        (OUTBOUND, False, "busy", "completed", "busy", "contact"),
        (OUTBOUND, False, "no_answer", "completed", "no_answer", "contact"),
        (OUTBOUND, True, "completed", "completed", "completed", ""),
    ],
)
def test_how_a_call_ended_is_judged(
    direction: str, answered: bool, dialled: str | None, end: str, outcome: str, side: str
) -> None:
    call = begun(direction)
    if answered:
        call.answer(ENV, ANN if direction == INBOUND else None)
    if dialled is not None:
        call.note_dialled(ENV, Dialled(dialled, 5))
    call.end(ENV, Ended(end, 9))
    found = last_end(call)
    assert (found.outcome, found.side) == (outcome, side)


@pytest.mark.req("CAL-02")
def test_a_voicemail_is_no_missed_call() -> None:
    call = begun()
    call.end(ENV, Ended("completed", 30))
    assert last_end(call).outcome == "missed"
    call.note_recording(ENV, "RE1", seconds=12, kind="voicemail")
    assert last_end(call).outcome == "voicemail"


@pytest.mark.req("CAL-02")
def test_ringing_late_undoes_no_end() -> None:
    call = begun()
    call.end(ENV, Ended("completed", 3))
    call.ring(ENV, BOB)
    call.hang_up(ENV)
    assert (call.state, call.rung, call.hanging_up) == ("ended", (ANN,), False)


@pytest.mark.req("CAL-02")
def test_an_end_is_asked_for_once() -> None:
    call = begun()
    call.hang_up(ENV)
    call.hang_up(ENV)
    assert topics(call).count("call.hang_up_asked") == 1
    assert call.hanging_up


@pytest.mark.req("CAL-01")
def test_one_of_ours_is_taken_over_once() -> None:
    call = begun(OUTBOUND)
    before = call.placed
    call.place(ENV, "CA9")
    call.place(ENV, "CA9")
    assert (before, call.placed) == (False, True)
    assert topics(call).count("call.placed") == 1


@pytest.mark.req("CAL-01")
def test_a_call_that_nobody_ended_is_over_after_four_hours() -> None:
    call = begun()
    assert call.is_on(AT + timedelta(hours=3))
    assert not call.is_on(AT + LONGEST)
    call.end(ENV, Ended("completed"))
    assert not call.is_on(AT)


@pytest.mark.req("CAL-03")
def test_the_same_call_has_the_same_id_however_often_it_is_told() -> None:
    line = uuid4()
    assert inbound_id(line, "CA1") == inbound_id(line, "CA1") != inbound_id(line, "CA2")
    assert inbound_id(uuid4(), "CA1") != inbound_id(line, "CA1")


# ------------------------------------------------------------------ recordings
@pytest.mark.req("CAL-02", "PRV-02")
def test_the_first_answer_about_being_recorded_counts() -> None:
    call = begun()
    call.refuse_recording(ENV, "keypress")
    call.agree_to_recording(ENV, "keypress")
    assert call.agreed is False
    call.note_recording(ENV, "RE1", seconds=5, kind="call")
    assert not call.recording(call.recording_id("RE1")).agreed
    with pytest.raises(InvalidInput, match="method"):
        call.agree_to_recording(ENV, "shouting")


@pytest.mark.req("CAL-02")
def test_a_recording_is_made_once_and_kept_or_dropped_once() -> None:
    call = begun()
    call.agree_to_recording(ENV, "voice")
    for _ in range(2):
        recording_id = call.note_recording(ENV, "RE1", seconds=5, kind="call", transcript=True)
    other = call.note_recording(ENV, "RE2", seconds=6, kind="voicemail")
    for _ in range(2):
        call.keep_recording(ENV, recording_id, blob_id=uuid4(), content_type="audio/mpeg", size=3)
        call.drop_recording(ENV, recording_id, "gone")
        call.drop_recording(ENV, other, "gone")
    kinds = (RecordingMade.TOPIC, RecordingKept.TOPIC, RecordingDropped.TOPIC)
    assert [topics(call).count(topic) for topic in kinds] == [2, 1, 1]
    assert call.recording(recording_id).settled
    assert call.recording(other).dropped == "gone"
    with pytest.raises(NotFound):
        call.recording(uuid4())
    with pytest.raises(InvalidInput, match="kind"):
        call.note_recording(ENV, "RE3", seconds=5, kind="film")
    with pytest.raises(InvalidInput, match="why"):
        call.drop_recording(ENV, other, "bored")


@pytest.mark.req("CAL-02")
def test_what_was_said_is_kept_once_and_only_of_who_agrees() -> None:
    call = begun()
    recording_id = call.recording_id("RE1")
    call.transcribe(ENV, recording_id, "call", "Hello", placed_in=ANN)
    assert not call.transcripts
    call.agree_to_recording(ENV, "keypress")
    call.fail_transcription(ENV, recording_id, "timeout")
    call.fail_transcription(ENV, recording_id, "timeout")
    for _ in range(2):
        call.transcribe(ENV, recording_id, "call", "Hello", placed_in=ANN, confidence=90)
    call.fail_transcription(ENV, recording_id, "timeout")
    assert call.transcripts == {recording_id: "done"}
    assert [topics(call).count(one.TOPIC) for one in (CallTranscribed, TranscriptionFailed)] == [1, 1]


# ------------------------------------------------------------------ disorder
Report = Callable[[Call], object]
statuses = st.sampled_from(STATUSES)
seconds = st.integers(0, 90)
moments = st.none() | st.integers(0, 90).map(lambda after: AT + timedelta(seconds=after))


def _dialled(status: str, after: int) -> Report:
    return lambda call: call.note_dialled(ENV, Dialled(status, after))


def _ended(status: str, after: int, at: datetime | None) -> Report:
    return lambda call: call.end(ENV, Ended(status, after, at=at))


def _recording(sid: str, after: int) -> Report:
    return lambda call: call.note_recording(ENV, sid, seconds=after, kind="voicemail")


def _transcript(sid: str, text: str | None) -> Report:
    def told(call: Call) -> None:
        if text is None:
            call.fail_transcription(ENV, call.recording_id(sid))
        else:
            call.transcribe(ENV, call.recording_id(sid), "voicemail", text, placed_in=ANN)

    return told


def _answered(call: Call) -> None:
    call.answer(ENV, ANN if call.direction == INBOUND else None)


def _told(call: Call) -> tuple[object, ...]:
    made = {key: (one.kind, one.seconds, one.agreed) for key, one in call.recordings.items()}
    return call.state, call.verdict, call.ended, call.answered_by, call.dialled, made, call.transcripts


@pytest.mark.req("CAL-02", "CAL-03")
@given(
    direction=st.sampled_from([INBOUND, OUTBOUND]),
    answered=st.booleans(),
    dialled=st.lists(st.builds(_dialled, statuses, seconds), max_size=2),
    ended=st.lists(st.builds(_ended, statuses, seconds, moments), max_size=2),
    recorded=st.dictionaries(st.sampled_from(["RE1", "RE2"]), seconds, max_size=2),
    transcripts=st.lists(st.sampled_from(["RE1", "RE2"]), max_size=1),
    failed=st.lists(st.sampled_from(["RE1", "RE2"]), max_size=2),
    seed=st.integers(0, 2**16),
)
def test_reports_shuffled_doubled_and_replayed_come_to_the_same_end(
    direction: str,
    answered: bool,
    dialled: list[Report],
    ended: list[Report],
    recorded: dict[str, int],
    transcripts: list[str],
    failed: list[str],
    seed: int,
) -> None:
    reports = [
        *([_answered] if answered else []),
        *dialled,
        *ended,
        *(_recording(sid, after) for sid, after in recorded.items()),
        *(_transcript(sid, f"said in {sid}") for sid in transcripts),
        *(_transcript(sid, None) for sid in failed),
    ]
    plain = begun(direction)
    shuffled = begun(direction, call_id=plain.id)
    for report in reports:
        report(plain)
    again = reports * 2
    random.Random(seed).shuffle(again)  # noqa: S311 - reproducible, not secret
    for report in again:
        report(shuffled)
    assert _told(shuffled) == _told(plain)
    before = len(shuffled.pending_events)
    for report in reports:
        report(shuffled)
    assert len(shuffled.pending_events) == before
