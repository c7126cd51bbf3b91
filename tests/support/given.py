"""given(aggregate).when(command).then(facts): how aggregates are specified."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Generic, Self, TypeVar
from uuid import NAMESPACE_OID, UUID, uuid5

import pytest

from domain.kernel.aggregate import Aggregate
from domain.kernel.envelope import Envelope
from domain.kernel.event import Event, payload
from domain.kernel.refusal import Refusal

A = TypeVar("A", bound=Aggregate)
START = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


def uid(name: str | int) -> UUID:
    """Return the id that a name has in all tests."""
    return uuid5(NAMESPACE_OID, str(name))


def env(seconds: float = 0, actor: str = "system:test") -> Envelope:
    """Return an envelope of the tests' account, so many seconds after `START`."""
    return Envelope(uid("account"), actor, START + timedelta(seconds=seconds), uid("correlation"))


def rebuilt(cls: type[A], history: tuple[Event, ...]) -> A:
    """Return the aggregate as a store would load it."""
    aggregate: Any = None
    for event in history:
        aggregate = event.mutate(aggregate)
    assert isinstance(aggregate, cls)
    return aggregate


@dataclass(frozen=True)
class Outcome:
    """What a command did: facts recorded, or a refusal."""

    events: tuple[Event, ...]
    refusal: Refusal | None

    def then(self, *expected: tuple[type[Event], Mapping[str, object]]) -> Self:
        """Demand exactly these facts, each with at least these fields."""
        if self.refusal:
            raise self.refusal
        assert [type(event) for event in self.events] == [fact for fact, _ in expected]
        for event, (_, wanted) in zip(self.events, expected, strict=True):
            recorded = payload(event)
            assert {name: recorded[name] for name in wanted} == wanted
        return self

    def then_nothing(self) -> None:
        """Demand that the command had no effect and was not refused."""
        self.then()

    def then_refused(self, refusal: type[Refusal], match: str = "") -> None:
        """Demand the refusal, with text that matches, and no fact."""
        with pytest.raises(refusal, match=match or None):
            self.then()
        assert not self.events


@dataclass(frozen=True)
class Given(Generic[A]):
    """An aggregate whose history is saved."""

    aggregate: A
    history: tuple[Event, ...]

    def when(self, command: Callable[[A], object]) -> Outcome:
        """Carry the command out on an aggregate that was loaded from the history, and check that replay agrees."""
        loaded = rebuilt(type(self.aggregate), self.history)
        refusal = None
        try:
            command(loaded)
        except Refusal as refused:
            refusal = refused
        recorded = events_of(loaded)
        again = rebuilt(type(loaded), self.history + recorded)
        assert state(again) == state(loaded)
        return Outcome(recorded, refusal)


def given(aggregate: A, *commands: Callable[[A], object]) -> Given[A]:
    """Start from an aggregate on which these commands were carried out before."""
    for command in commands:
        command(aggregate)
    return Given(aggregate, events_of(aggregate))


def events_of(aggregate: Aggregate) -> tuple[Event, ...]:
    """Take the facts that were recorded since the last time."""
    return tuple(event for event in aggregate.collect_events() if isinstance(event, Event))


def state(aggregate: Aggregate) -> dict[str, object]:
    """Return the aggregate's state, without what waits to be saved."""
    return {name: value for name, value in vars(aggregate).items() if name != "_pending_events"}
