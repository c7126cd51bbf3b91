"""What this process may go on with for a moment instead of asking again."""

import time
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")
KEPT = 10_000


class Memory(Generic[Key, Value]):
    """Answers by key, each good for some seconds; None is never remembered."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._known: OrderedDict[Key, tuple[Value, float]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Key, ask: Callable[[], Value | None], *, fresh: bool = False) -> Value | None:
        """Return what is known, or ask; `fresh` asks in any case."""
        with self._lock:
            known = self._known.get(key)
        if known is not None and not fresh and known[1] > time.monotonic():
            return known[0]
        value = ask()
        if value is None:
            self.forget(key)
        elif self._seconds:
            with self._lock:
                self._known[key] = (value, time.monotonic() + self._seconds)
                self._known.move_to_end(key)
                while len(self._known) > KEPT:
                    self._known.popitem(last=False)
        return value

    def forget(self, key: Key) -> None:
        """Ask again the next time."""
        with self._lock:
            self._known.pop(key, None)

    def forget_all(self) -> None:
        """Ask again about everything."""
        with self._lock:
            self._known.clear()
