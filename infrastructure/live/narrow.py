"""Watches of single conversations: a visitor's stream wakes for its own only, however much happens beside it (CHT-11)."""

from collections import deque
from collections.abc import Iterable
from threading import Condition, Lock
from uuid import UUID

from api.live import Frame

KEPT = 100
NAMED = ("conversation_id", "visitor_id")


class NarrowWatch:
    """Satisfies `api.live.WatchOnly`."""

    def __init__(self, narrow: "Narrow") -> None:
        self._narrow = narrow
        self._changed = Condition()
        self._frames: deque[Frame] = deque(maxlen=KEPT)
        self._roused = False
        self.ids: set[UUID] = set()

    def also(self, one: UUID) -> None:
        """See `api.live.WatchOnly.also`."""
        self._narrow.add(self, one)

    def next(self, timeout: float) -> list[Frame]:
        """See `api.live.WatchOnly.next`."""
        with self._changed:
            self._changed.wait_for(lambda: self._frames or self._roused or self._narrow.closed, timeout)
            found = list(self._frames)
            self._frames.clear()
            self._roused = False
        return found

    def rouse(self) -> None:
        """See `api.live.WatchOnly.rouse`."""
        with self._changed:
            self._roused = True
            self._changed.notify_all()

    def close(self) -> None:
        """See `api.live.WatchOnly.close`."""
        self._narrow.drop(self)

    def take(self, frame: Frame | None) -> None:
        """Take a frame in, or look around."""
        with self._changed:
            if frame is not None:
                self._frames.append(frame)
            self._changed.notify_all()


class Narrow:
    """All such watches of a process, by what they watch."""

    def __init__(self) -> None:
        self._watches: dict[UUID, set[NarrowWatch]] = {}
        self._lock = Lock()
        self.closed = False

    def watch(self, ids: Iterable[UUID]) -> NarrowWatch:
        """Begin to watch these."""
        made = NarrowWatch(self)
        for one in ids:
            self.add(made, one)
        return made

    def add(self, watch: NarrowWatch, one: UUID) -> None:
        """Let a watch watch this, too."""
        with self._lock:
            watch.ids.add(one)
            self._watches.setdefault(one, set()).add(watch)

    def drop(self, watch: NarrowWatch) -> None:
        """Forget a watch."""
        with self._lock:
            for one in watch.ids:
                others = self._watches[one]
                others.discard(watch)
                if not others:
                    del self._watches[one]
            watch.ids.clear()

    def tell(self, frames: Iterable[Frame]) -> None:
        """Wake those who watch what a frame is about."""
        if not self._watches:
            return
        for frame in frames:
            named = {UUID(frame.ids[name]) for name in NAMED if name in frame.ids}
            with self._lock:
                told = {watch for one in named for watch in self._watches.get(one, ())}
            for watch in told:
                watch.take(frame)

    def close(self) -> None:
        """End all watching."""
        self.closed = True
        with self._lock:
            told = {watch for watches in self._watches.values() for watch in watches}
        for watch in told:
            watch.take(None)
