"""A reactor: what happens of itself when something has happened. Pure; whoever runs it keeps its place in the log.

Each module of `application.processes` has one: `reactor = Reactor("route_on_message", frozenset({...}), react)`.
"""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from application.bus import Command
from domain.kernel.event import Event
from domain.kernel.ids import ROOT, derived


class Happened(Protocol):
    """An event at its position in the log."""

    @property
    def position(self) -> int:
        """Its place in the log."""

    @property
    def event(self) -> Event:
        """The fact."""


@dataclass(frozen=True, slots=True)
class Work:
    """Work that calls the outside, to be done by a worker of that `kind`; `key` names it, once and for ever.

    Whether it is still to be done must follow from the log: a queue that was lost is filled again from there (RL-02).
    """

    kind: str
    object_id: UUID
    key: str


def _stream(happened: Happened) -> Hashable:
    return happened.event.originator_id


@dataclass(frozen=True, slots=True)
class Reactor:
    """What to do about events of `handles`: `react` is pure and gives the same answer for the same event, always.

    It runs once for each event from its installation on (from the first event of the log if `from_start`), never in a
    rebuild. With several `workers`, events of the same `partition` stay in order, others may overtake.
    """

    name: str
    handles: frozenset[type[Event]]
    react: Callable[[Happened], Sequence[Command | Work]]
    from_start: bool = False
    workers: int = 1
    partition: Callable[[Happened], Hashable] = _stream

    def command_id(self, position: int, index: int) -> UUID:
        """Return the id of the command at `index` of the answer to the event at `position`."""
        return derived(ROOT, "reactor", self.name, str(position), str(index))


def cause_of(event: Event) -> UUID:
    """Return the id by which what an event led to names it as its cause."""
    return derived(event.originator_id, str(event.originator_version))
