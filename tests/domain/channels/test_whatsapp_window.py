"""WhatsApp's window: total, honest about times, never wider than the platform's, and closed to who wants none (WAB-02, WAB-03)."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.channels.kinds import kind_of
from domain.channels.whatsapp_failures import WORTH_TRYING, reason_of, worth_trying
from domain.channels.whatsapp_kind import NoAddress
from domain.channels.whatsapp_window import ANYTHING, POLICY, standing, window
from domain.channels.window import (
    Aside,
    OptedOut,
    TemplateNeeded,
    TemplateNotApproved,
    Window,
    must_be_open,
)

HEARD = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
TIMES = st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
STEPS = st.timedeltas(timedelta(days=-2), timedelta(days=9))
ORIGINS = st.sampled_from(("human", "automation", "bot", "keyword", "else"))
STATES = st.sampled_from(("", "approved", "pending", "rejected", "paused", "disabled", "gone"))
MOMENT, HOUR = timedelta(microseconds=1), timedelta(hours=1)
APPROVED = Aside("approved")


@pytest.mark.req("WAB-02", "WAB-03")
@pytest.mark.parametrize(
    ("after", "origin", "aside", "reason"),
    [
        (timedelta(0), "automation", Aside(), ""),
        (ANYTHING, "human", Aside(), ""),
        (ANYTHING, "bot", Aside(), ""),
        (ANYTHING + MOMENT, "human", Aside(), "template_needed"),
        (ANYTHING + MOMENT, "automation", Aside(), "template_needed"),
        (ANYTHING + MOMENT, "keyword", Aside(), "template_needed"),
        (ANYTHING + MOMENT, "human", APPROVED, ""),
        (ANYTHING + MOMENT, "automation", APPROVED, ""),
        (timedelta(0), "human", Aside("pending"), "template_not_approved"),
        (timedelta(0), "human", Aside("gone"), "template_not_approved"),
        (timedelta(0), "human", Aside("", HEARD), "opted_out"),
        (timedelta(0), "human", Aside("", HEARD - MOMENT), ""),
        (timedelta(0), "bot", Aside("", HEARD - MOMENT), "opted_out"),
        (timedelta(0), "automation", Aside("", HEARD - MOMENT), "opted_out"),
        (timedelta(0), "keyword", Aside("", HEARD), ""),
        (timedelta(0), "human", Aside("approved", HEARD - MOMENT), "opted_out"),
        (ANYTHING + MOMENT, "human", Aside("", HEARD - MOMENT), "template_needed"),
        (HOUR, "human", Aside("", HEARD - MOMENT, HEARD), ""),
        (HOUR, "human", Aside("", HEARD - MOMENT, HEARD - MOMENT), "opted_out"),
        (HOUR, "human", Aside("", None, HEARD - HOUR), ""),
    ],
)
def test_what_may_go_out_when(after: timedelta, origin: str, aside: Aside, reason: str) -> None:
    decided = window(HEARD, HEARD + after, origin, aside)
    assert (decided.allowed, decided.reason, decided.tag) == (not reason, reason, "")
    assert (decided.closes_at, decided.human_until) == (HEARD + ANYTHING, None)
    assert (decided.last_inbound_at, decided.origin, decided.policy) == (HEARD, origin, POLICY)
    assert (decided.template, decided.opted_out_at) == (aside.template, aside.opted_out_at)


@pytest.mark.req("WAB-02")
@given(now=TIMES, origin=ORIGINS, state=STATES)
def test_who_never_wrote_gets_an_approved_template_and_nothing_else(
    now: datetime, origin: str, state: str
) -> None:
    assert window(None, now, origin, Aside(state)).allowed == (state == "approved")
    assert (standing(None, now).state, standing(None, now).closes_at) == ("template_only", None)


@pytest.mark.req("WAB-02", "WAB-03")
@given(
    heard=st.none() | TIMES,
    now=TIMES,
    step=STEPS,
    near=st.booleans(),
    origin=ORIGINS,
    state=STATES,
    out=st.none() | STEPS,
    ago=st.none() | STEPS,
)
def test_nothing_is_free_after_a_day_and_nothing_unwanted_goes(
    *,
    heard: datetime | None,
    now: datetime,
    step: timedelta,
    near: bool,
    origin: str,
    state: str,
    out: timedelta | None,
    ago: timedelta | None,
) -> None:
    at = heard + step if near and heard is not None else now
    opted_out_at = None if out is None else at - out
    aside = Aside(state, opted_out_at, None if ago is None else at - ago)
    decided = window(heard, at, origin, aside)
    assert decided.allowed == (not decided.reason)
    assert decided == window(heard, at, origin, aside)
    passed = None if heard is None else max(at - heard, timedelta(0))
    if decided.allowed and not state:
        assert passed is not None
        assert passed <= ANYTHING
    if decided.allowed and state:
        assert state == "approved"
    if decided.allowed and opted_out_at is not None and origin != "keyword":
        assert (origin, state) == ("human", "")
        assert decided.last_inbound_at is not None
        assert decided.last_inbound_at > opted_out_at
        assert (aside.posted_at or at) > opted_out_at
    if out is None and passed is not None and passed <= ANYTHING and state in ("", "approved"):
        assert decided.allowed
    assert must_be_open(decided) is decided if decided.allowed else decided.reason != ""


@pytest.mark.req("WAB-02")
@given(heard=TIMES, ahead=st.timedeltas(timedelta(0), timedelta(days=400)), origin=ORIGINS)
def test_a_providers_time_in_the_future_counts_as_now(heard: datetime, ahead: timedelta, origin: str) -> None:
    assert window(heard + ahead, heard, origin) == window(heard, heard, origin)
    assert standing(heard + ahead, heard).closes_at == heard + ANYTHING


@pytest.mark.req("WAB-02")
@given(heard=TIMES, steps=st.lists(STEPS, min_size=2, max_size=6), origin=ORIGINS)
def test_waiting_never_opens_the_window_and_what_is_shown_is_what_is_decided(
    heard: datetime, steps: list[timedelta], origin: str
) -> None:
    stood = [standing(heard, heard + step).state for step in sorted(steps)]
    assert stood == sorted(stood)
    assert stood == [
        "open" if window(heard, heard + step, origin).allowed else "template_only" for step in sorted(steps)
    ]


@pytest.mark.req("WAB-02", "WAB-03")
def test_refusals_say_the_time_and_the_way_out() -> None:
    late = HEARD + ANYTHING + MOMENT
    with pytest.raises(
        TemplateNeeded, match=r"until 2026-11-03 09:00 UTC\. Send an approved template"
    ) as needed:
        must_be_open(window(HEARD, late, "human"))
    assert (needed.value.code, needed.value.closes_at, needed.value.human_until) == (
        "template_needed", HEARD + ANYTHING, None,
    )  # fmt: skip
    with pytest.raises(TemplateNeeded, match="has not written here yet"):
        must_be_open(window(None, late, "human"))
    with pytest.raises(TemplateNotApproved, match="is paused") as paused:
        must_be_open(window(HEARD, HEARD, "human", Aside("paused")))
    assert paused.value.code == "template_not_approved"
    with pytest.raises(OptedOut, match="on 2026-11-02 09:00 UTC") as unwanted:
        must_be_open(window(HEARD, HEARD, "bot", Aside("", HEARD)))
    assert unwanted.value.code == "opted_out"
    with pytest.raises(OptedOut, match=r"opted out of messages\. Answer"):
        must_be_open(Window(False, "opted_out", "", "bot", None, None, None, POLICY))  # noqa: FBT003


@pytest.mark.req("WAB-01", "WAB-02", "CNV-05", "CNV-06")
def test_a_number_is_talked_to_live_and_reaches_whoever_has_one() -> None:
    kind = kind_of("whatsapp")
    assert (kind.live, kind.availability_always, kind.outlet, kind.opting) == (True, True, False, True)
    assert (kind.identity, kind.longest_text, kind.choices) == ("whatsapp_id", 4_096, (10, 20))
    assert kind.steps("") == ("number", "verification", "rule", "connect")
    assert (kind.may_carry(own=True), kind.may_carry(own=False)) == ("", "")
    assert (
        kind.reaches("phone", "+48600100200") == kind.reaches("whatsapp_id", "48600100200") == "48600100200"
    )
    assert kind.reaches("email", "jo@x.example") == ""
    assert kind.window(HEARD, HEARD, "human") == window(HEARD, HEARD, "human")
    assert kind.standing(HEARD, HEARD) == standing(HEARD, HEARD)
    for ask in (
        lambda: kind.check_provider("gmail", {}),
        lambda: kind.address("help@example.org", "x.example"),
    ):
        with pytest.raises(NoAddress, match="Choose the number"):
            ask()


@pytest.mark.req("WAB-02")
@pytest.mark.parametrize(
    ("code", "reason", "again"),
    [
        (131047, "template_needed", False),
        (131026, "undeliverable", True),
        (131050, "stopped_marketing", False),
        (130472, "experiment", False),
        (131049, "healthy_ecosystem", True),
        (130429, "rate", True),
        (190, "access", True),
        (368, "blocked", True),
        (132000, "template_variables", False),
        (132099, "template", False),
        (133010, "registration", True),
        (299, "access", True),
        (424242, "provider_refused", True),
    ],
)
def test_metas_codes_have_words(code: int, reason: str, again: bool) -> None:
    assert reason_of(code) == reason
    assert worth_trying(reason) == again == (reason in WORTH_TRYING)
