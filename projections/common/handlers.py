"""Which function of a view takes which event."""

from collections.abc import Callable, Sequence
from typing import Any, Generic, Protocol, TypeVar, get_args, get_type_hints, runtime_checkable

from domain.kernel.event import Event
from projections.common.db import Db
from projections.common.recorded import Recorded


class Saves(Protocol):
    """What a batch is folded into."""

    def save(self) -> None:
        """Write everything."""


@runtime_checkable
class Looks(Protocol):
    """A fold that looks at the rows it asked for before the first event."""

    def look(self) -> None:
        """Do so; they are waited for."""


Finish = Callable[[], None]
"""Applies what was begun: between the two others may ask for their rows, so that all answers come in one trip."""
Fold = TypeVar("Fold", bound=Saves)
Function = TypeVar("Function", bound=Callable[..., None])


def finished() -> None:
    """Do nothing: nothing of the batch is for this view."""


class Handlers(Generic[Fold]):
    """A register of functions `(fold, position, event)`, filled by decorating them.

    Which events a function takes is read from its annotation of `event`: one class, or a union of some.
    """

    def __init__(self) -> None:
        self._functions: dict[type[Event], Callable[[Fold, int, Any], None]] = {}

    def __call__(self, function: Function) -> Function:
        """Register the decorated function."""
        annotation = get_type_hints(function)["event"]
        self._functions.update(dict.fromkeys(get_args(annotation) or (annotation,), function))
        return function

    @property
    def facts(self) -> frozenset[type[Event]]:
        """The events that have a function."""
        return frozenset(self._functions)

    def fold(
        self, start: Callable[[Sequence[Recorded], Db], Fold], batch: Sequence[Recorded], db: Db
    ) -> Finish:
        """Start a fold of those events of the batch that have a function; what is returned lets each change it, and saves."""
        functions = self._functions
        own = [recorded for recorded in batch if type(recorded[1]) in functions]
        if not own:
            return finished
        fold = start(own, db)
        looking: object = fold

        def finish() -> None:
            if isinstance(looking, Looks):
                looking.look()
            for position, event in own:
                functions[type(event)](fold, position, event)
            fold.save()

        return finish
