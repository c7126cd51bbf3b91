"""How events fill the timeline: references only, so nothing personal is stored twice."""

from collections.abc import Sequence
from functools import partial
from uuid import UUID

from domain.claim.events import Claimed
from domain.kernel.event import Event
from projections.common.db import Db
from projections.common.handlers import Finish
from projections.common.projector import View
from projections.common.recorded import Recorded
from projections.timeline.objects import HELD, extractors
from projections.timeline.rows import TIMELINE


class Timeline(View):
    """Every event under each object it concerns, and under the user who acted."""

    name = "timeline"
    version = 5
    tables = ("timeline",)

    def __init__(self) -> None:
        self._extractors = extractors()
        self._handles: frozenset[type[Event]] = frozenset({*self._extractors, Claimed})

    @property
    def handles(self) -> frozenset[type[Event]]:
        """The events it wants to see."""
        return self._handles

    def fold(self, batch: Sequence[Recorded], db: Db) -> Finish:
        """Apply events."""
        rows: list[tuple[object, ...]] = []
        for position, event in batch:
            envelope, topic = event.envelope, event.TOPIC
            rows += [
                (envelope.account_id, kind, object_id, position, topic)
                for kind, object_id in self._objects(event, envelope.actor)
            ]
        return partial(TIMELINE.insert_values, db, rows)

    def _objects(self, event: Event, actor: str) -> list[tuple[str, UUID]]:
        if isinstance(event, Claimed):
            return [(HELD[event.kind], event.holder_id)] if event.kind in HELD else []
        objects = [
            (kind, object_id)
            for kind, id_of in self._extractors[type(event)]
            if (object_id := id_of(event)) is not None
        ]
        if actor.startswith("user:"):
            objects.append(("user", UUID(actor[5:])))
            return list(dict.fromkeys(objects))
        return objects
