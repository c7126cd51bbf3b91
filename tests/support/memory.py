"""The outside in memory: a small real log with versions and conflicts, secrets, blobs and keys, for quick tests."""

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar, cast
from uuid import UUID, uuid5

from application.ports import Claimant, Conflict, Outcome, Recording
from domain.claim import events as claim
from domain.kernel.aggregate import Aggregate
from domain.kernel.event import Event, Opening
from projections.common.recorded import Recorded

A = TypeVar("A", bound=Aggregate)


class MemoryLog:
    """Satisfies `application.ports.Log`. Loading folds the events anew: nobody shares an aggregate."""

    def __init__(self) -> None:
        self.recorded: list[Recorded] = []
        self._streams: dict[UUID, list[Event]] = {}
        self._commands: dict[tuple[UUID, UUID], Outcome] = {}

    def load(self, cls: type[A], stream_id: UUID) -> A | None:
        aggregate: Any = None
        for event in self._streams.get(stream_id, ()):
            aggregate = event.mutate(aggregate)
        return aggregate if isinstance(aggregate, cls) else None

    def keep(self, aggregates: Sequence[Aggregate]) -> None:
        """Keep nothing: there is no cache."""

    def evict(self, stream_ids: Sequence[UUID]) -> None:
        """Drop nothing: there is no cache."""

    def append(
        self,
        account_id: UUID,
        command_id: UUID | None,
        changed: Sequence[Aggregate],
        reads: dict[UUID, int],
    ) -> Outcome:
        events = [cast("Event", event) for aggregate in changed for event in aggregate.collect_events()]
        self.append_together([Recording(account_id, command_id, events)], reads)
        return Outcome(len(self.recorded), _streams(events))

    def append_together(self, recordings: Sequence[Recording], reads: dict[UUID, int]) -> None:
        expected = dict(reads)
        for _, _, events in recordings:
            for event in events:
                expected.setdefault(event.originator_id, event.originator_version - 1)
        if any(len(self._streams.get(stream, ())) != version for stream, version in expected.items()):
            raise Conflict
        if any((account_id, command_id) in self._commands for account_id, command_id, _ in recordings):
            raise Conflict
        for account_id, command_id, events in recordings:
            for event in events:
                self._streams.setdefault(event.originator_id, []).append(event)
                self.recorded.append(Recorded(len(self.recorded) + 1, event))
            if command_id is not None:
                self._commands[account_id, command_id] = Outcome(len(self.recorded), _streams(events))

    def fetch(self, stream_ids: Sequence[UUID]) -> dict[UUID, Aggregate]:
        found: dict[UUID, Any] = {}
        for stream_id in stream_ids:
            for event in self._streams.get(stream_id, ()):
                found[stream_id] = event.mutate(found.get(stream_id))
        return found

    def outcome_of(self, account_id: UUID, command_id: UUID) -> Outcome | None:
        return self._commands.get((account_id, command_id))

    def holders(self, claim_ids: Sequence[UUID]) -> dict[UUID, Claimant]:
        held: dict[UUID, Claimant] = {}
        for claim_id in claim_ids:
            for event in self._streams.get(claim_id, ()):
                match event:
                    case claim.Claimed() | claim.Reclaimed():
                        held[claim_id] = Claimant(event.holder_id, event.ref_id)
                    case claim.Released():
                        held.pop(claim_id, None)
        return held

    def stream(self, stream_id: UUID) -> list[Event]:
        return list(self._streams.get(stream_id, ()))

    def versions(self, stream_id: UUID, versions: Sequence[int]) -> list[Event]:
        return [event for event in self.stream(stream_id) if event.originator_version in versions]

    def streams(self, stream_ids: Iterable[UUID]) -> list[Recorded]:
        wanted = set(stream_ids)
        return [one for one in self.recorded if one.event.originator_id in wanted]

    def read(self, after: int, limit: int) -> list[Recorded]:
        return self.recorded[after : after + limit]

    def last_position(self) -> int:
        return len(self.recorded)

    def opened_by(self, fact: type[Opening], account_id: UUID) -> list[UUID]:
        """Return the account's streams that began with this fact, oldest first."""
        return [
            one.event.originator_id
            for one in self.recorded
            if isinstance(one.event, fact) and one.event.account_id == account_id
        ]


def _streams(events: Sequence[Event]) -> tuple[UUID, ...]:
    return tuple(dict.fromkeys(event.originator_id for event in events))


class MemorySecrets(dict[tuple[UUID, str], bytes]):
    """Satisfies `application.ports.Secrets`; the secrets of accounts are derived, so that tests repeat."""

    def __init__(self) -> None:
        super().__init__()
        self.staged: dict[tuple[UUID, str], bytes | None] = {}

    def of_account(self, account_id: UUID) -> bytes:
        return uuid5(account_id, "secret").bytes * 2

    def of_installation(self) -> bytes:
        return self.of_account(UUID(int=0))

    def put(self, account_id: UUID, name: str, value: bytes) -> None:
        self[account_id, name] = value

    def get(self, account_id: UUID, name: str) -> bytes | None:  # type: ignore[override]
        return super().get((account_id, name))

    def take(self, account_id: UUID, name: str) -> bytes | None:
        return self.pop((account_id, name), None)

    def drop(self, account_id: UUID, name: str) -> None:
        self.pop((account_id, name), None)

    def stage(self, account_id: UUID, command_id: UUID, name: str, value: bytes | None) -> None:
        del command_id
        self.staged[account_id, name] = value

    def settle(self, account_id: UUID, name: str) -> None:
        value = self.staged.pop((account_id, name))
        if value is None:
            self.drop(account_id, name)
        else:
            self.put(account_id, name, value)


class MemoryKeys:
    """Satisfies `application.ports.SubjectKeys`."""

    def __init__(self) -> None:
        self.destroyed: set[UUID] = set()

    def destroy(self, subjects: Sequence[UUID]) -> None:
        self.destroyed.update(subjects)


class MemoryBlobs(dict[UUID, tuple[UUID, bytes]]):
    """Satisfies `application.ports.Blobs`; what was sealed for a destroyed subject is gone."""

    def __init__(self, keys: MemoryKeys) -> None:
        super().__init__()
        self._keys = keys

    def put(self, blob_id: UUID, subject_id: UUID, data: bytes, *, begins: bool = False) -> None:
        del begins
        self[blob_id] = (subject_id, data)

    def get(self, blob_id: UUID, subject_id: UUID) -> bytes | None:  # type: ignore[override]
        subject, data = super().get(blob_id, (None, b""))
        return data if subject == subject_id and subject not in self._keys.destroyed else None

    def delete(self, blob_ids: Sequence[UUID]) -> None:
        for blob_id in blob_ids:
            self.pop(blob_id, None)
