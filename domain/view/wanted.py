"""What a filter asks of the properties an account gives its conversations (CNV-02, CNV-03)."""

from collections.abc import Iterable
from decimal import Decimal, InvalidOperation

from domain.kernel.checks import one_of
from domain.kernel.refusal import InvalidInput

Wanted = tuple[str, str, str]
"""The id of a property, how it has to be, and for `is` the value it has to have, else an empty text."""
HOWS = ("is", "set", "unset")
LONGEST, MOST_DIGITS = 1_000, 30


def shaped(wanted: Wanted) -> Wanted:
    """Return a condition without blanks around its value. Raises `InvalidInput`."""
    property_id, how, value = wanted
    one_of(how, HOWS, "properties")
    value = value.strip() if how == "is" else ""
    if len(value) > LONGEST or (how == "is" and not value):
        raise InvalidInput(
            f"Say which value the property has, in at most {LONGEST} characters.", field="properties"
        )
    return property_id, how, value


def of_kind(wanted: Wanted, kind: str) -> Wanted:
    """Return a condition with its value as values of the property's kind are compared.

    Raises `InvalidInput` for what is no number, and for a text: those may be personal and are kept sealed, so a list
    knows only whether there is one.
    """
    property_id, how, value = wanted
    if how != "is":
        return wanted
    if kind == "text":
        raise InvalidInput(
            "Texts may be personal, so lists do not know them. Ask whether it is set, or search.",
            field="properties",
        )
    try:
        return property_id, how, comparable(kind, value)
    except InvalidOperation:
        raise InvalidInput("Write a number, such as 12.5.", field="properties") from None


def comparable(kind: str, value: str) -> str:
    """Return the text that all texts of an equal value share: 12.50 is 12.5. Raises `InvalidOperation` for no number."""
    if kind != "number":
        return value
    number = Decimal(value)
    if not number.is_finite():
        raise InvalidOperation
    sign, digits, exponent = number.as_tuple()
    kept = "".join(map(str, digits)).rstrip("0")
    if not kept:
        return "0"
    plain = Decimal((sign, tuple(map(int, kept)), int(exponent) + len(digits) - len(kept)))
    return format(plain, "f") if abs(plain.adjusted()) <= MOST_DIGITS else str(plain)


def by_property(wanted: Iterable[Wanted]) -> dict[str, list[tuple[str, str]]]:
    """Return property -> what it may be: each property has to be one of that."""
    found: dict[str, list[tuple[str, str]]] = {}
    for property_id, how, value in wanted:
        found.setdefault(property_id, []).append((how, value))
    return found
