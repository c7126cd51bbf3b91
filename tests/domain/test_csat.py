"""Surveys, whether a customer is asked, and what they answer (CNV-10, EML-18)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.csat.events import CsatAsked, CsatMailed, CsatRated, CsatSkipped
from domain.csat.policy import LATE, Facts, Talk, against, early, talk_of
from domain.csat.rating import LIFETIME, LONGEST_COMMENT, Csat, RatingClosed, Turns
from domain.csat.survey import Asking, Survey
from domain.kernel.envelope import Envelope
from domain.kernel.refusal import InvalidInput

pytestmark = pytest.mark.req("CNV-10")
AT = datetime(2026, 11, 22, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)
GOOD = Facts(
    talk=Talk(closing=7, closed_at=AT - 2 * HOUR, by_person=True, heard=True, answered=True), closing=7, at=AT, on=True,
    delay=HOUR, pause=timedelta(days=30), filed=False, merged=False, erased=False, asked=False, asked_at=None, guarded=(),
)  # fmt: skip


def env(at: datetime = AT) -> Envelope:
    return Envelope(uuid4(), "system:test", at, uuid4())


def begun() -> Csat:
    return Csat.begin(uuid4(), env(), inbox_id=uuid4(), contact_id=uuid4())


def asked(at: datetime = AT) -> Csat:
    csat = begun()
    csat.ask(env(at), inbox_id=uuid4(), assignee_id=uuid4(), closing=7, survey_version=2)
    return csat


def test_who_was_answered_by_a_person_is_asked() -> None:
    assert against(GOOD) == ()
    assert not early(GOOD)


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        ({"on": False}, "switched_off"),
        ({"closing": 6}, "open_again"),
        ({"talk": replace(GOOD.talk, by_person=False)}, "not_by_person"),
        ({"filed": True}, "filed"),
        ({"merged": True}, "merged"),
        ({"erased": True}, "contact_erased"),
        ({"talk": replace(GOOD.talk, heard=False, answered=False)}, "automatic_mail"),
        ({"talk": replace(GOOD.talk, answered=False)}, "nobody_answered"),
        ({"asked": True}, "asked_before"),
        ({"asked_at": AT - timedelta(days=29)}, "asked_lately"),
        ({"at": AT + LATE}, "too_late"),
        ({"guarded": ("too_many_automatic",)}, "too_many_automatic"),
    ],
)
@pytest.mark.req("EML-18")
def test_each_reason_alone_is_enough_and_is_named(other: dict[str, object], reason: str) -> None:
    assert against(replace(GOOD, **other)) == (reason,)  # type: ignore[arg-type]


@given(st.integers(0, 10**8), st.integers(0, 366))
def test_nobody_is_asked_twice_within_the_pause(seconds: int, days: int) -> None:
    facts = replace(GOOD, asked_at=AT - timedelta(seconds=seconds), pause=timedelta(days=days), at=AT)
    assert ("asked_lately" in against(facts)) == (seconds < days * 86_400)


def test_it_is_early_until_the_time_after_closing_is_over_and_never_while_open() -> None:
    assert early(replace(GOOD, at=AT - HOUR - timedelta(seconds=1)))
    assert not early(replace(GOOD, at=AT - HOUR))
    assert not early(replace(GOOD, talk=Talk()))
    assert talk_of([]) == Talk()


def test_a_survey_is_off_until_it_is_set_and_says_only_what_changes() -> None:
    survey = Survey.make(uuid4(), env())
    assert survey.asking == Asking()
    assert not survey.asking.on
    survey.set(env(), Asking())
    survey.set(env(), Asking(on=True, question="  Was it\n good? "))
    survey.set(env(), Asking(on=True, question="Was it good?"))
    assert (survey.version, survey.asking.question) == (2, "Was it good?")


@pytest.mark.parametrize(
    ("asking", "field"),
    [
        (Asking(delay_minutes=-1), "delay_minutes"),
        (Asking(delay_minutes=20_161), "delay_minutes"),
        (Asking(pause_days=367), "pause_days"),
        (Asking(question="x" * 301), "question"),
        (Asking(thanks="x" * 301), "thanks"),
    ],
)
def test_a_survey_refuses_what_makes_no_sense(asking: Asking, field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        Survey.make(uuid4(), env()).set(env(), asking)
    assert refused.value.field == field


def test_a_customer_is_asked_once_and_may_change_the_answer_until_it_expires() -> None:
    csat = asked()
    csat.ask(env(), inbox_id=uuid4(), assignee_id=None, closing=9, survey_version=2)
    csat.mailed(env(), "sent", 250)
    csat.mailed(env(), "refused", 550)
    csat.rate(env(AT + HOUR), 2, "")
    csat.rate(env(AT + LIFETIME - timedelta(seconds=1)), 5, "  Better now. ")
    kinds = [type(one) for one in csat.pending_events[1:]]
    assert kinds == [CsatAsked, CsatMailed, CsatRated, CsatRated]
    last = csat.pending_events[-1]
    assert isinstance(last, CsatRated)
    assert (last.score, last.comment, csat.score, last.contact_id) == (5, "Better now.", 5, csat.contact_id)
    with pytest.raises(RatingClosed):
        csat.rate(env(AT + LIFETIME), 5, "")


def test_who_was_not_asked_cannot_answer_and_a_closing_is_decided_once() -> None:
    csat = begun()
    csat.skip(env(), 7, ("filed",))
    csat.skip(env(), 7, ("merged",))
    assert [type(one) for one in csat.pending_events[1:]] == [CsatSkipped]
    assert csat.decided == {7}
    with pytest.raises(RatingClosed):
        csat.rate(env(), 5, "")


@pytest.mark.parametrize(
    ("score", "comment", "field"),
    [(0, "", "score"), (6, "", "score"), (5, "x" * (LONGEST_COMMENT + 1), "comment")],
)
def test_an_answer_is_one_to_five_and_a_short_comment(score: int, comment: str, field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        asked().rate(env(), score, comment)
    assert refused.value.field == field


def test_a_contacts_turns_say_when_they_were_last_asked() -> None:
    turns = Turns.begin(uuid4(), env())
    assert turns.asked_at is None
    turns.take(env(AT + HOUR), uuid4())
    assert turns.asked_at == AT + HOUR
