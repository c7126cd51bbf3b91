"""Which function of a view takes which event."""

from collections.abc import Callable, Sequence
from typing import Any, Generic, Protocol, TypeVar, get_args, get_type_hints

from domain.kernel.event import Event
from projections.common.db import Db
from projections.common.recorded import Recorded


class Saves(Protocol):
    """What a batch is folded into."""

    def save(self) -> None:
        """Write everything."""


Fold = TypeVar("Fold", bound=Saves)
Function = TypeVar("Function", bound=Callable[..., None])


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
    ) -> None:
        """Start a fold of those events of the batch that have a function, let each change it in order, and save."""
        functions = self._functions
        own = [recorded for recorded in batch if type(recorded[1]) in functions]
        if not own:
            return
        fold = start(own, db)
        for position, event in own:
            functions[type(event)](fold, position, event)
        fold.save()
