"""Appends of one process that come while another waits for the disk share the next trip to it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import NamedTuple, cast
from uuid import UUID

from eventsourcing.persistence import IntegrityError, StoredEvent

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


@dataclass(eq=False)
class _Waiting:
    append: Append
    positions: Sequence[int] | None = None
    error: BaseException | None = None
    streams: set[UUID] = field(init=False)
    turn: Lock = field(default_factory=Lock)
    """Released when it is stored, or when it is its turn to store."""

    def __post_init__(self) -> None:
        self.streams = {cast("UUID", event.originator_id) for event in self.append.events}
        self.turn.acquire()

    @property
    def done(self) -> bool:
        return self.positions is not None or self.error is not None


class Groups:
    """Lets whoever comes first store for all who came meanwhile: one lock, one write to disk for them together.

    A group is all or nothing in the database; where it fails for what is in it, each is stored by itself, so that
    everyone is told exactly their own outcome.
    """

    def __init__(self, store: Callable[[Append], Sequence[int]]) -> None:
        """Store by `store`, which returns a position for each event."""
        self._store = store
        self._lock = Lock()
        self._queue: list[_Waiting] = []
        self._busy = False

    def append(self, append: Append) -> Sequence[int]:
        """Store, and return the positions; raises what `store` raises for this append."""
        mine = _Waiting(append)
        with self._lock:
            self._queue.append(mine)
            follows, self._busy = self._busy, True
        if follows:
            mine.turn.acquire()
        if not mine.done:
            self._lead(mine)
        if mine.error is not None:
            raise mine.error
        return mine.positions or []

    def _lead(self, mine: _Waiting) -> None:
        """Store groups up to the one with `mine` in it, then let the first of those who wait go on."""
        stored = False
        while not stored:
            with self._lock:
                group = self._next()
            self._together(group)
            stored = mine in group
            for one in group:
                if one is not mine:
                    one.turn.release()
        with self._lock:
            if self._queue:
                self._queue[0].turn.release()
            else:
                self._busy = False

    def _next(self) -> list[_Waiting]:
        """Take those from the queue that can share: none relies on, or makes, what another of them changes or makes."""
        group: list[_Waiting] = []
        left: list[_Waiting] = []
        made: set[UUID] = set()
        read: dict[UUID, int] = {}
        for one in self._queue:
            makes, reads = one.streams | one.append.keys.keys(), one.append.reads
            apart = makes.isdisjoint(made) and makes.isdisjoint(read) and made.isdisjoint(reads)
            if (
                len(group) < MOST
                and apart
                and all(read.get(stream, at) == at for stream, at in reads.items())
            ):
                group.append(one)
                made |= makes
                read |= reads
            else:
                left.append(one)
        self._queue = left
        return group

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
