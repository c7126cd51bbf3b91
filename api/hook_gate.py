"""What comes to the hooks is judged whoever brings it; where too much wrong came from, one thing at a time (SE-03, RL-03).

Behind a proxy that is not known as one everybody has one address. So what is signed is never refused for what others at
its address did: all that wrong signatures bring about is that what comes from there is judged in a row, which is one core's
work at most.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from threading import Lock

from api.buckets import Buckets

PER_SECOND, BURST = 50.0, 500
"""How much wrong an address may bring."""
PATIENCE = 2.0
"""Seconds that something waits for its turn."""


class Overloaded(Exception):
    """Too much is waiting to be judged."""


class HookGate:
    """Lets things be judged."""

    def __init__(
        self, per_second: float = PER_SECOND, burst: int = BURST, patience: float = PATIENCE
    ) -> None:
        self._wrong, self._row, self._patience = Buckets(per_second, burst), Lock(), patience

    @contextmanager
    def judging(self, caller: str) -> Iterator[Callable[[], object]]:
        """Judge one thing of an address meanwhile; what is yielded notes that it was wrong. Raises `Overloaded`."""
        in_a_row = bool(self._wrong.wait(caller))
        if in_a_row and not self._row.acquire(timeout=self._patience):
            raise Overloaded
        try:
            yield partial(self._wrong.take, caller)
        finally:
            if in_a_row:
                self._row.release()
