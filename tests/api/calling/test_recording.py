"""Recording only of who agreed: implied, by a key, refused, and what was recorded all the same (CAL-02, PRV-02, PRV-03)."""

from uuid import UUID

import pytest

from domain.call.events import RecordingAgreed, RecordingDropped, RecordingKept, RecordingMade
from infrastructure.calling.recordings import LARGEST
from infrastructure.calling.words import ENGLISH
from infrastructure.mailboxes.http import LARGEST as LARGEST_ANSWER
from infrastructure.sending import TryAgain
from tests.support.providers.twilio_desk import ANNS, TEXT, Desk
from tests.support.providers.twilio_hooks import about, again


def recorded(desk: Desk, call: UUID) -> list[RecordingMade]:
    """Return what was recorded of a call."""
    return [one for one in desk.happened(call) if isinstance(one, RecordingMade)]


@pytest.mark.req("CAL-02", "PRV-03")
def test_going_on_after_the_text_was_said_is_agreeing(desk: Desk) -> None:
    desk.asks("implied", greeting="Hello.", transcribe_on=True)
    desk.agent("Ann", ANNS, talks=30)
    heard: list[str] = []
    leg = desk.call(heard=heard)
    call = desk.id_of(leg)
    assert heard == ["Hello.", TEXT]
    assert desk.paths()[:2] == ["voice", "consent"]
    assert [one.method for one in desk.happened(call) if isinstance(one, RecordingAgreed)] == ["voice"]
    (made,) = recorded(desk, call)
    assert (made.kind, made.seconds, made.agreed) == ("call", 30, True)
    desk.fetch(call)
    assert any(isinstance(one, RecordingKept) for one in desk.happened(call))
    assert not desk.twilio.recordings
    assert not desk.twilio.alerts
    shown = desk.client.read(f"/calls/{call}")
    assert (shown["consent"], shown["transcript_state"]) == ("agreed", "none"), (
        "only messages are written down"
    )


@pytest.mark.req("CAL-02", "PRV-03")
def test_who_hangs_up_before_the_text_was_said_has_agreed_to_nothing(desk: Desk) -> None:
    desk.asks("implied")
    desk.agent("Ann", ANNS)
    leg = desk.call(hangs_up="say")
    call = desk.id_of(leg)
    assert not {"call.recording_agreed", "call.recording_refused"} & set(desk.topics(call))
    assert desk.paths() == ["voice"]


@pytest.mark.req("CAL-02", "PRV-02", "PRV-05")
@pytest.mark.parametrize(("pressed", "agrees"), [("1", True), ("2", False), ("", False)])
def test_asked_explicitly_only_who_presses_one_is_recorded(desk: Desk, pressed: str, agrees: bool) -> None:
    desk.asks("explicit")
    desk.agent("Ann", ANNS)
    heard: list[str] = []
    leg = desk.call(presses=[pressed], heard=heard)
    call = desk.id_of(leg)
    assert heard == [TEXT, ENGLISH["agree"]]
    assert ("call.recording_agreed" in desk.topics(call)) is agrees
    assert ("call.recording_refused" in desk.topics(call)) is not agrees
    assert bool(recorded(desk, call)) is agrees
    assert bool(desk.twilio.recordings) is agrees
    assert any('record="record-from-answer-dual"' in text for _, text in desk.twilio.documents) is agrees
    consents = desk.client.read(f"/contacts/{desk.now(call).contact_id}/consents")["items"]
    assert [one["purpose"] for one in consents] == ["recording"] * agrees
    assert not desk.twilio.alerts


@pytest.mark.req("CAL-02", "PRV-02")
def test_what_was_recorded_without_agreeing_is_deleted_there_unfetched(desk: Desk) -> None:
    desk.asks("explicit")
    desk.agent("Ann", ANNS)
    leg = desk.call(presses=["2"])
    call = desk.id_of(leg)
    made = desk.twilio.record(leg, "DialVerb", 9, leg.at)
    told = about(desk.twilio, leg) | {
        "RecordingSid": made.sid, "RecordingStatus": "completed", "RecordingDuration": "9",
        "RecordingUrl": desk.twilio.recording_url(made),
    }  # fmt: skip
    assert desk.tell("recording", told, f"call={call.hex}&kind=call").status_code == 200
    desk.fetch(call)
    assert [one.why for one in desk.happened(call) if isinstance(one, RecordingDropped)] == ["no_consent"]
    assert made.sid not in desk.twilio.recordings
    assert desk.twilio.count("GET", f"{made.sid}.mp3") == 0


@pytest.mark.req("CAL-02")
def test_nobody_is_asked_where_nothing_is_recorded(desk: Desk) -> None:
    desk.agent("Ann", ANNS)
    leg = desk.call()
    assert not recorded(desk, desk.id_of(leg))
    assert not desk.twilio.recordings
    assert not any("record" in text for _, text in desk.twilio.documents)


@pytest.mark.req("CAL-02", "RL-03")
def test_a_recording_that_cannot_be_had_now_is_fetched_later_and_one_that_is_gone_is_dropped(
    desk: Desk,
) -> None:
    leg = desk.call(says=9)
    call = desk.id_of(leg)
    (made,) = recorded(desk, call)
    for status in (500, 429, 0):
        desk.twilio.fails(".mp3", status)
        with pytest.raises(TryAgain):
            desk.work("fetch_recording", call, made.recording_id.hex)
    assert "call.recording_kept" not in desk.topics(call)
    desk.twilio.fails(f"{made.recording_sid}.json", 503)
    desk.fetch(call)
    assert "call.recording_kept" in desk.topics(call)
    assert desk.twilio.recordings, "it could not be deleted at once"
    another = desk.id_of(second := desk.call(says=9))
    desk.twilio.recordings.clear()
    desk.fetch(another)
    assert [one.why for one in desk.happened(another) if isinstance(one, RecordingDropped)] == ["gone"]
    assert second.sid != leg.sid


@pytest.mark.req("CAL-02", "SE-04")
@pytest.mark.parametrize("size", [LARGEST + 1, LARGEST_ANSWER + 1])
def test_a_recording_that_is_too_large_is_not_kept_and_deleted_at_twilio(desk: Desk, size: int) -> None:
    call = desk.id_of(desk.call(says=9))
    (there,) = desk.twilio.recordings.values()
    there.data = bytes(size)
    desk.fetch(call)
    assert [one.why for one in desk.happened(call) if isinstance(one, RecordingDropped)] == ["too_large"]
    assert not desk.twilio.recordings


@pytest.mark.req("CAL-02", "CAL-03", "RL-04")
def test_told_again_and_in_any_order_it_is_one_recording_and_one_transcript(desk: Desk) -> None:
    desk.set_voice(transcribe_on=True)
    desk.twilio.holds = True
    leg = desk.call(says=9, words="Hello")
    call = desk.id_of(leg)
    for told in [*reversed(desk.twilio.told), *desk.twilio.told]:
        assert again(desk.twilio, told) == 200
    topics = desk.topics(call)
    assert [topics.count(one) for one in ("call.recording_made", "call.transcribed")] == [1, 1]
    desk.fetch(call)
    desk.fetch(call)
    assert desk.topics(call).count("call.recording_kept") == 1
    assert not desk.twilio.transcripts
