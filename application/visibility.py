"""The one place where commands enforce inbox visibility (ACC-10, SE-01)."""

from typing import Protocol, TypeVar
from uuid import UUID

from application.unit import Unit
from domain.kernel.refusal import NotFound


class InInbox(Protocol):
    """Anything that belongs to an inbox."""

    inbox_id: UUID


T = TypeVar("T", bound=InInbox)


def visible(unit: Unit, what: str, thing: T) -> T:
    """Return the thing if its inbox is the actor's to see.

    Raises:
        NotFound: it is not; the same answer as for what does not exist.

    """
    if not unit.standing.sees(thing.inbox_id):
        raise NotFound(what)
    return thing
