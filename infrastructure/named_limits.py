"""Several limits in one variable, as `name=number` with spaces between."""

from dataclasses import fields
from typing import Any, TypeVar

T = TypeVar("T")


def named_limits(kind: type[T], text: str) -> T:
    """Read `size=1000 recipients=5` over the defaults of a dataclass; raises ValueError naming what may be set."""
    known = {one.name for one in fields(kind)}  # type: ignore[arg-type]
    pairs = [item.partition("=") for item in text.split()]
    if not all(
        name in known and value.isascii() and value.isdigit() and int(value) for name, _, value in pairs
    ):
        raise ValueError(f"not name=number above zero; the names are {', '.join(sorted(known))}")
    numbers: dict[str, Any] = {name: int(value) for name, _, value in pairs}
    return kind(**numbers)
