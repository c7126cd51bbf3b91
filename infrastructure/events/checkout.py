"""A cache of aggregates from which each is checked out by whoever takes it, so that nobody ever shares one."""

from collections import OrderedDict
from collections.abc import Iterable
from threading import Lock
from uuid import UUID

from domain.kernel.aggregate import Aggregate

ALIKE = 8
"""Instances of one stream that are kept: what all commands read, such as a channel, is there for several at once."""


class CheckOut:
    """Keeps up to `streams` streams, those used last, each as a few instances of the newest version that was put back."""

    def __init__(self, streams: int) -> None:
        """Begin empty."""
        self._streams = streams
        self._held: OrderedDict[UUID, list[Aggregate]] = OrderedDict()
        self._lock = Lock()

    def take(self, stream_id: UUID) -> Aggregate | None:
        """Return an instance that is nobody else's from here on; None where none is at hand."""
        with self._lock:
            return self._take(stream_id)

    def take_all(self, stream_ids: Iterable[UUID]) -> dict[UUID, Aggregate]:
        """Return an instance each of those streams of which there is one."""
        with self._lock:
            found = {one: self._take(one) for one in dict.fromkeys(stream_ids)}
        return {one: aggregate for one, aggregate in found.items() if aggregate is not None}

    def put(self, aggregates: Iterable[Aggregate]) -> None:
        """Take instances back, or in; of several versions of a stream only the newest stays."""
        with self._lock:
            for aggregate in aggregates:
                alike = self._held.setdefault(aggregate.id, [])
                self._held.move_to_end(aggregate.id)
                if alike and alike[-1].version < aggregate.version:
                    alike.clear()
                if len(alike) < ALIKE and all(_alike(one, aggregate) for one in alike):
                    alike.append(aggregate)
            while len(self._held) > self._streams:
                self._held.popitem(last=False)

    def drop(self, stream_ids: Iterable[UUID]) -> None:
        """Forget all instances of these streams."""
        with self._lock:
            for stream_id in stream_ids:
                self._held.pop(stream_id, None)

    def _take(self, stream_id: UUID) -> Aggregate | None:
        alike = self._held.get(stream_id)
        if alike is None:
            return None
        found = alike.pop()
        if not alike:
            del self._held[stream_id]
        return found


def _alike(one: Aggregate, other: Aggregate) -> bool:
    return one is not other and one.version == other.version
