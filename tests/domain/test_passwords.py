"""Which passwords are refused, and that the words say what to do (SE-05)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.kernel.refusal import InvalidInput
from domain.user.passwords import COMMON, LONGEST, SHORTEST, must_be_good

EMAIL, NAME = "ann.smith@acme-works.example", "Ann Smith"


@pytest.mark.req("SE-05")
@pytest.mark.parametrize(
    "weak",
    [
        "short", "x" * (LONGEST + 1), "Password123", "QWERTYUIOP", "aaaaaaaaaaaa", "ababababab", EMAIL, EMAIL.upper(),
        "ann.smith2026", "Ann.Smith123!", "acme-works.example1",
    ],
)  # fmt: skip
def test_a_password_that_is_guessed_first_is_refused(weak: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        must_be_good(weak, EMAIL, NAME)
    assert refused.value.field == "password"
    assert weak not in str(refused.value)


@pytest.mark.req("SE-05")
@pytest.mark.parametrize(
    "good", ["correct horse battery", "Smith goes to town", "żółta łódź podwodna", "x7!kq-29aLb"]
)
def test_a_few_words_are_taken_as_they_are(good: str) -> None:
    assert must_be_good(good, EMAIL, NAME) == good
    assert must_be_good(good) == good


def test_the_common_ones_are_as_long_as_the_rule_and_lower_case() -> None:
    assert all(len(word) >= SHORTEST and word == word.casefold() for word in COMMON)


@given(st.text(max_size=1100), st.text(max_size=20), st.text(max_size=20))
def test_it_answers_every_text(password: str, email: str, name: str) -> None:
    try:
        assert must_be_good(password, email, name) == password
    except InvalidInput as refused:
        assert str(refused).count(".") >= 1  # noqa: PT017 - both outcomes are right, each in its form
