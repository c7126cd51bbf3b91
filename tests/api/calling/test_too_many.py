"""Callers without end, and calls to numbers that are not the line's, leave nothing behind (CAL-03, SE-03)."""

import pytest

from api.buckets import Buckets
from infrastructure.calling.door import CallingDoor
from tests.api.calling.test_hook import ringing
from tests.support.providers.twilio_desk import ANNS, CUSTOMER, Desk

OTHER, WITHHELD = "+48600100299", "+266696687"


def sorry(desk: Desk, step: str, form: dict[str, str]) -> bool:
    """Tell of a call; whether the caller is asked to call again, and nothing was kept."""
    log = desk.api.application.log
    before = log.last_position()
    said = desk.tell(step, form).get_data(as_text=True)
    refused = "call again later" in said
    assert refused == (log.last_position() == before)
    assert not (refused and "<Dial" in said)
    return refused


def over(form: dict[str, str]) -> dict[str, str]:
    """Return what is told of the same call when it is over."""
    return form | {"CallStatus": "completed", "CallDuration": "3"}


def door_of(desk: Desk) -> CallingDoor:
    """Return the door of the installation."""
    door: CallingDoor = desk.api.services.calling.door  # type: ignore[attr-defined]
    return door


@pytest.mark.req("CAL-03", "SE-03")
def test_one_number_calls_a_line_so_often_and_others_still_come_through(desk: Desk) -> None:
    desk.agent("Ann", ANNS)
    calls = [ringing(desk) for _ in range(12)]
    assert [sorry(desk, "voice", form) for form in calls] == [False] * 10 + [True] * 2
    refused = calls[-1]
    for step in ("voice", "fallback", "status"):
        assert sorry(desk, step, over(refused) if step == "status" else refused)
    # what is known goes on, and so does whoever else calls, here or at another line
    assert desk.tell("voice", calls[9]).status_code == 200
    desk.tell("status", over(calls[9]))
    desk.api.caught_up()
    assert desk.client.read("/conversations")["items"][0]["last_call"] == "missed"
    assert not sorry(desk, "voice", ringing(desk, From=OTHER))
    other = Desk(desk.api, desk.twilio)
    assert not sorry(other, "voice", ringing(other))


@pytest.mark.req("CAL-03", "SE-03")
def test_a_line_takes_so_many_calls_whoever_calls(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door_of(desk), "callers", Buckets(1, 10))
    monkeypatch.setattr(door_of(desk), "taken", Buckets(0.001, 3))
    for number in (CUSTOMER, WITHHELD, WITHHELD):
        assert not sorry(desk, "voice", ringing(desk, From=number))
    for number in (OTHER, WITHHELD):
        assert sorry(desk, "voice", ringing(desk, From=number))


@pytest.mark.req("CAL-03", "SE-03")
def test_who_withhold_their_number_are_not_taken_for_one(desk: Desk) -> None:
    assert not any(sorry(desk, "voice", ringing(desk, From=WITHHELD)) for _ in range(12))


@pytest.mark.req("CAL-03", "SE-03")
@pytest.mark.parametrize("step", ["voice", "fallback", "status"])
def test_a_call_to_another_number_that_leads_here_is_none_of_the_lines(desk: Desk, step: str) -> None:
    desk.agent("Ann", ANNS)
    for number in ("+48221234567", "", desk.number.number[:-1]):
        assert sorry(desk, step, over(ringing(desk, To=number)))
