"""Several commands in one append: each decides on what those before it recorded, and nothing is stored in between."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar, cast
from uuid import UUID

from application.inbound import InboundMessage
from application.ports import (
    Claimant,
    Facts,
    Log,
    Originals,
    Outcome,
    Recording,
    RoutingInputs,
    Unreadable,
    Wanted,
)
from application.unit import Ports
from domain.claim.aggregate import Claim
from domain.kernel.aggregate import Aggregate
from domain.kernel.event import Event

A = TypeVar("A", bound=Aggregate)
TEXT_HELD = 200_000
"""Characters of an original's text that are worth holding until its turn; longer ones are read again then."""


class StagedLog:
    """A log over the log: what is appended here is seen here at once, and stored all at once by `store`.

    All it loaded is its own until then; once dropped, it is nobody's.
    """

    def __init__(self, log: Log) -> None:
        """Begin with nothing recorded."""
        self._log = log
        self._held: dict[UUID, Aggregate] = {}
        self._absent: set[UUID] = set()
        self._recordings: list[Recording] = []
        self._changed: set[UUID] = set()
        self._reads: dict[UUID, int] = {}

    def preload(self, stream_ids: Iterable[UUID]) -> None:
        """Fetch streams that are needed soon; what is empty is not asked for again."""
        unknown = set(stream_ids) - self._held.keys() - self._absent
        if unknown:
            found = self._log.fetch(list(unknown))
            self._held.update(found)
            self._absent.update(unknown - found.keys())

    def load(self, cls: type[A], stream_id: UUID) -> A | None:
        """See `application.ports.Log.load`."""
        if stream_id in self._absent:
            return None
        found = self._held.get(stream_id)
        if found is None:
            found = self._log.load(cls, stream_id)
            if found is not None:
                self._held[stream_id] = found
        return found if isinstance(found, cls) else None

    def keep(self, aggregates: Sequence[Aggregate]) -> None:
        """See `application.ports.Log.keep`."""
        self._held.update((aggregate.id, aggregate) for aggregate in aggregates)

    def append(
        self, account_id: UUID, command_id: UUID | None, changed: Sequence[Aggregate], reads: dict[UUID, int]
    ) -> Outcome:
        """Hold what was recorded; at which positions is known only once it is stored."""
        events = [cast("Event", event) for aggregate in changed for event in aggregate.collect_events()]
        # what an earlier command of this batch changed, the batch's own append proves
        for stream_id, version in reads.items():
            if stream_id not in self._changed:
                self._reads.setdefault(stream_id, version)
        self._recordings.append(Recording(account_id, command_id, events))
        streams = tuple(dict.fromkeys(event.originator_id for event in events))
        self._changed.update(streams)
        self._absent.difference_update(streams)
        self.keep(changed)
        return Outcome(0, streams)

    def holders(self, claim_ids: Sequence[UUID]) -> dict[UUID, Claimant]:
        """See `application.ports.Log.holders`."""
        held: dict[UUID, Claimant] = {}
        unknown: list[UUID] = []
        for claim_id in claim_ids:
            claim = self._held.get(claim_id)
            if isinstance(claim, Claim):
                if claim.holder_id is not None:
                    held[claim_id] = Claimant(claim.holder_id, claim.ref_id)
            elif claim_id not in self._absent:
                unknown.append(claim_id)
        return held | (self._log.holders(unknown) if unknown else {})

    def stream(self, stream_id: UUID) -> list[Event]:
        """See `application.ports.Log.stream`."""
        held = (event for recording in self._recordings for event in recording.events)
        return [*self._log.stream(stream_id), *(event for event in held if event.originator_id == stream_id)]

    def __getattr__(self, name: str) -> Any:
        """Leave all other questions to the log."""
        return getattr(self._log, name)

    def store(self) -> None:
        """Append everything; raises as `application.ports.Log.append_together` does."""
        self._log.append_together(self._recordings, self._reads)
        self._log.keep(list(self._held.values()))

    def drop(self) -> None:
        """Store nothing."""
        self._log.evict([*self._held, *self._changed])


class OriginalsOnce:
    """Originals that are read ahead, and handed out once; what cannot be read is not tried twice."""

    def __init__(self, originals: Originals) -> None:
        """Begin with nothing read."""
        self._originals = originals
        self._read: dict[UUID, InboundMessage | Unreadable] = {}

    def read(self, kind: str, blob_id: UUID, intake_id: UUID, own: Sequence[str]) -> InboundMessage:
        """See `application.ports.Originals.read`."""
        held = self._read.pop(blob_id, None)
        if isinstance(held, Unreadable):
            raise held
        return held or self._originals.read(kind, blob_id, intake_id, own)

    def read_all(self, wanted: Sequence[Wanted]) -> Sequence[InboundMessage | Unreadable]:
        """Read originals that are needed soon, and hold what is small."""
        found = self._originals.read_all(wanted)
        for one, message in zip(wanted, found, strict=True):
            if isinstance(message, Unreadable) or len(message.text) <= TEXT_HELD:
                self._read[one.blob_id] = message
        return found


class FactsOnce:
    """Facts of which those about candidates are asked for once: a choice is checked against the log in any case."""

    def __init__(self, facts: Facts) -> None:
        """Begin with nothing asked."""
        self._facts = facts
        self._candidates: dict[tuple[UUID, UUID, tuple[UUID, ...], tuple[UUID, ...]], RoutingInputs] = {}

    def candidates(
        self, account_id: UUID, inbox_id: UUID, user_ids: Sequence[UUID], team_ids: Sequence[UUID]
    ) -> RoutingInputs:
        """See `application.ports.Facts.candidates`."""
        key = account_id, inbox_id, tuple(user_ids), tuple(team_ids)
        if key not in self._candidates:
            self._candidates[key] = self._facts.candidates(account_id, inbox_id, user_ids, team_ids)
        return self._candidates[key]

    def __getattr__(self, name: str) -> Any:
        """Leave all other questions to the facts."""
        return getattr(self._facts, name)


@dataclass(frozen=True, slots=True)
class Batch:
    """Ports for several commands, and those among them that know it."""

    ports: Ports
    log: StagedLog
    originals: OriginalsOnce


def batch_on(ports: Ports) -> Batch:
    """Return a new batch over the real ports."""
    log, originals, facts = StagedLog(ports.log), OriginalsOnce(ports.originals), FactsOnce(ports.facts)
    together = replace(ports, log=cast("Log", log), originals=originals, facts=cast("Facts", facts))
    return Batch(together, log, originals)
