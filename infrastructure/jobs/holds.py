"""Which conversations a bot has held for long enough without an answer: found for a worker to hand them over (CHT-08)."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from application.bot_hold import EndHold
from application.bus import Bus
from application.ports import Clock
from domain.kernel.envelope import Envelope
from infrastructure.jobs.worker import Pending
from infrastructure.postgres.pool import Pool

KIND = "hold"
MOST = 2_000
OVER = """
SELECT account_id, conversation_id FROM thread
WHERE held_since <= %(over)s ORDER BY held_since LIMIT %(most)s
"""


class Releasing:
    """Finds them and, as the job, has each handed over: the command decides on the log, so it is done once."""

    def __init__(self, pool: Pool, bus: Bus, clock: Clock, minutes: int) -> None:
        """Read from `pool`, write by `bus`; `minutes` is how long a bot waits for an answer."""
        self._pool, self._bus, self._clock, self._minutes = pool, bus, clock, timedelta(minutes=minutes)

    def due(self) -> Iterator[Pending]:
        """Yield the conversations whose time is over."""
        values = {"over": self._clock() - self._minutes, "most": MOST}
        with self._pool.connection() as db:
            rows: list[Any] = db.execute(OVER, values).fetchall()
        for account_id, conversation_id in rows:
            yield Pending(KIND, account_id, conversation_id, conversation_id.hex)

    def __call__(self, account_id: UUID, conversation_id: UUID, _key: str) -> None:
        """Hand one over."""
        env = Envelope(account_id, "system:clock", self._clock(), uuid4())
        self._bus.dispatch(EndHold(conversation_id), env)
