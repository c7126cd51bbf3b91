"""What is still to be done outside, from the read models: the queue is filled again from here (RL-02)."""

from collections.abc import Iterator

from infrastructure.jobs.worker import Pending
from infrastructure.postgres.pool import Pool
from infrastructure.uploads import Uploads

MOST = 10_000
UNSENT = """
SELECT d.account_id, m.conversation_id, d.message_id
FROM thread_deliveries d JOIN thread_messages m USING (account_id, message_id)
WHERE d.state IN ('queued', 'sending', 'deferred')
ORDER BY d.since LIMIT %s
"""
SCHEDULED = """
SELECT d.account_id, m.conversation_id, d.message_id
FROM thread_deliveries d JOIN thread_messages m USING (account_id, message_id)
WHERE d.state = 'scheduled' AND d.not_before <= now() + interval '20 seconds'
ORDER BY d.not_before LIMIT %s
"""
"""A little ahead, so that a job waits for the second; a sweep comes every 15 (CNV-09)."""
DUE = """
SELECT account_id, conversation_id FROM inbox_list
WHERE snoozed_until <= now() ORDER BY snoozed_until LIMIT %s
"""

ROOM = """
SELECT a.account_id FROM people_accounts a
WHERE EXISTS (
    SELECT FROM inbox_list w WHERE w.account_id = a.account_id AND w.unassigned_since IS NOT NULL AND w.shelf = 'open'
) AND EXISTS (
    SELECT FROM people_users u LEFT JOIN people_loads l USING (account_id, user_id)
    WHERE u.account_id = a.account_id AND u.active AND jsonb_exists_any(u.seats, '{sales,service}')
    AND u.available <> coalesce(u.available_until <= now(), false)
    AND (u.capacity_total IS NULL OR coalesce(l.open, 0) < u.capacity_total)
) LIMIT %s
"""
"""Accounts where something waits and somebody could take something: for who came back without an event, when the time
they gave was over, and for offers of which a lost queue knew (RTG-10)."""
UNTOLD = """
SELECT account_id, conversation_id, version FROM assignment_log WHERE notice = 'due' ORDER BY at LIMIT %s
"""


LEFT_BEHIND = """
SELECT p.account_id, p.pipeline_id FROM ticket_board_pipelines p
WHERE p.removed <> '{}' AND EXISTS (
    SELECT FROM ticket_board_counters c
    WHERE c.account_id = p.account_id AND c.pipeline_id = p.pipeline_id AND p.removed ? c.stage
) LIMIT %s
"""


def offers(pool: Pool) -> Iterator[Pending]:
    """Yield the accounts whose waiting conversations somebody may take."""
    with pool.connection() as db:
        rows = db.execute(ROOM, (MOST,)).fetchall()
    for (account_id,) in rows:
        yield Pending("offer", account_id, account_id, f"sweep.{account_id.hex}")  # type: ignore[arg-type, attr-defined]


def untold(pool: Pool) -> Iterator[Pending]:
    """Yield the decisions whose owners are to be told and not told, the oldest first."""
    with pool.connection() as db:
        rows = db.execute(UNTOLD, (MOST,)).fetchall()
    for account_id, conversation_id, version in rows:
        key = f"{conversation_id.hex}.{version}"  # type: ignore[attr-defined]
        yield Pending("tell_owner", account_id, conversation_id, key)  # type: ignore[arg-type]


def stages(pool: Pool) -> Iterator[Pending]:
    """Yield the pipelines that have tickets in stages which were removed (TKT-02)."""
    with pool.connection() as db:
        rows = db.execute(LEFT_BEHIND, (MOST,)).fetchall()
    for account_id, pipeline_id in rows:
        yield Pending("stages", account_id, pipeline_id, pipeline_id.hex)  # type: ignore[arg-type, attr-defined]


def old(uploads: Uploads) -> Iterator[Pending]:
    """Yield the files whose day is over (CNV-08)."""
    for account_id, upload_id in uploads.stale(MOST):
        yield Pending("drop", account_id, upload_id, upload_id.hex)


def due(pool: Pool) -> Iterator[Pending]:
    """Yield the conversations that were put off until now."""
    with pool.connection() as db:
        rows = db.execute(DUE, (MOST,)).fetchall()
    for account_id, conversation_id in rows:
        yield Pending("wake", account_id, conversation_id, conversation_id.hex)  # type: ignore[arg-type, attr-defined]


def unsent(pool: Pool) -> Iterator[Pending]:
    """Yield the messages that are to be sent and not sent: the oldest first, then those whose time has come."""
    with pool.connection() as db:
        rows = db.execute(UNSENT, (MOST,)).fetchall() + db.execute(SCHEDULED, (MOST,)).fetchall()
    for account_id, conversation_id, message_id in rows:
        yield Pending("send", account_id, conversation_id, message_id.hex)  # type: ignore[arg-type, attr-defined]
