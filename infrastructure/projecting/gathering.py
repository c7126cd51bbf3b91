"""When to let more gather before the next page of the log: a large page costs much less an event, a small one less time."""

import time
from collections.abc import Callable

REST = 0.06
OVER = 0.5
"""Seconds over which it is judged how much comes: of what came at once, as after a pause, nothing follows."""


class Gathering:
    """Tells how long to rest after a page: not at all as long as little comes, for somebody may wait for what does.

    After a page of fewer than `many` the next follows at once, too, and after a `full` one, since more is there.
    """

    def __init__(
        self,
        many: int,
        full: int,
        busy: float,
        *,
        rest: float = REST,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Rest for `rest` seconds while `busy` or more come each second."""
        self._many, self._full, self._busy, self._rest, self._clock = many, full, busy, rest, clock
        self._at, self._rate = clock(), 0.0

    def after(self, taken: int) -> float:
        """Return the seconds to rest after a page of so many."""
        now = self._clock()
        took = max(now - self._at, 0.001)
        self._rate += min(took / OVER, 1) * (taken / took - self._rate)
        self._at = now
        return self._rest if self._many <= taken < self._full and self._rate >= self._busy else 0.0
