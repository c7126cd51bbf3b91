"""How a bot goes on: answers, branches, misunderstandings, and that it always comes to an end (CHT-01)."""

import pytest
from hypothesis import given as forall
from hypothesis import strategies as st

from domain.bot.flow import Flow
from domain.bot.steps import Option, Step
from domain.bot.walking import LONGEST_ANSWER, Facts, Heard, Said, Turn, answer, begin
from domain.kernel.refusal import InvalidInput

pytestmark = pytest.mark.req("CHT-01")
THERE = Facts()
FLOW = Flow(
    "Robin",
    (
        Step("hello", "say", "Hello!", "what"),
        Step("what", "choose", "Orders or other?", options=(Option("Orders", "mail"), Option("Other")), retry="Which?"),
        Step("mail", "ask", "Your address?", "hours", field="email"),
        Step("hours", "branch", about="hours", options=(Option("yes", "person"),), next="note"),
        Step("person", "hand_over", "A colleague is coming."),
        Step("note", "ticket", "Call back", "bye"),
        Step("bye", "end", "We will write to you."),
    ),
).checked()  # fmt: skip
WHAT = Said("what", "Orders or other?", ("Orders", "Other"))


def test_it_speaks_until_it_asks() -> None:
    assert begin(FLOW, THERE) == Turn((Said("hello", "Hello!"), WHAT), waits="what")


def test_a_choice_leads_on_whatever_its_letters() -> None:
    turn = answer(FLOW, "what", "  orders ", THERE, {})
    assert turn == Turn((Said("mail", "Your address?"),), Heard("what", "Orders", understood=True), "mail")


def test_an_answer_that_leads_nowhere_gets_a_person() -> None:
    turn = answer(FLOW, "what", "Other", THERE, {})
    assert turn == Turn((), Heard("what", "Other", understood=True), outcome="handed_over")


def test_who_is_not_understood_is_asked_again_and_then_gets_a_person() -> None:
    misheard = Heard("what", "", understood=False)
    assert answer(FLOW, "what", "hm", THERE, {}) == Turn(
        (Said("what", "Which?", WHAT.choices),), misheard, "what", 1
    )
    assert answer(FLOW, "what", "hm", THERE, {}, 1) == Turn((), misheard, outcome="handed_over")
    again = answer(FLOW, "mail", "no address", THERE, {})
    assert again.said == (Said("mail", "Your address?"),)


def test_a_branch_looks_at_the_hours() -> None:
    heard = Heard("mail", "anna@example.org", understood=True, field="email")
    open_ = answer(FLOW, "mail", "Anna@EXAMPLE.org", Facts(in_hours=True), {})
    assert open_ == Turn((Said("person", "A colleague is coming."),), heard, outcome="handed_over")
    closed = answer(FLOW, "mail", "Anna@EXAMPLE.org", Facts(in_hours=False), {})
    assert (closed.said, closed.outcome, closed.tickets) == (
        (Said("bye", "We will write to you."),), "ended", ("Call back",),
    )  # fmt: skip


def test_a_branch_looks_at_earlier_answers_and_at_who_is_there() -> None:
    flow = Flow(
        "R",
        (
            Step("what", "choose", "?", options=(Option("A", "who"), Option("B", "who"))),
            Step("who", "ask", "Name?", "split", field="name"),
            Step("split", "branch", about="what", options=(Option("a", "first"),), next="there"),
            Step("first", "end"),
            Step("there", "branch", about="available", options=(Option("no", "first"),)),
        ),
    ).checked()
    assert answer(flow, "who", "Anna", THERE, {"what": "A"}).outcome == "ended"
    assert answer(flow, "who", "Anna", THERE, {"what": "B"}).outcome == "handed_over"
    assert answer(flow, "who", "Anna", Facts(available=False), {}).outcome == "ended"


@pytest.mark.parametrize(
    ("field", "text", "kept"),
    [
        ("name", "  Anna   Nowak ", "Anna Nowak"),
        ("name", "   ", None),
        ("phone", "+48 22 123 45 67", "+48 22 123 45 67"),
        ("phone", "call me", None),
        ("text", "x" * 2_000, "x" * LONGEST_ANSWER),
        ("email", "not one", None),
    ],
)
def test_answers_are_kept_as_what_was_asked_for(field: str, text: str, kept: str | None) -> None:
    flow = Flow("R", (Step("q", "ask", "?", field=field),))
    heard = answer(flow, "q", text, THERE, {}).heard
    assert heard == Heard("q", kept or "", understood=kept is not None, field=field)


def test_a_question_that_is_gone_hands_over() -> None:
    assert answer(FLOW, "gone", "x", THERE, {}).outcome == "handed_over"
    assert answer(FLOW, "hello", "x", THERE, {}).outcome == "handed_over"


KEYS = ("a", "b", "c", "d")
NEXT = st.sampled_from(("", *KEYS))
STEPS = st.builds(
    lambda do, text, to, others, about: (do, text, to, others, about),
    st.sampled_from(("say", "choose", "ask", "branch", "ticket", "hand_over", "end")), st.just("text"), NEXT,
    st.lists(NEXT, min_size=1, max_size=3), st.sampled_from(("hours", *KEYS)),
)  # fmt: skip


@forall(
    st.lists(STEPS, min_size=1, max_size=4), st.lists(st.sampled_from(("0", "1", "yes", "x")), max_size=8)
)
def test_every_flow_that_is_taken_comes_to_a_question_or_an_end(drawn: list[tuple], said: list[str]) -> None:  # type: ignore[type-arg]
    steps = tuple(
        Step(
            key, do, text, to, about=about if do == "branch" else "", field="text" if do == "ask" else "",
            options=tuple(
                Option("yes" if do == "branch" and about == "hours" else str(n), one) for n, one in enumerate(others)
            ) if do in ("choose", "branch") else (),
        )
        for key, (do, text, to, others, about) in zip(KEYS, drawn, strict=False)
    )  # fmt: skip
    try:
        flow = Flow("R", steps).checked()
    except InvalidInput:
        return
    turn = begin(flow, THERE)
    for text in said:
        assert bool(turn.waits) != bool(turn.outcome)
        if turn.outcome:
            break
        turn = answer(flow, turn.waits, text, THERE, {}, turn.tries)
    assert bool(turn.waits) != bool(turn.outcome)
