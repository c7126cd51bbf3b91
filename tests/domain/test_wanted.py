"""What a filter asks of properties (CNV-02, CNV-03)."""

from decimal import Decimal, InvalidOperation

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.kernel.refusal import InvalidInput
from domain.view.filter import Filter
from domain.view.wanted import by_property, comparable, of_kind

NUMBERS = st.decimals(allow_nan=False, allow_infinity=False)


@pytest.mark.req("CNV-03")
@given(one=NUMBERS, other=NUMBERS, noughts=st.integers(0, 9))
def test_equal_numbers_have_one_text_and_others_have_others(
    one: Decimal, other: Decimal, noughts: int
) -> None:
    sign, digits, exponent = one.as_tuple()
    longer = Decimal((sign, (*digits, *[0] * noughts), int(exponent) - noughts))
    assert comparable("number", str(longer)) == comparable("number", str(one))
    assert (comparable("number", str(one)) == comparable("number", str(other))) == (one == other)
    assert Decimal(comparable("number", str(one))) == one


@pytest.mark.req("CNV-03")
def test_a_value_is_compared_as_its_kind_is() -> None:
    assert of_kind(("p", "is", "12.50"), "number") == ("p", "is", "12.5")
    assert comparable("number", "1e3") == "1000"
    assert of_kind(("p", "is", "Large"), "choice") == ("p", "is", "Large")
    assert of_kind(("p", "unset", ""), "text") == ("p", "unset", "")
    for value, kind in (("many", "number"), ("NaN", "number"), ("Jo", "text")):
        with pytest.raises(InvalidInput) as refused:
            of_kind(("p", "is", value), kind)
        assert refused.value.field == "properties"
        assert value not in str(refused.value)
    with pytest.raises(InvalidOperation):
        comparable("number", "Infinity")


@pytest.mark.req("CNV-03")
def test_conditions_are_kept_once_and_by_property() -> None:
    chosen = Filter(
        properties=(("p", "is", " x "), ("p", "is", "x"), ("p", "set", "y"), ("q", "unset", ""))
    ).checked()
    assert chosen.properties == (("p", "is", "x"), ("p", "set", ""), ("q", "unset", ""))
    assert by_property(chosen.properties) == {"p": [("is", "x"), ("set", "")], "q": [("unset", "")]}
