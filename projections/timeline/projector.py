"""How events fill the timeline: references only, so nothing personal is stored twice."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from domain.claim.events import Claimed
from domain.kernel.event import Event
from projections.common.db import Db
from projections.common.projector import View
from projections.common.recorded import Recorded
from projections.timeline.objects import HELD, extractors
from projections.timeline.rows import TIMELINE, EntryRow


class Timeline(View):
    """Every event under each object it concerns, and under the user who acted."""

    name = "timeline"
    version = 1
    tables = ("timeline",)

    def __init__(self) -> None:
        self._extractors = extractors()
        self._handles: frozenset[type[Event]] = frozenset({*self._extractors, Claimed})

    @property
    def handles(self) -> frozenset[type[Event]]:
        """The events it wants to see."""
        return self._handles

    def fold(self, batch: Sequence[Recorded], db: Db) -> None:
        """Apply events."""
        TIMELINE.insert(db, [row for position, event in batch for row in self._rows(position, event)])

    def _rows(self, position: int, event: Event) -> Iterator[EntryRow]:
        envelope = event.envelope
        account, actor, at = envelope.account_id, envelope.actor, event.timestamp
        topic, correlation, causation = event.TOPIC, envelope.correlation_id, envelope.causation_id
        for kind, object_id in self._objects(event):
            yield EntryRow(account, kind, object_id, position, topic, actor, at, correlation, causation)

    def _objects(self, event: Event) -> Iterator[tuple[str, UUID]]:
        if isinstance(event, Claimed):
            if event.kind in HELD:
                yield HELD[event.kind], event.holder_id
            return
        kinds, ids_of = self._extractors[type(event)]
        seen = set()
        for kind, object_id in zip(kinds, ids_of(event), strict=True):
            if object_id is not None and object_id not in seen:
                seen.add(object_id)
                yield kind, object_id
        actor = event.envelope.actor
        if actor.startswith("user:") and (user_id := UUID(actor[5:])) not in seen:
            yield "user", user_id
