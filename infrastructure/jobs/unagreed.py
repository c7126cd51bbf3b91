"""Which originals waited for consent for long enough: found for a worker to destroy their keys (PRV-02)."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from application.bus import Bus
from application.ports import Clock
from application.unagreed import DestroyUnagreed
from domain.intake.aggregate import CONSENT_MISSING
from domain.kernel.envelope import Envelope
from infrastructure.jobs.worker import Pending
from infrastructure.postgres.pool import Pool

KIND = "unagreed"
MOST = 2_000
OVER = """
SELECT account_id, intake_id FROM channel_list_intake
WHERE state = 'set_aside' AND reason = %(reason)s AND accepted_at <= %(over)s ORDER BY accepted_at LIMIT %(most)s
"""


class Destroying:
    """Finds them and, as the job, has each destroyed: the command decides on the log, so it is done once."""

    def __init__(self, pool: Pool, bus: Bus, clock: Clock, days: int) -> None:
        """Read from `pool`, write by `bus`; `days` is how long they are held."""
        self._pool, self._bus, self._clock, self._days = pool, bus, clock, timedelta(days=days)

    def due(self) -> Iterator[Pending]:
        """Yield the originals whose time is over."""
        values = {"reason": CONSENT_MISSING, "over": self._clock() - self._days, "most": MOST}
        with self._pool.connection() as db:
            rows: list[Any] = db.execute(OVER, values).fetchall()
        for account_id, intake_id in rows:
            yield Pending(KIND, account_id, intake_id, intake_id.hex)

    def __call__(self, account_id: UUID, intake_id: UUID, _key: str) -> None:
        """Destroy one."""
        env = Envelope(account_id, "system:clock", self._clock(), uuid4())
        self._bus.dispatch(DestroyUnagreed(intake_id), env)
