"""Appends of one process that come while another waits for the disk share the next trip to it."""

from collections.abc import Callable, Sequence
from typing import NamedTuple, cast
from uuid import UUID

from eventsourcing.persistence import IntegrityError, StoredEvent

from infrastructure.turns import Turns, Waiting

Keys = dict[UUID, tuple[str, bytes]]
Appended = tuple[UUID, UUID | None, int]
"""Account, command, and how many of the events are the command's."""
MOST = 64


class Append(NamedTuple):
    """What is to be stored in one transaction; `reads` is stream -> version relied on (0: that there was none)."""

    events: Sequence[StoredEvent]
    commands: Sequence[Appended]
    keys: Keys
    reads: dict[UUID, int]


def joined(appends: Sequence[Append]) -> Append:
    """Return several as one."""
    events = [event for append in appends for event in append.events]
    commands = [command for append in appends for command in append.commands]
    keys: Keys = {}
    reads: dict[UUID, int] = {}
    for append in appends:
        keys |= append.keys
        reads |= append.reads
    return Append(events, commands, keys, reads)


class _Waiting(Waiting):
    def __init__(self, append: Append) -> None:
        super().__init__()
        self.append = append
        self.positions: Sequence[int] = ()
        self.streams = {cast("UUID", event.originator_id) for event in append.events}


class Groups:
    """Lets whoever comes first store for all who came meanwhile: one lock, one write to disk for them together.

    A group is all or nothing in the database; where it fails for what is in it, each is stored by itself, so that
    everyone is told exactly their own outcome.
    """

    def __init__(self, store: Callable[[Append], Sequence[int]]) -> None:
        """Store by `store`, which returns a position for each event."""
        self._store = store
        self._turns = Turns(_next, self._together)

    def append(self, append: Append) -> Sequence[int]:
        """Store, and return the positions; raises what `store` raises for this append."""
        mine = _Waiting(append)
        self._turns.take(mine)
        return mine.positions

    def _together(self, group: Sequence[_Waiting]) -> None:
        if len(group) > 1:
            try:
                positions = self._store(joined([one.append for one in group]))
            except IntegrityError:
                pass
            except BaseException as error:  # noqa: BLE001 - each of them has it
                for one in group:
                    one.error = error
                return
            else:
                start = 0
                for one in group:
                    one.positions = positions[start : start + len(one.append.events)]
                    start += len(one.append.events)
                return
        for one in group:
            try:
                one.positions = self._store(one.append)
            except BaseException as error:  # noqa: BLE001 - raised by whoever waits for it
                one.error = error


def _next(queue: list[_Waiting]) -> tuple[list[_Waiting], list[_Waiting]]:
    """Choose those that can share: none relies on, or makes, what another of them changes or makes."""
    group: list[_Waiting] = []
    left: list[_Waiting] = []
    made: set[UUID] = set()
    read: dict[UUID, int] = {}
    for one in queue:
        makes, reads = one.streams | one.append.keys.keys(), one.append.reads
        apart = makes.isdisjoint(made) and makes.isdisjoint(read) and made.isdisjoint(reads)
        if len(group) < MOST and apart and all(read.get(stream, at) == at for stream, at in reads.items()):
            group.append(one)
            made |= makes
            read |= reads
        else:
            left.append(one)
    return group, left
