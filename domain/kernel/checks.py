"""Small guards on input, each naming the field it is about."""

from collections.abc import Collection

from domain.kernel.refusal import InvalidInput


def one_of(value: str, allowed: Collection[str], field: str) -> str:
    """Return `value` if it is one of `allowed`, or raise `InvalidInput`."""
    if value not in allowed:
        raise InvalidInput(f"{field} must be one of: {', '.join(sorted(allowed))}.", field=field)
    return value


def not_blank(value: str, field: str) -> str:
    """Return `value` without blanks around it, or raise `InvalidInput` if nothing is left."""
    if not value.strip():
        raise InvalidInput(f"{field} must not be empty. Enter a text.", field=field)
    return value.strip()


def within(value: int, lowest: int, highest: int, field: str) -> int:
    """Return `value` if it lies between the two, both included, or raise `InvalidInput`."""
    if not lowest <= value <= highest:
        raise InvalidInput(f"{field} must be from {lowest} to {highest}.", field=field)
    return value
