"""What was sent by a form: judged by its version, readable, and never lost (FRM-01, FRM-07, FRM-10)."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.form.answers import MOST_UNKNOWN, Answer, Wrong, answers, filled, readable, sender_of
from domain.form.definition import Definition
from domain.form.fields import TYPES, Field
from tests.support.given import uid

FIELDS = (
    Field("email", "E-mail", "email", required=True, fills="contact.email"),
    Field("text", "Text", "long_text"),
    Field("plan", "Plan", "choice", options=("S", "L")),
    Field("extras", "Extras", "choices", options=("a", "b", "c")),
    Field("agree", "Agree", "checkbox", required=True),
    Field("picture", "Picture", "file"),
    Field("campaign", "", hidden=True, default="none"),
    Field("kept", "Kept", hidden=True),
)
FORM = Definition("Contact", FIELDS)
RIGHT = {"email": ["Jo@Example.org"], "agree": ["on"]}


def one(field: Field, *values: str, files: Sequence[str] = ()) -> Wrong | None:
    _, wrong = answers(Definition("X", (field,)), {field.name: values} if values else {}, files)
    return wrong[0] if wrong else None


@pytest.mark.req("FRM-01", "FRM-07")
def test_the_inbox_reads_what_people_see_and_the_rest_is_kept() -> None:
    sent = RIGHT | {
        "text": [" one\r\ntwo "],
        "extras": ["a", "b", "a"],
        "utm": ["x"],
        "campaign": ["autumn"],
        "plan": [""],
    }
    given_, wrong = answers(FORM, sent, {"picture"})
    assert wrong == ()
    assert readable(given_, [("Picture", "cat.png")], "en") == (
        "E-mail: Jo@Example.org\nText:\none\ntwo\n\nExtras: a, b\nAgree: yes\nPicture: cat.png"
    )
    assert "Agree: tak" in readable(given_, [], "pl")
    assert [(each.name, each.values, each.hidden, each.known) for each in given_[-2:]] == [
        ("campaign", ("autumn",), True, True), ("utm", ("x",), False, False),
    ]  # fmt: skip
    assert sender_of(given_) == "jo@example.org"
    assert filled(given_, "ticket.name") == ""


@pytest.mark.req("FRM-07")
def test_a_hidden_field_has_its_own_value_unless_the_page_brings_one() -> None:
    given_, _ = answers(FORM, RIGHT, ())
    assert [each.values for each in given_ if each.hidden] == [("none",)]
    assert "none" not in readable(given_, [], "en")
    assert [each.label for each in given_ if each.hidden] == ["campaign"], (
        "without a label its key is its name"
    )


@pytest.mark.req("FRM-02", "FRM-10")
@pytest.mark.parametrize(
    ("field", "values", "rule"),
    [
        (Field("a", "A", required=True), (), "required"), (Field("a", "A", required=True), ("  ",), "required"),
        (Field("a", "A"), ("x", "y"), "one_value"), (Field("a", "A"), ("x" * 1001,), "longest"),
        (Field("a", "A", shortest=3), ("xy",), "shortest"), (Field("a", "A"), ("x\ny",), "one_line"),
        (Field("a", "A", pattern="[0-9]+"), ("x",), "pattern"), (Field("a", "A", "email"), ("jo",), "email"),
        (Field("a", "A", "phone"), ("12",), "phone"), (Field("a", "A", "phone"), ("+48 <b>123",), "phone"),
        (Field("a", "A", "number"), ("1e9",), "number"), (Field("a", "A", "number", minimum="1"), ("0.5",), "minimum"),
        (Field("a", "A", "number", maximum="1"), ("1.5",), "maximum"), (Field("a", "A", "date"), ("22.11.2026",), "date"),
        (Field("a", "A", "date", maximum="2026-01-01"), ("2026-01-02",), "maximum"),
        (Field("a", "A", "choice", options=("x", "y")), ("z",), "option"),
        (Field("a", "A", "choice", options=("x", "y")), ("x", "y"), "one_value"),
        (Field("a", "A", "choices", options=("x", "y")), ("x", "z"), "option"),
        (Field("a", "A", "checkbox"), ("perhaps",), "checkbox"), (Field("a", "A", "checkbox", required=True), (), "required"),
        (Field("a", "A", "checkbox", required=True), ("false",), "required"), (Field("a", "A", "file"), ("x",), "file"),
        (Field("a", "A", "file", required=True), (), "required"),
    ],
)  # fmt: skip
def test_a_broken_rule_is_named_with_its_field(field: Field, values: tuple[str, ...], rule: str) -> None:
    found = one(field, *values)
    assert found is not None
    assert (found.field, found.rule) == ("a", rule)


@pytest.mark.req("FRM-02")
@pytest.mark.parametrize(
    ("field", "values"),
    [
        (Field("a", "A", pattern="[0-9]+"), ("12",)), (Field("a", "A", "phone"), ("+48 22 123",)), (Field("a", "A"), ()),
        (Field("a", "A", "number", minimum="1", maximum="2"), ("1.5",)), (Field("a", "A", "date"), ("2026-11-22",)),
        (Field("a", "A", "choices", options=("x", "y")), ("x", "y")), (Field("a", "A", "choice", options=("x",)), ("x",)),
        (Field("a", "A", "checkbox"), ()), (Field("a", "A", "checkbox"), ("1",)), (Field("a", "A", "email"), ("jo@example.org",)),
    ],
)  # fmt: skip
def test_what_is_right_is_taken(field: Field, values: tuple[str, ...]) -> None:
    assert one(field, *values) is None


def test_a_file_that_is_needed_may_be_there() -> None:
    assert one(Field("a", "A", "file", required=True), files=("a",)) is None


@pytest.mark.req("FRM-10")
def test_more_unknown_fields_than_that_are_refused_and_still_there() -> None:
    sent = RIGHT | {f"x{number}": ["1"] for number in range(MOST_UNKNOWN + 1)}
    given_, wrong = answers(FORM, sent, ())
    assert [each.rule for each in wrong] == ["too_many_fields"]
    assert sum(not each.known for each in given_) == MOST_UNKNOWN


def test_an_answer_survives_being_recorded() -> None:
    answer = Answer("a", "A", ("x", "y"), "choices", fills=f"ticket.property:{uid('p')}")
    assert Answer.of(answer.recorded()) == answer
    assert answer.property_id == uid("p")


@given(
    st.dictionaries(
        st.sampled_from([*(field.name for field in FIELDS), "other", ""]),
        st.lists(st.text(max_size=30), max_size=3),
    ),
    st.sampled_from([(), ("picture",)]),
)
def test_whatever_is_sent_is_kept_and_judged(sent: dict[str, list[str]], files: tuple[str, ...]) -> None:
    given_, wrong = answers(FORM, sent, files)
    said = {each.name: " ".join(" ".join(each.values).split()) for each in given_}
    for name, values in sent.items():
        for value in values:
            assert name == "agree" or " ".join(value.split()) in said.get(name, ""), name
    assert {each.field for each in wrong} <= {field.name for field in FIELDS}
    readable(given_, [], "en")


def test_every_type_is_judged() -> None:
    for kind in TYPES:
        options = ("x",) if kind in ("choice", "choices") else ()
        assert one(Field("a", "A", kind, options=options, required=True)) == Wrong("a", "required")
