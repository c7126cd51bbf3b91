"""A call in a conversation as it was at any position: what the list of calls shows now, folded up to there (AUD-02, CAL-02)."""

from typing import Any
from urllib.parse import quote
from uuid import UUID

import pytest

from domain.call.events import CallAnswered
from domain.kernel.event import Event
from tests.support.providers.twilio_desk import ANNS, Desk

SHOWN = ("state", "outcome", "rung", "agent_id", "recording", "transcript", "transcript_state", "ended_at")


def at(desk: Desk, call: UUID, position: int) -> Any:
    """Return the call as its conversation shows it at a position; None where it does not show it yet."""
    conversation = desk.now(call).conversation_id
    thread = desk.client.get(f"/conversations/{conversation}?as_of={position}")
    if thread.status_code == 404:
        return None
    return next((one["call"] for one in thread.json["messages"] if one["message_id"] == str(call)), None)


def told(desk: Desk, call: UUID) -> dict[str, Any]:
    """Return what each kind of event made of it, by topic; of several the last."""
    log = desk.api.application.log
    return {
        recorded.event.TOPIC.partition(".")[2]: at(desk, call, recorded.position)
        for recorded in log.streams([call])
    }


def _recorded(desk: Desk, call: UUID, fact: type[Event]) -> str:
    """Return when something happened to a call."""
    return next(one.timestamp.isoformat() for one in desk.happened(call) if isinstance(one, fact))


@pytest.mark.req("AUD-02", "CAL-01", "CAL-02")
def test_a_call_is_shown_as_it_stood(desk: Desk) -> None:
    desk.set_voice()
    ann = desk.agent("Ann", ANNS, talks=63)
    call = desk.id_of(desk.call())
    desk.api.caught_up()
    then = told(desk, call)
    assert [then["rung"][name] for name in ("state", "rung", "answered_at")] == ["ringing", [str(ann)], None]
    assert [then["answered"][name] for name in ("state", "agent_id", "ended_at")] == [
        "answered",
        str(ann),
        None,
    ]
    assert [then["ended"][name] for name in ("state", "outcome")] == ["ended", "completed"]
    now = desk.client.read(f"/calls/{call}")
    assert at(desk, call, desk.api.caught_up()) == now
    conversation = f"/conversations/{now['conversation_id']}?at="
    answered = desk.client.read(conversation + quote(_recorded(desk, call, CallAnswered)))
    assert [one["call"]["state"] for one in answered["messages"]] == ["answered"]
    assert [one["call"] for one in desk.client.read(conversation + "2099-01-01T00:00:00Z")["messages"]] == [
        now
    ]


@pytest.mark.req("AUD-02", "CAL-02")
def test_what_was_recorded_and_said_is_there_from_then_on(desk: Desk) -> None:
    desk.set_voice(transcribe_on=True)
    call = desk.id_of(desk.call(says=17, words="Please call me about my parcel", hangs_up="record"))
    desk.fetch(call)
    desk.api.caught_up()
    then = told(desk, call)
    made, kept, done = (then[name] for name in ("recording_made", "recording_kept", "transcribed"))
    assert (made["recording"], made["transcript"], made["transcript_state"]) == (None, None, "waiting")
    assert kept["recording"]["seconds"] == 17
    assert done["transcript"]["text"] == "Please call me about my parcel"
    now = desk.client.read(f"/calls/{call}")
    assert {name: kept[name] for name in SHOWN} == {name: now[name] for name in SHOWN}
