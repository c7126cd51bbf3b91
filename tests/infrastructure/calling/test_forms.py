"""Twilio's forms in our words: what is documented is understood, what is not reads as not said (CAL-02, CAL-03)."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.call.outcome import STATUSES, Dialled, Ended
from infrastructure.calling.forms import LONGEST, code_in, dialled_in, ended_in, id_in, moment_in, seconds_in

ODD = (
    "Mon, 23 Nov 2026 12:00:05 +9999999999999999999999",
    "Mon, 23 Nov 99999999999999 12:00:05 +0000",
    "Mon, 23 Nov 2026 12:00:05 -0000",
)


@pytest.mark.req("CAL-03")
@pytest.mark.parametrize("text", ODD)
def test_a_time_that_is_none_is_not_said(text: str) -> None:
    assert moment_in({"Timestamp": text}) is None


@pytest.mark.req("CAL-02")
@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"CallStatus": "completed", "CallDuration": "42"}, Ended("completed", 42)),
        ({"CallStatus": "no-answer", "SipResponseCode": "487"}, Ended("no_answer", 0, "487")),
        ({"CallStatus": "busy", "CallDuration": "0", "SipResponseCode": "486"}, Ended("busy", 0, "486")),
        (
            {"CallStatus": "failed", "ErrorCode": "13224", "SipResponseCode": "404"},
            Ended("failed", 0, "13224"),
        ),
        ({"CallStatus": "canceled"}, Ended("canceled")),
        (
            {
                "CallStatus": "completed",
                "Timestamp": "Mon, 23 Nov 2026 12:00:05 +0000",
                "SipResponseCode": "200",
            },
            Ended("completed", 0, "", datetime(2026, 11, 23, 12, 0, 5, tzinfo=UTC)),
        ),
    ],
)
def test_how_a_leg_ended_is_read(form: dict[str, str], said: Ended) -> None:
    assert ended_in(form) == said


@pytest.mark.req("CAL-02")
@pytest.mark.parametrize("status", ["queued", "initiated", "ringing", "in-progress", "", "COMPLETED", "over"])
def test_a_leg_that_goes_on_has_not_ended(status: str) -> None:
    assert ended_in({"CallStatus": status, "CallDuration": "9"}) is None


@pytest.mark.req("CAL-02")
@pytest.mark.parametrize(
    ("form", "said"),
    [
        (
            {"DialCallStatus": "completed", "DialCallDuration": "9", "DialBridged": "true"},
            Dialled("completed", 9),
        ),
        ({"DialCallStatus": "completed", "DialCallDuration": "9"}, Dialled("completed", 9)),
        ({"DialCallStatus": "answered", "DialCallDuration": "9"}, Dialled("completed", 9)),
        (
            {"DialCallStatus": "completed", "DialCallDuration": "9", "DialBridged": "false"},
            Dialled("no_answer"),
        ),
        ({"DialCallStatus": "busy", "DialBridged": "false"}, Dialled("busy")),
        ({"DialCallStatus": "no-answer"}, Dialled("no_answer")),
        ({"DialCallStatus": "canceled"}, Dialled("canceled")),
        ({"DialCallStatus": "odd"}, Dialled("failed")),
        ({}, Dialled("failed")),
    ],
)
def test_only_who_was_put_through_has_talked(form: dict[str, str], said: Dialled) -> None:
    assert dialled_in(form) == said


@pytest.mark.req("CAL-03")
@given(
    st.dictionaries(
        st.sampled_from(
            ["CallStatus", "CallDuration", "Timestamp", "ErrorCode", "SipResponseCode", "DialCallStatus", "DialBridged",
             "DialCallDuration", "call"]
        ),
        st.one_of(st.text(max_size=40), st.sampled_from(["completed", "busy", "٣", "-1", "9" * 30, "Mon, 1 Jan 0 0:0:0", *ODD])),
    )
)  # fmt: skip
def test_nothing_that_is_posted_breaks_the_reading(form: dict[str, str]) -> None:
    ended, dialled = ended_in(form), dialled_in(form)
    assert ended is None or ended.status in STATUSES
    assert dialled.status in STATUSES
    assert 0 <= dialled.seconds <= LONGEST
    assert 0 <= seconds_in(form, "CallDuration") <= LONGEST
    at = moment_in(form)
    assert at is None or at.tzinfo is not None
    assert len(code_in(form)) <= 6
    assert id_in(form, "call") is None or isinstance(id_in(form, "call"), UUID)
