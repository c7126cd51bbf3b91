"""Moves the tickets of removed stages to where they belong now, batch by batch (TKT-02)."""

from collections.abc import Callable, Collection
from uuid import UUID, uuid4

from application.bus import Bus
from application.pipeline import MoveTicketsOfStage
from application.ports import Clock
from domain.kernel.envelope import Envelope
from infrastructure.events.log import Log
from infrastructure.postgres.pool import Pool
from projections.ticket_board.queries import in_removed_stages

BATCH = 50
"""Tickets of one append: few enough that nobody waits for it."""
PATIENCE = 10.0


class StageMoves:
    """A job for workers; whoever dies in the middle leaves the rest to the next, who finds it in the read model."""

    def __init__(
        self,
        bus: Bus,
        log: Log,
        views: Pool,
        clock: Clock,
        wait: Callable[[int, float, Collection[str]], bool],
    ) -> None:
        """Ask `views`; `wait(position, seconds, views)` waits for read models."""
        self._bus, self._log, self._views, self._clock, self._wait = bus, log, views, clock, wait

    def __call__(self, account_id: UUID, pipeline_id: UUID, _: str) -> None:
        """Move all there are now; what the read model does not show in time the next sweep finds."""
        self._wait(self._log.last_position(), PATIENCE, ("ticket_board",))
        while tickets := self._left(account_id, pipeline_id):
            env = Envelope(account_id, "system:stages", self._clock(), uuid4())
            done = self._bus.dispatch(MoveTicketsOfStage(pipeline_id, tickets), env)
            if not done.position or not self._wait(done.position, PATIENCE, ("ticket_board",)):
                return

    def _left(self, account_id: UUID, pipeline_id: UUID) -> tuple[UUID, ...]:
        with self._views.connection() as db:
            return tuple(in_removed_stages(db, account_id, pipeline_id, BATCH))
