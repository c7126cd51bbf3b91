"""Nobody is recorded without agreeing, and each call asks; what was recorded and said is kept with it (CAL-02, PRV-01..05)."""

from typing import Any
from uuid import UUID

import pytest

from application.call_consent import Asked
from application.call_reports import DropRecording, NoteTranscript
from application.calling import SetVoice
from application.consent import WithdrawByHand
from application.consent_setting import SetConsent
from application.splitting import MoveMessages
from domain.call.events import CallTranscribed, RecordingKept, RecordingMade, TranscriptionFailed
from domain.channel.phoned import RecordingConsentNeeded
from domain.consent.events import ConsentGiven
from domain.kernel.refusal import InvalidInput
from tests.support.lines import TEXTS, LineDesk
from tests.support.world import World


def desk_of(world: World, mode: str = "explicit", **voice: Any) -> LineDesk:
    return LineDesk(world, consent=mode, record_on=True, **voice)


def given(world: World, desk: LineDesk, call_id: UUID) -> list[ConsentGiven]:
    read = world.ports.log.read(0, 10**6)  # type: ignore[attr-defined]
    contact = desk.call(call_id).contact_id
    return [
        one.event for one in read if isinstance(one.event, ConsentGiven) and one.event.contact_id == contact
    ]


@pytest.mark.req("CAL-02", "PRV-01")
def test_a_line_records_only_where_it_asks_for_that(world: World) -> None:
    with pytest.raises(RecordingConsentNeeded):
        LineDesk(world, record_on=True)
    desk = LineDesk(world)
    desk.ask("explicit")
    with pytest.raises(InvalidInput, match="purpose recording"):
        world.do(SetConsent(desk.channel, "explicit", TEXTS), by=world.admin)
    world.do(SetVoice(desk.channel, record_on=True), by=world.admin)
    assert desk.plan(desk.come()).records
    world.do(SetConsent(desk.channel, "off", {}), by=world.admin)
    call_id = desk.come()
    assert (desk.plan(call_id).records, desk.plan(call_id).asks) == (False, None)
    desk.agree(call_id)
    assert desk.call(call_id).agreed is False


@pytest.mark.req("CAL-02", "PRV-02", "PRV-05")
def test_who_presses_the_key_agrees_and_that_is_consent(world: World) -> None:
    desk = desk_of(world)
    call_id = desk.come()
    assert desk.plan(call_id).asks == Asked("explicit", TEXTS["en"], "en")
    desk.agree(call_id)
    desk.agree(call_id)
    (consent,) = given(world, desk, call_id)
    assert (consent.purpose, consent.method, consent.mode, consent.text) == (
        "recording",
        "keypress",
        "explicit",
        TEXTS["en"],
    )
    assert consent.message_id == call_id
    assert (desk.plan(call_id).agreed, desk.plan(call_id).asks) == (True, None)


@pytest.mark.req("CAL-02", "PRV-02")
def test_anything_else_goes_on_unrecorded(world: World) -> None:
    desk = desk_of(world)
    answers: tuple[dict[str, Any], ...] = ({"agreed": False}, {"method": "voice"})
    for said in answers:
        call_id = desk.come()
        desk.agree(call_id, **said)
        assert desk.plan(call_id).agreed is False
        recording_id = desk.record(call_id)
        assert not world.happened(call_id, RecordingMade)[0].agreed
        world.do(DropRecording(call_id, recording_id, "no_consent"))
        assert desk.call(call_id).recording(recording_id).dropped == "no_consent"
    assert not given(world, desk, call_id)


@pytest.mark.req("CAL-02", "PRV-03", "PRV-05")
def test_going_on_agrees_where_that_was_said_and_each_call_asks(world: World) -> None:
    desk = desk_of(world, "implied", language="pl")
    call_id = desk.come()
    assert desk.plan(call_id).asks == Asked("implied", TEXTS["pl"], "pl")
    desk.agree(call_id, method="voice")
    again = desk.come()
    assert desk.plan(again).asks is not None
    desk.agree(again, method="voice")
    assert [one.message_id for one in given(world, desk, call_id)] == [call_id, again]


@pytest.mark.req("CAL-02", "PRV-05")
def test_who_took_it_back_has_to_press(world: World) -> None:
    desk = desk_of(world, "implied")
    call_id = desk.come()
    desk.agree(call_id, method="voice")
    (consent,) = given(world, desk, call_id)
    world.do(WithdrawByHand(consent.originator_id, "a letter"), by=world.admin)
    again = desk.come()
    asks = desk.plan(again).asks
    assert asks is not None
    assert asks.mode == "explicit"
    desk.agree(again, method="voice")
    assert desk.plan(again).agreed is False


@pytest.mark.req("CAL-02")
def test_a_recording_is_kept_under_its_contact_and_what_was_said_is_found(world: World) -> None:
    desk = desk_of(world, transcribe_on=True)
    call_id = desk.come()
    desk.agree(call_id)
    recording_id = desk.record(call_id)
    blob = desk.keep(call_id, recording_id)
    desk.keep(call_id, recording_id)
    assert not world.happened(call_id, RecordingMade)[0].transcript, "nobody writes down what two people say"
    (kept,) = world.happened(call_id, RecordingKept)
    assert (kept.blob_id, kept.seconds, kept.kind) == (blob, 7, "call")
    world.do(NoteTranscript(call_id, "RE1", "call", "Where is my parcel?", 90))
    world.do(NoteTranscript(call_id, "RE1", "call", "Where is my parcel?", 90))
    world.do(NoteTranscript(call_id, "RE2", "call", None, code="x"))
    (said,) = world.happened(call_id, CallTranscribed)
    assert (said.text, said.confidence, said.recording_id) == ("Where is my parcel?", 90, recording_id)
    assert said.placed_in == desk.call(call_id).conversation_id
    assert len(world.happened(call_id, TranscriptionFailed)) == 1


@pytest.mark.req("CAL-02", "CNV-07")
def test_what_was_said_stands_where_its_call_was_moved(world: World) -> None:
    desk = LineDesk(world)
    first, second = desk.come(), desk.come()
    home = desk.call(first).conversation_id
    assert desk.call(second).conversation_id == home
    moved = world.do(MoveMessages(home, (second,)), by=world.admin)
    world.do(NoteTranscript(second, "RE1", "voicemail", "Hello"))
    (said,) = world.happened(second, CallTranscribed)
    assert (said.conversation_id, said.placed_in) == (home, next(one for one in moved.streams if one != home))
