"""Whoever comes first does the work of all who came meanwhile: one at a time, and nobody waits for more than their own."""

from collections.abc import Callable, Sequence
from threading import Lock
from typing import Generic, TypeVar


class Waiting:
    """What somebody brings and waits for; `error` is raised where they wait."""

    def __init__(self) -> None:
        """Begin with nothing done."""
        self.error: BaseException | None = None
        self.done = False
        self.turn = Lock()
        """Released when it is done, or when it is its turn to lead."""
        self.turn.acquire()


W = TypeVar("W", bound=Waiting)


class Turns(Generic[W]):
    """A queue whose first does the work, for as many as can share it."""

    def __init__(
        self, choose: Callable[[list[W]], tuple[list[W], list[W]]], act: Callable[[Sequence[W]], None]
    ) -> None:
        """Split the queue by `choose` into those of the next turn and the rest; `act` gives each its outcome, raising nothing."""
        self._choose, self._act = choose, act
        self._lock = Lock()
        self._queue: list[W] = []
        self._busy = False

    def __len__(self) -> int:
        """Return how many wait for a turn to begin."""
        return len(self._queue)

    def take(self, mine: W) -> None:
        """Wait until it is done, or do it with others'; raises its `error`."""
        with self._lock:
            self._queue.append(mine)
            follows, self._busy = self._busy, True
        if follows:
            mine.turn.acquire()
        if not mine.done:
            self._lead(mine)
        if mine.error is not None:
            raise mine.error

    def _lead(self, mine: W) -> None:
        """Act for groups up to the one with `mine` in it, then let the first of those who wait go on."""
        while not mine.done:
            with self._lock:
                group, self._queue = self._choose(self._queue)
            self._act(group)
            for one in group:
                one.done = True
                if one is not mine:
                    one.turn.release()
        with self._lock:
            if self._queue:
                self._queue[0].turn.release()
            else:
                self._busy = False
