"""Documents that Twilio is answered with: each is as documented, whatever the texts in it (CAL-01, CAL-02)."""

from xml.etree.ElementTree import Element, fromstring

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infrastructure.calling import twiml
from infrastructure.calling.twiml import Ring
from tests.support.providers import twilio_documents

HERE = "https://postroom.example/hooks/calling/1/"


def read(text: str) -> Element:
    """Return a document as Twilio reads it, which has nothing to warn of."""
    root = twilio_documents.read(200, twiml.CONTENT_TYPE, text)
    assert not list(twilio_documents.warnings(root))
    return root


@pytest.mark.req("CAL-01", "CAL-02")
def test_every_verb_is_as_documented() -> None:
    rings = [
        Ring(f"+4850111111{number}", f"{HERE}whisper?call=1&agent={number}", f"{HERE}status")
        for number in range(3)
    ]
    root = read(
        twiml.document(
            twiml.say("Hello", "pl"),
            twiml.pause(2),
            twiml.gather([twiml.say("Press 1", "en")], f"{HERE}consent?call=1"),
            twiml.start_recording(f"{HERE}recording"),
            twiml.dial(
                rings, f"{HERE}dialled", seconds=20, caller_id="+48221234567", recording=f"{HERE}recording"
            ),
            twiml.record(f"{HERE}voicemail", recording=f"{HERE}recording", transcript=f"{HERE}transcript"),
            twiml.redirect(f"{HERE}voice"),
            twiml.hang_up(),
        )
    )
    assert [one.tag for one in root] == [
        "Say",
        "Pause",
        "Gather",
        "Start",
        "Dial",
        "Record",
        "Redirect",
        "Hangup",
    ]
    assert root[0].get("language") == "pl-PL"
    assert [one.text for one in root[4]] == ["+48501111110", "+48501111111", "+48501111112"]
    assert root[4][0].get("url") == f"{HERE}whisper?call=1&agent=0"
    assert (root[4].get("record"), root[5].get("transcribe")) == ("record-from-answer-dual", "true")


@pytest.mark.req("CAL-02")
def test_nothing_is_recorded_or_transcribed_unless_it_is_asked_for() -> None:
    root = read(
        twiml.document(
            twiml.dial([Ring("+48501111111", HERE, HERE)], HERE, seconds=5),
            twiml.record(HERE, recording=HERE),
        )
    )
    assert "record" not in root[0].attrib
    assert "recordingStatusCallback" not in root[0].attrib
    assert "transcribe" not in root[1].attrib


@pytest.mark.req("CAL-01")
def test_no_more_phones_ring_than_twilio_rings_at_once() -> None:
    rings = [Ring(f"+4850111{number:04}", HERE, HERE) for number in range(15)]
    root = read(twiml.document(twiml.dial(rings, HERE, seconds=20)))
    assert len(root[0]) == 10


@pytest.mark.req("CAL-01", "SE-01")
@given(st.text())
def test_a_text_is_said_as_it_is_and_is_never_a_verb(text: str) -> None:
    whole = twiml.document(twiml.say(text, "en"), twiml.hang_up())
    root = fromstring(whole)  # noqa: S314 - what we wrote
    assert [one.tag for one in root] == ["Say", "Hangup"]
    assert len(root[0]) == 0
    kept = text[:1000].encode("utf-8", "ignore").decode()
    if kept.isprintable() and len(text) < 1000:
        assert (root[0].text or "") == kept


@pytest.mark.req("CAL-01")
def test_a_language_nobody_says_here_is_said_in_english_and_a_long_text_is_cut() -> None:
    verb = twiml.say("a" * 5_000, "xx")
    assert (verb.get("language"), len(verb.text or "")) == ("en-GB", 4_096)
