"""Patterns of form fields: what they fit, what they refuse, and that no text makes them slow (FRM-10)."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.form.pattern import LONGEST, BadPattern, compiled, fits
from tests.support.timing import seconds_of

pytestmark = pytest.mark.req("FRM-02", "FRM-10")

ATOMS = st.sampled_from(
    ["a", "b", ".", r"\d", r"\w", r"\W", r"\.", "[ab]", "[^a]", "[a-c]", r"[\d-]", r"[\]x]", "1"]
)
REPEATS = st.sampled_from(["", "*", "+", "?", "{2}", "{1,3}", "{2,}"])


def _joined(parts: list[str]) -> str:
    return "".join(parts)


PATTERNS = st.recursive(
    st.builds(lambda atom, repeat: atom + repeat, ATOMS, REPEATS),
    lambda inner: (
        st.lists(inner, max_size=3).map(_joined)
        | st.builds(lambda one, other: f"(?:{one}|{other})", inner, inner)
        | st.builds(lambda one, repeat: f"({one}){repeat}", inner, st.sampled_from(["", "*", "?", "{2}"]))
    ),
    max_leaves=5,
)


@given(PATTERNS, st.text("ab1.-x] ", max_size=8))
def test_they_fit_what_regular_expressions_fit(pattern: str, text: str) -> None:
    try:
        found = fits(pattern, text)
    except BadPattern:
        assert len(pattern) > 30, "only what grows too large is refused here"
        return
    assert found is (re.fullmatch(pattern, text, re.ASCII) is not None)


@pytest.mark.parametrize(
    ("pattern", "text", "fitting"),
    [
        ("^[A-Z]{2}[0-9]{4,6}$", "PL12345", True), ("[A-Z]{2}[0-9]{4,6}", "PL1", False), (r"\$5", "$5", True),
        (r"5\$", "5$", True), ("", "", True), ("", "a", False), ("(a|)b", "b", True), (r"\t\n", "\t\n", True),
        (r"[+-]?\d+", "-12", True), (r"[a\-z]+", "a-z", True), (r"[\n-\r]", "\r", True), ("a{0}b", "b", True),
        ("[^]", "x", False),
    ],
)  # fmt: skip
def test_examples(pattern: str, text: str, fitting: bool) -> None:
    if pattern == "[^]":
        with pytest.raises(BadPattern):
            fits(pattern, text)
    else:
        assert fits(pattern, text) is fitting


@pytest.mark.parametrize(
    "pattern",
    [
        "(", "(a", "a)", "[a", "[", "*a", "a**", "a+?", "a{2}{3}", "a{3,2}", "a{101}", "a{x}", "a{2", "(?=a)", "(?P<n>a)",
        r"(a)\1", r"\b", "\\", "[b-a]", "[]", "[[a]", "(((a{50}){50}){50})", "a" * (LONGEST + 1), "a^b", "a$b", r"[\q]",
        "(" * 60 + "a" + ")" * 60, "|".join(["a{100}"] * 6), "a{,2}",
    ],
)  # fmt: skip
def test_what_is_no_pattern_or_does_too_much_is_refused(pattern: str) -> None:
    with pytest.raises(BadPattern):
        compiled(pattern)


@pytest.mark.parametrize("pattern", ["(a*)*b", "(a|a)*b", "(a|aa)+b", "a*a*a*a*b", "(.*)*,(.*)*;"])
def test_no_text_makes_them_slow(pattern: str) -> None:
    def matched() -> None:
        assert not fits(pattern, "a" * 1000)

    assert seconds_of(matched) < 5
