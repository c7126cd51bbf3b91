"""What is asked of a child, and what it answers where there is no value."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Failed:
    """What a child answered instead of a value: the class of its exception, or BeyondBounds."""

    error: str


@dataclass(frozen=True, slots=True)
class Asked:
    """One request: the name of some work, and what it is given."""

    work: str
    arguments: tuple[Any, ...]
    options: dict[str, Any]


def asked(work: str, *arguments: Any, **options: Any) -> Asked:
    """Return a request for work of `infrastructure.isolation.work`."""
    return Asked(work, arguments, options)
