"""Messenger's windows: total, honest about times, and never wider than the platform's (MSG-08)."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.channels.kinds import KINDS, kind_of
from domain.channels.messenger_window import ANYTHING, HUMAN, HUMAN_AGENT, POLICY, UNRELATED, standing, window
from domain.channels.window import HumanOnly, Window, WindowClosed, must_be_open

HEARD = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
TIMES = st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
STEPS = st.timedeltas(timedelta(days=-2), timedelta(days=9))
ORIGINS = st.sampled_from(("human", "automation", "bot", "page", "else"))
MOMENT = timedelta(microseconds=1)


@pytest.mark.req("MSG-08")
@pytest.mark.parametrize(
    ("after", "origin", "purpose", "reason", "tag"),
    [
        (timedelta(0), "automation", UNRELATED, "", ""),
        (ANYTHING, "bot", "answer", "", ""),
        (ANYTHING, "human", UNRELATED, "", ""),
        (ANYTHING + MOMENT, "human", "answer", "", HUMAN_AGENT),
        (ANYTHING + MOMENT, "human", UNRELATED, "human_only", ""),
        (ANYTHING + MOMENT, "automation", "answer", "human_only", ""),
        (ANYTHING + MOMENT, "bot", "answer", "human_only", ""),
        (HUMAN, "human", "answer", "", HUMAN_AGENT),
        (HUMAN + MOMENT, "human", "answer", "window_closed", ""),
        (HUMAN + MOMENT, "automation", "answer", "window_closed", ""),
    ],
)
def test_what_may_go_out_when(after: timedelta, origin: str, purpose: str, reason: str, tag: str) -> None:
    decided = window(HEARD, HEARD + after, origin, purpose)
    assert (decided.allowed, decided.reason, decided.tag) == (not reason, reason, tag)
    assert (decided.closes_at, decided.human_until) == (HEARD + ANYTHING, HEARD + HUMAN)
    assert (decided.last_inbound_at, decided.origin, decided.policy) == (HEARD, origin, POLICY)


@pytest.mark.req("MSG-08")
@given(now=TIMES, origin=ORIGINS)
def test_nothing_goes_to_who_never_wrote(now: datetime, origin: str) -> None:
    decided = window(None, now, origin)
    assert (decided.allowed, decided.reason, decided.tag, decided.closes_at) == (
        False,
        "never_wrote",
        "",
        None,
    )
    assert standing(None, now).state == "none"
    with pytest.raises(WindowClosed, match="has not written"):
        must_be_open(decided)


@pytest.mark.req("MSG-08")
@given(heard=TIMES, step=STEPS, origin=ORIGINS, purpose=st.sampled_from(("answer", UNRELATED)))
def test_every_answer_is_within_the_platforms_rules(
    heard: datetime, step: timedelta, origin: str, purpose: str
) -> None:
    now = heard + step
    decided, passed = window(heard, now, origin, purpose), max(step, timedelta(0))
    assert decided.allowed == (not decided.reason)
    if decided.allowed:
        assert passed <= HUMAN
        assert passed <= ANYTHING or (origin == "human" and purpose == "answer")
    assert (decided.tag == HUMAN_AGENT) == (decided.allowed and passed > ANYTHING)
    assert decided.allowed or passed > ANYTHING
    assert decided == window(heard, now, origin, purpose)


@pytest.mark.req("MSG-08")
@given(heard=TIMES, ahead=st.timedeltas(timedelta(0), timedelta(days=400)), origin=ORIGINS)
def test_a_providers_time_in_the_future_counts_as_now(heard: datetime, ahead: timedelta, origin: str) -> None:
    assert window(heard + ahead, heard, origin) == window(heard, heard, origin)
    assert standing(heard + ahead, heard).closes_at == heard + ANYTHING


@pytest.mark.req("MSG-08")
@given(heard=TIMES, steps=st.lists(STEPS, min_size=2, max_size=6), origin=ORIGINS)
def test_waiting_never_opens_a_window_and_writing_never_closes_one(
    heard: datetime, steps: list[timedelta], origin: str
) -> None:
    order = {"open": 0, "human_only": 1, "closed": 2}
    stood = [order[standing(heard, heard + step).state] for step in sorted(steps)]
    assert stood == sorted(stood)
    allowed = [window(heard + step, heard + max(steps), origin).allowed for step in sorted(steps)]
    assert allowed == sorted(allowed)


@pytest.mark.req("MSG-08")
@given(heard=TIMES, step=STEPS, origin=ORIGINS)
def test_what_is_shown_beforehand_is_what_is_decided(heard: datetime, step: timedelta, origin: str) -> None:
    now = heard + step
    state = standing(heard, now).state
    wanted = {"open": True, "human_only": origin == "human", "closed": False}[state]
    assert window(heard, now, origin).allowed == wanted


@pytest.mark.req("MSG-08")
def test_refusals_say_the_time_and_the_way_out() -> None:
    late = HEARD + HUMAN + MOMENT
    with pytest.raises(WindowClosed, match="since 2026-11-09 09:00 UTC") as closed:
        must_be_open(window(HEARD, late, "human"))
    assert (closed.value.code, closed.value.human_until) == ("window_closed", HEARD + HUMAN)
    with pytest.raises(HumanOnly, match="since 2026-11-03 09:00 UTC") as human:
        must_be_open(window(HEARD, HEARD + ANYTHING + MOMENT, "automation"))
    assert (human.value.code, human.value.closes_at) == ("human_only", HEARD + ANYTHING)
    nobody = Window(False, "human_only", "", "bot", None, None, None, POLICY)  # noqa: FBT003
    with pytest.raises(HumanOnly, match="answer here, 24 hours"):
        must_be_open(nobody)
    allowed = window(HEARD, HEARD, "bot")
    assert must_be_open(allowed) is allowed


@pytest.mark.req("MSG-08", "ACC-02")
def test_only_pages_and_numbers_have_windows() -> None:
    windowed = [name for name, kind in KINDS.items() if kind.window(HEARD, HEARD, "human") is not None]
    shown = [name for name, kind in KINDS.items() if kind.standing(HEARD, HEARD) is not None]
    assert windowed == shown == ["messenger", "whatsapp"]
    assert kind_of("messenger").longest_text == 2_000
