"""Calls that come in: taken in before they ring, answered by one, missed, a message left (CAL-01, CAL-02)."""

from uuid import UUID

import pytest

from domain.call.events import CallAnswered, CallBegun, CallEnded, CallRung, RecordingKept, RecordingMade
from tests.support.providers.twilio import MP3
from tests.support.providers.twilio_desk import ANNS, BOBS, CUSTOMER, Desk


def ended(desk: Desk, call: UUID) -> CallEnded:
    """Return how a call ended."""
    return next(one for one in reversed(desk.happened(call)) if isinstance(one, CallEnded))


@pytest.mark.req("CAL-01", "CAL-02")
def test_who_answers_by_a_key_first_has_the_call_and_the_conversation(desk: Desk) -> None:
    desk.set_voice(greeting="Hello & welcome")
    numbers = {desk.agent("Ann", ANNS, talks=63): ANNS, desk.agent("Bob", BOBS, talks=63): BOBS}
    # of two with as little to do the one with the lower id is named first
    slow, fast = sorted(numbers)
    desk.twilio.phones[numbers[slow]].presses.clear()
    leg = desk.call()
    call = desk.id_of(leg)
    assert desk.paths() == ["voice", "whisper", "whisper", "whisper", "whisper", "dialled"]
    facts = desk.happened(call)
    (begun,) = [one for one in facts if isinstance(one, CallBegun)]
    assert (begun.number, begun.direction) == (CUSTOMER, "inbound")
    assert {one.agent_id for one in facts if isinstance(one, CallRung)} == {slow, fast}
    assert [one.agent_id for one in facts if isinstance(one, CallAnswered)] == [fast]
    last = ended(desk, call)
    assert (last.outcome, last.seconds) == ("completed", desk.talked(leg))
    assert last.seconds >= 63
    (row,) = desk.conversations()
    assert (row["assignee_id"], row["status"]) == (str(fast), "open")
    assert not desk.twilio.alerts
    assert desk.twilio.phones[numbers[slow]].heard[0].startswith("A call from")


@pytest.mark.req("CAL-01", "CAL-02")
def test_a_call_that_nobody_answers_is_missed_and_its_conversation_waits(desk: Desk) -> None:
    desk.set_voice(voicemail_on=False)
    desk.agent("Ann", ANNS, does="no-answer")
    desk.agent("Bob", BOBS, does="busy")
    leg = desk.call()
    assert ended(desk, desk.id_of(leg)).outcome == "missed"
    (row,) = desk.conversations()
    assert (row["assignee_id"], row["status"]) == (None, "open")
    assert not desk.twilio.alerts


@pytest.mark.req("CAL-01", "CAL-02")
def test_somebodys_own_mailbox_answers_no_call(desk: Desk) -> None:
    desk.agent("Ann", ANNS, presses=[])
    leg = desk.call()
    assert ended(desk, desk.id_of(leg)).outcome == "missed"
    assert desk.paths() == ["voice", "whisper", "whisper", "dialled", "voicemail"]


@pytest.mark.req("CAL-01", "CAL-02")
def test_without_anybody_to_ring_a_message_can_be_left_and_is_written_down(desk: Desk) -> None:
    desk.set_voice(transcribe_on=True, voicemail_greeting="Nobody is here.")
    leg = desk.call(says=17, words="Please call me about my parcel", hangs_up="record")
    call = desk.id_of(leg)
    assert ended(desk, call).outcome == "voicemail"
    assert desk.paths() == ["voice", "voicemail"]
    (made,) = [one for one in desk.happened(call) if isinstance(one, RecordingMade)]
    assert (made.kind, made.seconds, made.agreed) == ("voicemail", 17, True)
    assert desk.twilio.recordings
    desk.fetch(call)
    (kept,) = [one for one in desk.happened(call) if isinstance(one, RecordingKept)]
    assert desk.api.application.blobs.get(kept.blob_id, made.contact_id) == MP3
    assert not desk.twilio.recordings, "deleted there once it is here"
    assert not desk.twilio.transcripts
    assert "call.transcribed" in desk.topics(call)
    assert not desk.twilio.alerts


@pytest.mark.req("CAL-02")
def test_who_leaves_no_message_has_only_called(desk: Desk) -> None:
    leg = desk.call(says=0)
    assert ended(desk, desk.id_of(leg)).outcome == "missed"
    assert desk.paths() == ["voice", "voicemail"]
    assert not desk.twilio.recordings


@pytest.mark.req("CAL-01")
def test_who_hangs_up_while_it_rings_has_missed_us(desk: Desk) -> None:
    desk.agent("Ann", ANNS)
    leg = desk.call(hangs_up="dial")
    assert ended(desk, desk.id_of(leg)).outcome == "missed"


@pytest.mark.req("CAL-01")
def test_the_next_call_of_the_same_number_joins_the_conversation_and_rings_who_has_it(desk: Desk) -> None:
    ann = desk.agent("Ann", ANNS, does="no-answer")
    bob = desk.agent("Bob", BOBS)
    first = desk.call()
    second = desk.call()
    facts = desk.happened(desk.id_of(second))
    assert {one.agent_id for one in desk.happened(desk.id_of(first)) if isinstance(one, CallRung)} == {
        ann,
        bob,
    }
    assert {one.agent_id for one in facts if isinstance(one, CallRung)} == {bob}
    assert len(desk.conversations()) == 1


@pytest.mark.req("CAL-01")
def test_who_withholds_their_number_is_answered_too(desk: Desk) -> None:
    desk.agent("Ann", ANNS)
    leg = desk.call("+266696687")
    assert ended(desk, desk.id_of(leg)).outcome == "completed"
    assert "unknown number" in desk.twilio.phones[ANNS].heard[0]
