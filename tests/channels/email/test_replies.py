"""What a person newly wrote, what they quoted, and their signature, in plain text."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from application.inbound import TextPart
from infrastructure.channels.email.replies import separate, texts_of
from tests.channels.email import reply_cases as cases
from tests.support.timing import seconds_of

PIECES = [
    "On Tue, Mar 5, 2024 at 10:04 AM Ann <ann@shop.example> wrote:", "wrote:", "> quoted", ">> deeper", ">", "-- ", "--",
    "________________________________", "From: Ann <ann@shop.example>", "Sent: Tuesday, March 5, 2024", "To: Jo",
    "Subject: Re: Parcel", "-----Original Message-----", "---------- Forwarded message ---------", "Best regards,",
    "Jo Doe", "+48 22 123 45 67", "Sent from my iPhone", "This e-mail is confidential.", "Hello.", "", "", "\u202bא:",
    "##- Please type your reply above this line -##", "CAUTION: this is from outside of your organisation", "<", "\t",
]  # fmt: skip
TEXTS = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=24).map("\n".join),
    st.text(max_size=400),
    st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=20)), max_size=20).map("\n".join),
)


def written(text: str) -> str:
    return texts_of(text, separate(text), "reply")


@pytest.mark.req("EML-17")
def test_the_reply_of_each_case() -> None:
    assert {name: written(text) for name, text, reply in cases.plain() if written(text) != reply} == {}


@pytest.mark.req("EML-17")
def test_answers_between_quotes_are_the_reply_and_their_quotes_are_quotes() -> None:
    text = "Hi Ann,\n\nOn 3/5/24 10:04 AM, Ann wrote:\n> One?\nYes.\n\n> Two?\n> Three?\n\nNo.\n-- \nJo"
    kinds = [(part.kind, text[part.start : part.end].strip()) for part in separate(text)]
    assert kinds == [
        ("reply", "Hi Ann,"),
        ("quote", "On 3/5/24 10:04 AM, Ann wrote:\n> One?"),
        ("reply", "Yes."),
        ("quote", "> Two?\n> Three?"),
        ("reply", "No."),
        ("signature", "-- \nJo"),
    ]
    assert written(text) == "Hi Ann,\n\nYes.\n\nNo."


@pytest.mark.req("EML-17")
def test_an_attribution_without_a_colon_needs_marks_below_it() -> None:
    cited = "2013/7/20 Ann Poe <ann@acme.example>"
    assert written(f"Yes.\n\n{cited}\n\n> Shall we?") == "Yes."
    listed = f"Please tell these two:\n{cited}\n2014/8/21 Bo Field <bo@acme.example>\nThanks."
    assert written(listed) == listed


@pytest.mark.req("EML-17")
def test_the_rest_of_a_quoted_line_that_was_broken_is_quoted() -> None:
    long = "> we wanted to ask whether you would like to have your parcel sent to\nanother address\n> or to the same one.\n\nThe same."
    assert written(long) == "The same."
    answered = (
        "> Would you like to have your parcel sent to another address, Jo?\nYes\n> Or to the same one?\nNo"
    )
    assert written(answered) == "Yes\n\nNo"


@pytest.mark.req("EML-14", "EML-17")
def test_what_is_passed_on_is_no_quote() -> None:
    text = "See below.\n\n---------- Forwarded message ---------\nFrom: Ann <ann@shop.example>\nSubject: Parcel\n\nHello."
    assert [part.kind for part in separate(text)] == ["reply", "forward"]
    block = (
        "See below.\n\nFrom: Ann <ann@shop.example>\nSent: 5 March 2024\nTo: Jo\nSubject: Parcel\n\nHello."
    )
    assert [part.kind for part in separate(block)] == ["reply", "quote"]
    assert [part.kind for part in separate(block, forwarded=True)] == ["reply", "forward"]
    start = text.index("----")
    assert separate(text, (TextPart("forward", start, len(text)),)) == separate(text)


@pytest.mark.req("EML-17")
def test_a_warning_of_a_mail_server_is_not_what_was_written() -> None:
    text = "CAUTION: This email originated from outside of the organization.\nDo not click links.\n\nYes, please."
    assert written(text) == "Yes, please."
    assert written("Caution: the box is heavy.\n\nJo") == "Caution: the box is heavy.\n\nJo"


@pytest.mark.req("EML-17")
@given(TEXTS)
def test_the_parts_cover_a_text_exactly(text: str) -> None:
    parts = separate(text)
    at = 0
    for part in parts:
        assert (part.start, part.kind in {"reply", "quote", "signature", "forward"}) == (at, True)
        assert part.end > part.start
        at = part.end
    assert at == (len(text) if parts else 0)
    assert all(one.kind != other.kind for one, other in pairwise(parts))
    assert separate(text) == parts


@pytest.mark.req("EML-17")
@given(TEXTS)
def test_of_one_stretch_of_reply_nothing_more_is_taken(text: str) -> None:
    parts = separate(text)
    if sum(part.kind == "reply" for part in parts) == 1 and parts[0].kind == "reply":
        reply = text[: parts[0].end]
        assert all(part.kind == "reply" for part in separate(reply)), reply


@pytest.mark.req("EML-17", "RL-06")
@pytest.mark.parametrize(
    "line",
    [
        "a:",
        "On Mon, 1 Jan 2024 x",
        "From: a@b.example",
        "> x",
        "-----",
        "Sent from my iPhone",
        "confidential",
        "x" * 390 + ":",
        "",
        "1. 1. 1. ",
    ],
)
def test_time_grows_with_the_length(line: str) -> None:
    def seconds(times: int) -> float:
        text = f"{line}\n" * times
        return seconds_of(lambda: separate(text))

    seconds(100)
    assert seconds(8_000) < 12 * seconds(2_000) + 0.1
