"""A batch by kind of event, to know which rows it touches before it is folded."""

from collections.abc import Iterable, Sequence
from operator import attrgetter

from domain.kernel.event import Event
from projections.common.recorded import Recorded
from projections.common.table import Key


class Grouped:
    """The events of a batch, grouped by class once."""

    def __init__(self, batch: Sequence[Recorded]) -> None:
        self._events: dict[type[Event], list[Event]] = {}
        for _, event in batch:
            self._events.setdefault(type(event), []).append(event)

    def keys(self, facts: Iterable[type[Event]], *names: str) -> set[Key]:
        """Return (account id, *values of the named fields) of every event of these classes."""
        key_of = attrgetter("envelope.account_id", *names)
        return {key_of(event) for fact in facts for event in self._events.get(fact, ())}
