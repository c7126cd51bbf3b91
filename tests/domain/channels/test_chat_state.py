"""How a chat stands: CHT-07 in its order, whatever is set and whoever is there; whom its heading shows (CHT-03)."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.channel import chat_settings as settings
from domain.channel.chat_settings import ChatHours
from domain.channels.chat_heading import HeadingFacts, heading
from domain.channels.chat_state import ChatFacts, ChatState, Present, state
from domain.schedule.hours import Hours

FREE, BUSY, AWAY = Present(True, False), Present(True, True), Present(False, False)  # noqa: FBT003 - a table
SET = ChatHours(
    away_text="Away.", offline_text="Closed.", capacity="message", capacity_text="Wait.", reply_time="minutes"
)
HOURS = st.builds(
    ChatHours,
    basis=st.sampled_from(settings.BASES),
    reply_time=st.sampled_from(settings.REPLY_TIMES),
    away=st.sampled_from(settings.AWAY),
    away_text=st.sampled_from(["", "Away."]),
    offline=st.sampled_from(settings.OFFLINE),
    offline_text=st.sampled_from(["", "Closed."]),
    capacity=st.sampled_from(settings.CAPACITY),
    capacity_text=st.sampled_from(["", "Wait."]),
)
FACTS = st.builds(
    ChatFacts,
    HOURS,
    people=st.lists(st.builds(Present, st.booleans(), st.booleans()), max_size=4).map(tuple),
    running=st.booleans(),
    is_open=st.booleans(),
    opens_at=st.none() | st.just(datetime(2026, 11, 23, 9, tzinfo=UTC)),
    capacity_included=st.booleans(),
    reply_seconds=st.none() | st.integers(0, 10**6),
)


def at(basis: str, *people: Present, is_open: bool = True, **wanted: Any) -> ChatState:
    hours = replace(SET, basis=basis, **wanted)
    return state(ChatFacts(hours, people, is_open=is_open, opens_at=datetime(2026, 11, 23, 9, tzinfo=UTC)))


@pytest.mark.req("CHT-06", "CHT-07")
@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (at("users", FREE), "available"),
        (at("users", FREE, BUSY, AWAY), "available"),
        (at("users", AWAY), "away"),
        (at("users"), "away"),
        (at("users", BUSY, AWAY), "capacity"),
        (at("hours", FREE, is_open=False), "offline"),
        (at("hours", AWAY), "away"),
        (at("hours", BUSY), "capacity"),
        (at("hours", FREE), "available"),
        (at("always", AWAY), "available"),
        (at("always"), "available"),
        (at("always", Present(available=False, full=True)), "capacity"),
    ],
)
def test_the_order_of_states(found: ChatState, expected: str) -> None:
    assert found.state == expected


@pytest.mark.req("CHT-07")
def test_what_each_state_does() -> None:
    assert at("users", FREE).reply_time == "minutes"
    away = at("users", AWAY)
    assert (away.message, away.launcher, away.ask_email, away.reply_time) == ("Away.", True, False, "")
    assert at("users", away="reply_time") == replace(away, message="", reply_time="minutes")
    assert at("users", away="ask_email") == replace(away, ask_email=True)
    assert at("users", away="hide") == replace(away, launcher=False, message="")
    offline = at("hours", is_open=False)
    assert (offline.message, offline.returns_at) == ("", datetime(2026, 11, 23, 9, tzinfo=UTC))
    assert at("hours", is_open=False, offline="message").message == "Closed."
    hidden = at("hours", is_open=False, offline="hide")
    assert (hidden.launcher, hidden.returns_at, hidden.message) == (False, None, "")
    assert at("users", BUSY).message == "Wait."
    assert not at("users", BUSY, capacity="hide").launcher
    assert at("users", BUSY, capacity="nothing").state == "available"


@pytest.mark.req("CHT-07", "ACC-05")
def test_a_behaviour_that_is_not_included_any_more_acts_as_nothing_and_says_why() -> None:
    lost = state(ChatFacts(SET, (BUSY,), capacity_included=False))
    assert (lost.state, lost.launcher, lost.message) == ("available", True, "")
    assert lost.reasons == ("no_hours", "everyone_at_capacity", "capacity_behaviour_not_included")


@pytest.mark.req("CHT-07")
@pytest.mark.parametrize(
    ("seconds", "said"), [(None, ""), (59, "minutes"), (3_600, "hours"), (86_400, "day"), (10**7, "day")]
)
def test_a_measured_time_is_said_in_words(seconds: int | None, said: str) -> None:
    measured = ChatFacts(replace(SET, reply_time="measured"), (FREE,), reply_seconds=seconds)
    assert state(measured).reply_time == said
    assert state(replace(measured, hours=replace(SET, reply_time="none"))).reply_time == ""


@pytest.mark.req("CHT-06", "CHT-07")
@given(FACTS)
def test_whatever_is_set_and_whoever_is_there(facts: ChatFacts) -> None:
    hours, found = facts.hours, state(facts)
    if not facts.running:
        assert (found.state, found.launcher) == ("offline", False)
        return
    if hours.basis != "hours":
        assert found.state != "offline"
    if hours.basis == "always":
        assert found.state != "away"
        there = [replace(one, available=False) for one in facts.people]
        assert found == state(replace(facts, people=tuple(there)))
    assert (found.state == "offline") == (hours.basis == "hours" and not facts.is_open)
    if found.state == "capacity":
        free = tuple(replace(one, full=False) for one in facts.people)
        assert state(replace(facts, people=free)).state == "available"
        assert facts.capacity_included
    doing = {"available": "", "away": hours.away, "offline": hours.offline, "capacity": hours.capacity}
    assert found.launcher == (doing[found.state] != "hide")
    assert found.ask_email == (doing[found.state] == "ask_email")
    assert found.message in ("", hours.away_text, hours.offline_text, hours.capacity_text)


@pytest.mark.req("CHT-07", "ACC-05")
@given(FACTS)
def test_without_the_gate_it_is_as_if_nothing_were_set(facts: ChatFacts) -> None:
    without, nothing = replace(facts, capacity_included=False), replace(facts.hours, capacity="nothing")
    as_nothing = state(replace(facts, hours=nothing, capacity_included=True))
    assert replace(state(without), reasons=()) == replace(as_nothing, reasons=())


@pytest.mark.req("CHT-06", "CHT-07")
@given(st.integers(0, 366 * 24 * 60))
def test_hours_are_those_of_clocks_that_are_changed(minutes: int) -> None:
    """Nine to five in Warsaw on every day of a year: by the clock there, whatever it was set to meanwhile."""
    nine_to_five = Hours("Europe/Warsaw", tuple((day, "09:00", "17:00") for day in range(7)))
    moment = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    facts = ChatFacts(
        replace(SET, basis="hours"),
        (FREE,),
        is_open=nine_to_five.is_open(moment),
        opens_at=nine_to_five.next_opening(moment),
    )
    found = state(facts)
    summer = datetime(2026, 3, 29, 1, tzinfo=UTC) <= moment < datetime(2026, 10, 25, 1, tzinfo=UTC)
    there = (moment + timedelta(hours=2 if summer else 1)).replace(tzinfo=None)
    inside = time(9) <= there.time() < time(17)
    assert (found.state == "available") == inside
    if not inside:
        assert found.returns_at is not None
        assert found.returns_at > moment
        assert nine_to_five.is_open(found.returns_at)
    assert date(2026, 1, 1) <= there.date()


@pytest.mark.req("CHT-03")
def test_whom_the_heading_shows() -> None:
    ann, bob = uuid4(), uuid4()
    people = HeadingFacts(people=(ann, bob))
    assert heading(people, 0).user_ids == (ann, bob)
    assert heading(HeadingFacts(), 0).kind == "company"
    owned = HeadingFacts("owner", "people", (bob,), owner=ann)
    assert (heading(owned, 0).kind, heading(owned, 0).user_ids) == ("owner", (ann,))
    assert heading(replace(owned, owner=None), 0).user_ids == (bob,)
    assert heading(replace(owned, owner=None, people=()), 0).kind == "company"
    assert heading(replace(owned, owner=None, fallback="company"), 0).kind == "company"


@pytest.mark.req("CHT-03")
@given(st.sets(st.uuids(), min_size=4, max_size=8), st.integers(0, 2**31))
def test_of_more_than_three_three_are_drawn_and_a_seed_draws_the_same(people: set[UUID], seed: int) -> None:
    drawn = heading(HeadingFacts(people=tuple(people)), seed).user_ids
    assert len(set(drawn)) == 3
    assert set(drawn) <= people
    assert heading(HeadingFacts(people=tuple(sorted(people))), seed).user_ids == drawn


@pytest.mark.req("CHT-03")
def test_everybody_has_a_turn() -> None:
    people = tuple(uuid4() for _ in range(6))
    shown = {one for seed in range(200) for one in heading(HeadingFacts(people=people), seed).user_ids}
    assert shown == set(people)
