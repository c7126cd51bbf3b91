"""When to let more gather before the next page of the log: a large page costs much less an event, a small one less time."""

import time
from collections.abc import Callable

REST = 0.06
OVER = 0.5
"""Seconds over which it is judged how much comes: of what came at once, as after a pause, nothing follows."""


class Rate:
    """How much comes each second, judged over the last half."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Begin with nothing."""
        self._clock, self._at = clock, clock()
        self.now = 0.0

    def add(self, taken: int) -> float:
        """Count what came now, and return the rate."""
        now = self._clock()
        took = max(now - self._at, 0.001)
        self.now += min(took / OVER, 1) * (taken / took - self.now)
        self._at = now
        return self.now


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
        self._many, self._full, self._busy, self._rest = many, full, busy, rest
        self._rate = Rate(clock)

    def after(self, taken: int) -> float:
        """Return the seconds to rest after a page of so many."""
        rate = self._rate.add(taken)
        return self._rest if self._many <= taken < self._full and rate >= self._busy else 0.0
