"""Calls of ours: the user's phone is rung first, then the contact's, from the line's number (CAL-01, CAL-02)."""

from uuid import UUID

import pytest

from domain.call.events import CallAnswered, CallEnded, CallPlaced, RecordingAgreed
from infrastructure.sending import TryAgain
from tests.support.providers.twilio_desk import ANNS, CUSTOMER, TEXT, Desk


@pytest.fixture
def ann(desk: Desk) -> UUID:
    """Ann, who can be rung."""
    return desk.agent("Ann", ANNS)


@pytest.fixture
def missed(desk: Desk, ann: UUID) -> UUID:
    """The conversation of a call that everybody missed."""
    assert isinstance(ann, UUID)
    desk.twilio.phones[ANNS].does = "no-answer"
    desk.call()
    desk.twilio.phones[ANNS].does = "answers"
    desk.twilio.documents.clear()
    desk.twilio.told.clear()
    return UUID(desk.conversations()[0]["conversation_id"])


def ended(desk: Desk, call: UUID) -> CallEnded:
    """Return how a call ended."""
    return next(one for one in reversed(desk.happened(call)) if isinstance(one, CallEnded))


@pytest.mark.req("CAL-01", "CAL-02")
def test_a_missed_call_is_called_back(desk: Desk, ann: UUID, missed: UUID) -> None:
    customer = desk.twilio.phone(CUSTOMER, talks=88)
    call = desk.place(missed, ann)
    leg = desk.run()
    assert (leg.to, leg.caller) == (ANNS, desk.number.number)
    assert desk.paths() == ["outbound", "outbound", "whisper", "dialled"]
    assert customer.heard == []
    (placed,) = [one for one in desk.happened(call) if isinstance(one, CallPlaced)]
    assert placed.sid == leg.sid
    assert [one.agent_id for one in desk.happened(call) if isinstance(one, CallAnswered)] == [None]
    last = ended(desk, call)
    assert (last.outcome, last.seconds) == ("completed", desk.talked(leg))
    assert not desk.twilio.alerts
    dialled = next(one for one in desk.twilio.calls.values() if one.parent == leg.sid)
    assert (dialled.to, dialled.caller) == (CUSTOMER, desk.number.number)


@pytest.mark.req("CAL-01", "CAL-02")
@pytest.mark.parametrize(
    ("agents", "customers", "outcome", "side"),
    [
        ({"does": "no-answer"}, {}, "no_answer", "agent"),
        ({"does": "busy"}, {}, "busy", "agent"),
        ({"presses": []}, {}, "canceled", "agent"),
        ({}, {"does": "busy"}, "busy", "contact"),
        ({}, {"does": "no-answer"}, "no_answer", "contact"),
        ({}, {"does": "failed"}, "failed", "contact"),
    ],
)
def test_it_is_told_who_could_not_be_had(
    desk: Desk,
    ann: UUID,
    missed: UUID,
    agents: dict[str, object],
    customers: dict[str, object],
    outcome: str,
    side: str,
) -> None:
    for name, value in agents.items():
        setattr(desk.twilio.phones[ANNS], name, value)
    desk.twilio.phone(CUSTOMER, **customers)
    call = desk.place(missed, ann)
    desk.run()
    last = ended(desk, call)
    assert (last.outcome, last.side) == (outcome, side)
    assert not desk.twilio.alerts


@pytest.mark.req("CAL-02", "PRV-02", "PRV-03")
@pytest.mark.parametrize(
    ("mode", "pressed", "method"),
    [("implied", "", "voice"), ("explicit", "1", "keypress"), ("explicit", "2", "")],
)
def test_whom_we_call_is_asked_before_anything_is_recorded(
    desk: Desk, ann: UUID, missed: UUID, mode: str, pressed: str, method: str
) -> None:
    desk.asks(mode)
    customer = desk.twilio.phone(CUSTOMER, presses=[pressed])
    call = desk.place(missed, ann)
    desk.run()
    assert customer.heard[0] == TEXT
    agreed = [one.method for one in desk.happened(call) if isinstance(one, RecordingAgreed)]
    assert agreed == ([method] if method else [])
    assert desk.topics(call).count("call.recording_made") == bool(method)
    assert len(desk.twilio.recordings) == bool(method)
    assert ended(desk, call).outcome == "completed"
    assert not desk.twilio.alerts


@pytest.mark.req("CAL-01")
@pytest.mark.parametrize("when", ["before it is placed", "while it rings"])
def test_a_call_is_ended_from_here(desk: Desk, ann: UUID, missed: UUID, when: str) -> None:
    client = desk.api.client(desk.world, ann)
    posted = client.post("/calls", {"conversation_id": str(missed)})
    call = UUID(posted.json["id"])

    def hang_up() -> None:
        assert client.post(f"/calls/{call}/hangup").status_code == 200
        desk.work("hang_up", call)

    if when == "before it is placed":
        hang_up()
        desk.work("place_call", call)
        assert not desk.twilio.waiting
    else:
        desk.twilio.phones[ANNS].while_ringing = hang_up
        desk.work("place_call", call)
        desk.run()
    assert ended(desk, call).outcome == "canceled"


@pytest.mark.req("CAL-01", "RL-02")
def test_a_worker_places_a_call_once_however_often_it_is_asked_to(
    desk: Desk, ann: UUID, missed: UUID
) -> None:
    call = desk.place(missed, ann)
    for _ in range(2):
        desk.work("place_call", call)
    assert len(desk.twilio.waiting) == 1


@pytest.mark.req("CAL-01", "RL-03")
def test_a_call_whose_placing_nobody_knows_the_end_of_is_found_there(
    desk: Desk, ann: UUID, missed: UUID
) -> None:
    desk.twilio.fails("/Calls.json", 0, done=True)
    with pytest.raises(TryAgain):
        desk.place(missed, ann)
    (leg,) = desk.twilio.waiting
    (call,) = _calls(desk, ann)
    desk.work("place_call", call, seconds=10)
    assert len(desk.twilio.waiting) == 1, "it was not placed twice"
    (placed,) = [one for one in desk.happened(call) if isinstance(one, CallPlaced)]
    assert placed.sid == leg.sid


@pytest.mark.req("CAL-01", "RL-03")
@pytest.mark.parametrize("status", [0, 500, 503, 429])
def test_twilio_that_is_away_is_asked_again_and_not_for_ever(
    desk: Desk, ann: UUID, missed: UUID, status: int
) -> None:
    desk.twilio.fails("/Calls.json", status)
    with pytest.raises(TryAgain):
        desk.place(missed, ann)
    (call,) = _calls(desk, ann)
    desk.work("place_call", call, minutes=5)
    last = ended(desk, call)
    assert (last.outcome, last.code) == ("failed", "provider_away")
    assert not desk.twilio.waiting, "nobody waits for it any more"


@pytest.mark.req("CAL-01")
@pytest.mark.parametrize(
    ("status", "code", "says"),
    [(400, 21219, "phone_unverified"), (400, 13227, "country_closed"), (401, 20003, "token_refused")],
)
def test_what_twilio_refuses_is_said(
    desk: Desk, ann: UUID, missed: UUID, status: int, code: int, says: str
) -> None:
    desk.twilio.fails("/Calls.json", status, code)
    call = desk.place(missed, ann)
    last = ended(desk, call)
    assert (last.outcome, last.code) == ("failed", says)
    lost = desk.client.read(f"/channels/{desk.channel}")["state"] == "degraded"
    assert lost is (says == "token_refused")


def _calls(desk: Desk, user: UUID) -> list[UUID]:
    mine = desk.api.client(desk.world, user).read("/calls/mine")["items"]
    return [UUID(one["call_id"]) for one in mine]
