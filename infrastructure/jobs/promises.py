"""Which conversations' promises are to be reckoned or looked at: found for a worker to write down (CNV-10)."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

from application.bus import Bus
from application.ports import Clock
from application.sla import KeepPromises
from domain.kernel.envelope import Envelope
from infrastructure.jobs.worker import Pending
from infrastructure.postgres.pool import Pool

KIND = "promise"
MOST = 2_000
HERE = """p.account_id = l.account_id AND NOT p.archived
        AND (p.inbox_ids = '[]' OR jsonb_exists(p.inbox_ids, l.inbox_id::text))
        AND (p.channel_ids = '[]' OR jsonb_exists(p.channel_ids, l.channel_id::text))"""
"""Whether a policy is for a conversation."""
UNDER = f"""
WITH chosen AS (
    SELECT l.account_id, l.conversation_id, p.policy_id, concat_ws('|', p.policy_id, p.version, s.version, a.version,
        l.inbox_id, l.shelf, l.priority, extract(epoch FROM l.waiting_since), l.message_count) AS basis
    FROM inbox_list l
    JOIN people_accounts a ON a.account_id = l.account_id
    JOIN LATERAL (
        SELECT * FROM promise_policies p WHERE {HERE}
        ORDER BY p.channel_ids = '[]', p.inbox_ids = '[]', p.policy_id LIMIT 1) p ON true
    LEFT JOIN schedule s ON s.account_id = p.account_id AND s.schedule_id = p.schedule_id
    WHERE l.account_id IN (SELECT account_id FROM promise_policies WHERE NOT archived)
    AND l.shelf IN ('open', 'snoozed') AND l.merged_into IS NULL {{which}}
)
"""  # noqa: S608 - nothing in it is from outside
"""What each open conversation comes under, and a text that changes with everything that its promises rest on."""
ANEW = (
    UNDER
    + """
SELECT c.account_id, c.conversation_id FROM chosen c LEFT JOIN promise r USING (account_id, conversation_id)
WHERE r.basis IS DISTINCT FROM c.basis LIMIT %(most)s
"""
)
OVER = f"""
SELECT r.account_id, r.conversation_id FROM promise r JOIN inbox_list l USING (account_id, conversation_id)
WHERE r.running AND (l.shelf NOT IN ('open', 'snoozed') OR l.merged_into IS NOT NULL OR NOT EXISTS (
    SELECT FROM promise_policies p WHERE {HERE})) LIMIT %(most)s
"""  # noqa: S608 - nothing in it is from outside
"""Those that are promised something by what does not hold any more."""
DUE = (
    "SELECT account_id, conversation_id FROM promise WHERE next_at <= %(now)s ORDER BY next_at LIMIT %(most)s"
)
ONE = UNDER + "SELECT policy_id, basis FROM chosen"  # noqa: S608 - nothing in it is from outside


class Promising:
    """Finds what is due and, as the job, has it written: the command decides on the log, so it is written once."""

    def __init__(self, pool: Pool, bus: Bus, clock: Clock) -> None:
        """Read from `pool`, write by `bus`."""
        self._pool, self._bus, self._clock = pool, bus, clock

    def due(self) -> Iterator[Pending]:
        """Yield the conversations to look at."""
        found: dict[tuple[UUID, UUID], None] = {}
        with self._pool.connection() as db:
            for statement in (ANEW.format(which=""), OVER, DUE):
                rows: list[Any] = db.execute(statement, {"most": MOST, "now": self._clock()}).fetchall()
                found |= dict.fromkeys((account_id, conversation_id) for account_id, conversation_id in rows)
        for account_id, conversation_id in found:
            yield Pending(KIND, account_id, conversation_id, conversation_id.hex)

    def __call__(self, account_id: UUID, conversation_id: UUID, _key: str) -> None:
        """Reckon one conversation's promises by what is known now, and look at the clock."""
        which = "AND l.account_id = %(account)s AND l.conversation_id = %(conversation)s"
        with self._pool.connection() as db:
            values = {"account": account_id, "conversation": conversation_id}
            row: Any = db.execute(ONE.format(which=which), values).fetchone()
        policy_id, basis = row or (None, "over")
        env = Envelope(account_id, "system:clock", self._clock(), uuid4())
        self._bus.dispatch(KeepPromises(conversation_id, policy_id, basis), env)
