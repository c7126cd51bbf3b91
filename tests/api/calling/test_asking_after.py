"""Calls of whose end nobody told us, as we were away: Twilio is asked after them (CAL-02, RL-03)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from domain.call.events import CallEnded, RecordingKept
from infrastructure.calling.asking_after import ASK, AskingAfter
from tests.support.providers.twilio import Leg
from tests.support.providers.twilio_desk import ANNS, CUSTOMER, Desk

HOURS = 240.0
"""Minutes after which no call can be on any more."""


@pytest.fixture(autouse=True)
def in_the_end_we_are_there(desk: Desk) -> Iterator[None]:
    """Let what a test loses be of that test."""
    deliver = desk.twilio.deliver
    yield
    desk.twilio.deliver = deliver


def lose(desk: Desk) -> None:
    """Be away from here on."""
    desk.twilio.deliver = lambda *_: (503, "", "")


def asking(desk: Desk, minutes: float = 2.0) -> AskingAfter:
    """Return the worker's part, by a clock that is ahead."""
    now = datetime.now(UTC) + timedelta(minutes=minutes)
    return replace(desk.api.application.calling.asking, clock=lambda: now)


def ask(desk: Desk, call: UUID, minutes: float = 2.0) -> None:
    """Let a worker ask after a call."""
    asking(desk, minutes)(desk.world.account, call, call.hex)
    desk.api.caught_up()


def is_due(desk: Desk, call: UUID, minutes: float) -> bool:
    """Whether a worker asks after a call then."""
    desk.api.caught_up()
    return (ASK, call) in {(one.kind, one.object_id) for one in asking(desk, minutes).due()}


def ends(desk: Desk, call: UUID) -> list[tuple[str, int]]:
    """Return how a call ended, each time that was said: outcome and seconds."""
    return [(one.outcome, one.seconds) for one in desk.happened(call) if isinstance(one, CallEnded)]


def cut_off(desk: Desk, **does: Any) -> tuple[Leg, UUID]:
    """Let somebody call, and the end of it never be told."""
    desk.twilio.holds = True
    leg = desk.call(**does)
    desk.twilio.holds = False
    return leg, desk.id_of(leg)


@pytest.mark.req("CAL-02", "RL-03")
def test_a_call_whose_end_nobody_told_is_asked_after_and_over(desk: Desk) -> None:
    desk.agent("Ann", ANNS, does="no-answer")
    _, call = cut_off(desk)
    assert ends(desk, call) == []
    assert not is_due(desk, call, 0.5), "it may well go on"
    assert is_due(desk, call, 1.5)
    ask(desk, call)
    ((outcome, _),) = ends(desk, call)
    assert outcome == "missed"
    ask(desk, call)
    assert len(ends(desk, call)) == 1
    assert not is_due(desk, call, 3.0)


@pytest.mark.req("CAL-02", "RL-03")
def test_whoever_was_in_such_a_call_is_rung_again(desk: Desk) -> None:
    ann = desk.agent("Ann", ANNS, talks=30, while_talking=lambda: lose(desk))
    deliver = desk.twilio.deliver
    first = desk.id_of(desk.call())
    desk.twilio.deliver = deliver
    ask(desk, first)
    ((outcome, seconds),) = ends(desk, first)
    assert (outcome, seconds >= 30) == ("completed", True)
    second = desk.id_of(desk.call("+48600100201"))
    assert desk.now(second).rung == (ann,)


@pytest.mark.req("CAL-02", "RL-03")
def test_a_message_that_was_left_meanwhile_is_noted_and_fetched(desk: Desk) -> None:
    desk.set_voice(voicemail_on=False)
    leg, call = cut_off(desk)
    made = desk.twilio.record(leg, "RecordVerb", 9, leg.at)
    ask(desk, call)
    assert [outcome for outcome, _ in ends(desk, call)] == ["voicemail"]
    desk.fetch(call)
    (kept,) = [one for one in desk.happened(call) if isinstance(one, RecordingKept)]
    assert (kept.seconds, kept.kind) == (9, "voicemail")
    assert made.sid not in desk.twilio.recordings


@pytest.mark.req("CAL-02", "RL-03")
def test_a_call_of_ours_ends_as_the_leg_of_whom_we_called(desk: Desk) -> None:
    conversation = desk.conversations
    cut = desk.call(hangs_up="say")
    assert ends(desk, desk.id_of(cut))
    ann = desk.agent("Ann", ANNS)
    desk.twilio.phone(CUSTOMER, talks=25, while_talking=lambda: lose(desk))
    deliver = desk.twilio.deliver
    (row,) = conversation()
    call = desk.place(UUID(row["conversation_id"]), ann)
    desk.run()
    desk.twilio.deliver = deliver
    assert ends(desk, call) == []
    ask(desk, call)
    assert ends(desk, call) == [("completed", 25)]


@pytest.mark.req("CAL-02")
def test_what_still_goes_on_is_left_alone_and_asked_after_with_growing_pauses(desk: Desk) -> None:
    leg, call = cut_off(desk)
    ended, leg.ended, leg.status = leg.ended, None, "in-progress"
    ask(desk, call)
    assert ends(desk, call) == []
    part = asking(desk, 40)
    assert call in {one.object_id for one in part.due()}
    part.clock = lambda: datetime.now(UTC) + timedelta(minutes=45)
    assert call not in {one.object_id for one in part.due()}, "a quarter of its age has not gone by"
    part.clock = lambda: datetime.now(UTC) + timedelta(minutes=51)
    assert call in {one.object_id for one in part.due()}
    leg.ended, leg.status = ended, "completed"
    desk.twilio.record(leg, "RecordVerb", 9, leg.at)
    desk.twilio.fails(f"{leg.sid}.json", 503)
    ask(desk, call)
    assert ends(desk, call) == [], "while Twilio is away"
    ask(desk, call)
    assert len(ends(desk, call)) == 1


@pytest.mark.req("CAL-02")
def test_a_call_that_nobody_can_be_asked_after_is_over_once_none_lasts_so_long(desk: Desk) -> None:
    leg, call = cut_off(desk)
    del desk.twilio.calls[leg.sid]
    ask(desk, call)
    assert ends(desk, call) == []
    ask(desk, call, HOURS + 1)
    assert [outcome for outcome, _ in ends(desk, call)] == ["missed"]


@pytest.mark.req("CAL-02", "PRV-08")
def test_a_call_of_somebody_who_was_forgotten_meanwhile_comes_to_an_end_too(desk: Desk) -> None:
    _, call = cut_off(desk)
    erased = desk.client.post(f"/contacts/{desk.now(call).contact_id}/erase")
    assert erased.status_code == 200, erased.get_data(as_text=True)
    ask(desk, call)
    assert ends(desk, call) == [], "nobody knows any more by which id Twilio has it"
    ask(desk, call, HOURS + 1)
    assert [outcome for outcome, _ in ends(desk, call)] == ["missed"]
