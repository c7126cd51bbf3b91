"""Which originals have waited for long enough for the message they are about: found for a worker to let go (MSG-11)."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

from application.bus import Bus
from application.early import KEPT_FOR, GiveUpWaiting
from application.ports import Clock
from domain.kernel.envelope import Envelope
from infrastructure.jobs.unagreed import MOST, OVER
from infrastructure.jobs.worker import Pending
from infrastructure.postgres.pool import Pool

KIND = "early"


class GivingUp:
    """Finds them and, as the job, ends each: the command decides on the log, so it is done once."""

    def __init__(self, pool: Pool, bus: Bus, clock: Clock) -> None:
        """Read from `pool`, write by `bus`."""
        self._pool, self._bus, self._clock = pool, bus, clock

    def due(self) -> Iterator[Pending]:
        """Yield the originals whose time is over."""
        rows: list[Any] = []
        with self._pool.connection() as db:
            for reason, kept_for in KEPT_FOR.items():
                values = {"reason": reason, "over": self._clock() - kept_for, "most": MOST}
                rows += db.execute(OVER, values).fetchall()
        for account_id, intake_id in rows:
            yield Pending(KIND, account_id, intake_id, intake_id.hex)

    def __call__(self, account_id: UUID, intake_id: UUID, _key: str) -> None:
        """End one."""
        env = Envelope(account_id, "system:clock", self._clock(), uuid4())
        self._bus.dispatch(GiveUpWaiting(intake_id), env)
