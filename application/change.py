"""What commands that change something share: the version their author saw (If-Match)."""

from dataclasses import dataclass
from typing import TypeVar

from domain.kernel.aggregate import Aggregate
from domain.kernel.refusal import VersionMismatch

A = TypeVar("A", bound=Aggregate)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A change of something that is there; `expected_version` is what its author saw, None is whatever it is now."""

    expected_version: int | None = None


def unchanged(aggregate: A, command: Change) -> A:
    """Return the aggregate if it is still what the command's author saw. Raises `VersionMismatch`."""
    if command.expected_version not in (None, aggregate.version):
        raise VersionMismatch
    return aggregate
