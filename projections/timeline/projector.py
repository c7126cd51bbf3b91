"""How events fill the timeline: references only, so nothing personal is stored twice."""

from collections.abc import Sequence
from uuid import UUID

from domain.claim.events import Claimed
from domain.kernel.event import Event
from projections.common.db import Db
from projections.common.projector import View
from projections.common.recorded import Recorded
from projections.timeline.objects import HELD, extractors
from projections.timeline.rows import TIMELINE


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
        rows: list[tuple[object, ...]] = []
        for position, event in batch:
            envelope = event.envelope
            account, actor = envelope.account_id, envelope.actor
            why = event.TOPIC, actor, event.timestamp, envelope.correlation_id, envelope.causation_id
            for object_id, kind in self._objects(event, actor).items():
                rows.append((account, kind, object_id, position, *why))
        TIMELINE.insert_values(db, rows)

    def _objects(self, event: Event, actor: str) -> dict[UUID | None, str]:
        if isinstance(event, Claimed):
            return {event.holder_id: HELD[event.kind]} if event.kind in HELD else {}
        kinds, ids_of = self._extractors[type(event)]
        objects: dict[UUID | None, str] = dict(zip(ids_of(event), kinds, strict=True))
        objects.pop(None, None)
        if actor.startswith("user:"):
            objects.setdefault(UUID(actor[5:]), "user")
        return objects
