"""A bot's flow: what may be drawn up, and what is said about what is wrong with it (CHT-01, CHT-08)."""

from dataclasses import replace

import pytest

from domain.bot.flow import MOST_STEPS, Flow
from domain.bot.steps import LONGEST_LABEL, LONGEST_TEXT, MOST_OPTIONS, Option, Step
from domain.kernel.refusal import InvalidInput

pytestmark = pytest.mark.req("CHT-01")
HELLO = Step("hello", "say", "Hello!", "what")
WHAT = Step("what", "choose", "What is it about?", options=(Option("Orders", "number"), Option("Other")))
NUMBER = Step("number", "ask", "Which number?", "done", field="text")
DONE = Step("done", "end", "Thank you.")
FLOW = Flow("Robin", (HELLO, WHAT, NUMBER, DONE))


def test_a_flow_is_kept_as_it_was_drawn_up() -> None:
    assert FLOW.checked() == FLOW
    assert Flow.of(FLOW.recorded()) == FLOW
    assert not FLOW.makes_tickets
    assert Flow("R", (Step("t", "ticket", "Call back"),)).checked().makes_tickets


def test_blanks_around_texts_go() -> None:
    step = Step("a", "choose", " Which? ", options=(Option(" One "),), retry=" Again? ")
    (kept,) = Flow(" R ", (step,)).checked().steps
    assert (kept.text, kept.labels, kept.retry) == ("Which?", ("One",), "Again?")


@pytest.mark.req("CHT-08")
@pytest.mark.parametrize(
    ("when", "there", "nobody"),
    [("always", True, True), ("available", True, False), ("unavailable", False, True)],
)
def test_a_bot_speaks_when_it_is_to(when: str, there: bool, nobody: bool) -> None:
    flow = replace(FLOW, when=when).checked()
    assert (flow.speaks(available=True), flow.speaks(available=False)) == (there, nobody)


SAY = Step("a", "say", "Hello!")
BRANCH = Step("b", "branch", about="hours", options=(Option("yes", "a"),))


@pytest.mark.parametrize(
    ("field", "flow"),
    [
        ("name", replace(FLOW, name=" ")),
        ("name", replace(FLOW, name="x" * 101)),
        ("when", replace(FLOW, when="sometimes")),
        ("steps", replace(FLOW, steps=())),
        ("steps", replace(FLOW, steps=tuple(Step(f"s{n}", "say", "x") for n in range(MOST_STEPS + 1)))),
        ("steps.a.key", Flow("R", (SAY, SAY))),
        ("steps.A b.key", Flow("R", (replace(SAY, key="A b"),))),
        ("steps.?.key", Flow("R", (replace(SAY, key=""),))),
        ("steps.a.do", Flow("R", (replace(SAY, do="dance"),))),
        ("steps.a.text", Flow("R", (replace(SAY, text=" "),))),
        ("steps.a.text", Flow("R", (replace(SAY, text="x" * (LONGEST_TEXT + 1)),))),
        ("steps.a.text", Flow("R", (Step("a", "end", "x" * (LONGEST_TEXT + 1)),))),
        ("steps.a.next", Flow("R", (replace(SAY, next="nowhere"),))),
        ("steps.a.field", Flow("R", (Step("a", "ask", "Which?", field="colour"),))),
        ("steps.a.options", Flow("R", (Step("a", "choose", "Which?"),))),
        (
            "steps.a.options",
            Flow("R", (Step("a", "choose", "Which?", options=(Option("One"), Option("one "))),)),
        ),
        ("steps.a.options", Flow("R", (Step("a", "choose", "Which?", options=(Option(" "),)),))),
        (
            "steps.a.options",
            Flow("R", (Step("a", "choose", "?", options=(Option("x" * (LONGEST_LABEL + 1)),)),)),
        ),
        (
            "steps.a.options",
            Flow(
                "R",
                (Step("a", "choose", "?", options=tuple(Option(str(n)) for n in range(MOST_OPTIONS + 1))),),
            ),
        ),
        ("steps.b.about", Flow("R", (replace(BRANCH, about=""), SAY))),
        ("steps.b.about", Flow("R", (replace(BRANCH, about="a"), SAY))),
        ("steps.b.about", Flow("R", (replace(BRANCH, about="gone"), SAY))),
        ("steps.b.options", Flow("R", (replace(BRANCH, options=(Option("perhaps", "a"),)), SAY))),
        ("steps.done", replace(FLOW, steps=(DONE, SAY))),
        ("steps.a.next", Flow("R", (replace(SAY, next="b"), BRANCH))),
    ],
)
def test_what_is_wrong_is_named(field: str, flow: Flow) -> None:
    wanted = "steps.a" if field == "steps.done" else field
    with pytest.raises(InvalidInput) as refused:
        flow.checked()
    assert refused.value.field == wanted


def test_a_round_with_a_question_in_it_is_fine() -> None:
    ask = Step("again", "choose", "Again?", options=(Option("Yes", "a"), Option("No")))
    flow = Flow("R", (replace(SAY, next="again"), ask))
    assert flow.checked() == flow
