"""The log as the application and the runners see it: load, append, read; with a check-out cache of aggregates."""

import logging
from collections.abc import Container, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from typing import TypeVar, cast
from uuid import UUID

from eventsourcing.persistence import IntegrityError, InterfaceError, InternalError, OperationalError
from eventsourcing.utils import get_topic
from psycopg_pool import PoolTimeout

from application.ports import Claimant, Conflict, Outcome, Recording, Unavailable
from domain.claim import events as claim
from domain.kernel.aggregate import Aggregate
from domain.kernel.event import Event, Opening
from domain.kernel.refusal import NotFound
from infrastructure.events.checkout import CheckOut
from infrastructure.events.keyring import Fresh, SubjectErased
from infrastructure.events.mapper import SealingMapper
from infrastructure.events.recorder import OneTripRecorder, Row
from projections.common.recorded import Recorded

A = TypeVar("A", bound=Aggregate)
AWAY = (OperationalError, InterfaceError, InternalError, PoolTimeout)
logger = logging.getLogger(__name__)


@contextmanager
def reaching_it() -> Iterator[None]:
    """Let what is raised while the database is away be `Unavailable` for whoever asked (RL-03)."""
    try:
        yield
    except AWAY as error:
        raise Unavailable from error


class Log:
    """One event log. Aggregates are checked out of the cache by whoever loads them, so nobody ever shares one."""

    def __init__(self, recorder: OneTripRecorder, mapper: SealingMapper, *, cached: int = 10_000) -> None:
        """Read and append through `recorder` and `mapper`, keeping aggregates of up to `cached` streams."""
        self.recorder, self.mapper = recorder, mapper
        self._cache = CheckOut(cached)

    # ------------------------------------------------------------------ commands
    def load(self, cls: type[A], stream_id: UUID) -> A | None:
        """See `application.ports.Log.load`; an aggregate of another class reads as absent."""
        known = self._cache.take(stream_id)
        if known is None:
            known = self.fresh(cls, stream_id)
        return known if isinstance(known, cls) else None

    def fetch(self, stream_ids: Sequence[UUID]) -> dict[UUID, Aggregate]:
        """See `application.ports.Log.fetch`."""
        found = self._cache.take_all(stream_ids)
        for recorded in self.streams([one for one in stream_ids if one not in found]):
            stream_id = recorded.event.originator_id
            found[stream_id] = cast("Aggregate", recorded.event.mutate(found.get(stream_id)))
        return found

    @reaching_it()
    def fresh(self, cls: type[A], stream_id: UUID) -> A | None:
        """Return the aggregate as it is now, past the cache: for reading outside of commands."""
        return self.mapped(cls, self.recorder.streams([stream_id]))

    def mapped(self, cls: type[A], rows: Sequence[Row]) -> A | None:
        """Fold rows of one stream into its aggregate; None where they are none, or another class's."""
        aggregate: A | None = None
        for recorded in self.opened(rows):
            if aggregate is None and get_topic(cls) != cast("Opening", recorded.event).OF:
                return None
            aggregate = cast("A", recorded.event.mutate(aggregate))
        return aggregate

    def keep(self, aggregates: Sequence[Aggregate]) -> None:
        """See `application.ports.Log.keep`."""
        self._cache.put(aggregates)

    def append(
        self,
        account_id: UUID,
        command_id: UUID | None,
        changed: Sequence[Aggregate],
        reads: dict[UUID, int],
    ) -> Outcome:
        """See `application.ports.Log.append`."""
        pending = chain.from_iterable(aggregate.collect_events() for aggregate in changed)
        events = [cast("Event", event) for event in pending]
        positions = self._store([Recording(account_id, command_id, events)], reads)
        self.keep(changed)
        return Outcome(max(positions or [0]), tuple(dict.fromkeys(event.originator_id for event in events)))

    def append_together(self, recordings: Sequence[Recording], reads: dict[UUID, int]) -> None:
        """See `application.ports.Log.append_together`."""
        self._store(recordings, reads)

    @reaching_it()
    def _store(self, recordings: Sequence[Recording], reads: dict[UUID, int]) -> Sequence[int]:
        fresh = Fresh()
        try:
            stored = [
                self.mapper.seal(event, fresh) for recording in recordings for event in recording.events
            ]
            commands = [
                (account_id, command_id, len(events)) for account_id, command_id, events in recordings
            ]
            positions = self.recorder.insert_events(
                stored, commands=commands, keys=fresh.wrapped, reads=reads
            )
        except SubjectErased as error:
            raise NotFound("contact") from error
        except IntegrityError as error:
            self.mapper.keyring.forget(fresh.ciphers)
            raise Conflict from error
        self.mapper.keyring.adopt(fresh)
        return positions or []

    @reaching_it()
    def outcome_of(self, account_id: UUID, command_id: UUID) -> Outcome | None:
        """See `application.ports.Log.outcome_of`."""
        positions = self.recorder.positions_of(account_id, command_id)
        if positions is None:
            return None
        rows = self.recorder.at(positions)
        return Outcome(max(positions), tuple(dict.fromkeys(row[1] for row in rows)))

    def holders(self, claim_ids: Sequence[UUID]) -> dict[UUID, Claimant]:
        """See `application.ports.Log.holders`."""
        held: dict[UUID, Claimant] = {}
        for recorded in self.streams(claim_ids):
            match recorded.event:
                case claim.Claimed() | claim.Reclaimed() as event:
                    held[event.originator_id] = Claimant(event.holder_id, event.ref_id)
                case claim.Released() as event:
                    held.pop(event.originator_id, None)
        return held

    # ------------------------------------------------------------------ readers
    @reaching_it()
    def read(
        self,
        after: int,
        limit: int,
        topics: Sequence[str] = (),
        stop: int | None = None,
        *,
        personal: Container[type[Event]] | None = None,
    ) -> list[Recorded]:
        """Return a page of the log after a position, by position; see `opened`."""
        return self.opened(self.recorder.page(after, limit, stop, topics), personal)

    def stream(self, stream_id: UUID, stop: int | None = None) -> list[Event]:
        """Return one stream's events in order, up to a position if given."""
        return [recorded.event for recorded in self.streams([stream_id], stop)]

    @reaching_it()
    def versions(self, stream_id: UUID, versions: Sequence[int]) -> list[Event]:
        """See `application.ports.Log.versions`."""
        rows = self.recorder.versions(stream_id, versions)
        return [recorded.event for recorded in self.opened(rows)]

    @reaching_it()
    def streams(
        self,
        stream_ids: Sequence[UUID],
        stop: int | None = None,
        *,
        personal: Container[type[Event]] | None = None,
    ) -> list[Recorded]:
        """Return several streams' events by position, up to one if given; see `opened`."""
        return self.opened(self.recorder.streams(stream_ids, stop), personal)

    @reaching_it()
    def heads(self, stream_ids: Sequence[UUID], stop: int) -> dict[UUID, tuple[int, int, int]]:
        """Return of each stream that had begun at a position: its first position, last version and last position."""
        return {
            stream: (first, version, last)
            for stream, first, version, last in self.recorder.heads(stream_ids, stop)
        }

    @reaching_it()
    def at(self, positions: Sequence[int]) -> list[Recorded]:
        """Return the events at these positions."""
        return self.opened(self.recorder.at(positions))

    @reaching_it()
    def last_position(self) -> int:
        """Return the position of the newest event, 0 for an empty log."""
        return self.recorder.max_notification_id() or 0

    @reaching_it()
    def opened(self, rows: Sequence[Row], personal: Container[type[Event]] | None = None) -> list[Recorded]:
        """Decode rows, their subjects' keys fetched in one query.

        With `personal` only events of these classes are opened and what is sealed of others reads as erased: who asks
        about states needs no more, and opening is most of the work.
        """
        mapper = self.mapper
        parsed = [(row[0], mapper.parse(row[1], row[2], row[3], row[4])) for row in rows]
        if personal is not None:
            parsed = [(at, half if half.cls in personal else half._replace(box=b"")) for at, half in parsed]
        mapper.keyring.prefetch(half.subject for _, half in parsed if half.subject is not None and half.box)
        return [Recorded(position, mapper.open(half)) for position, half in parsed]

    def evict(self, stream_ids: Sequence[UUID]) -> None:
        """Drop aggregates from the cache."""
        self._cache.drop(stream_ids)
