"""What workers note of pages and numbers beside the log: when one is looked at next, when Meta wants quiet, what of a message is there."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from infrastructure.postgres.pool import Pool

NEXT = """
INSERT INTO public.messenger_pages (channel_id, account_id, next_at) VALUES (%s, %s, %s)
ON CONFLICT (channel_id) DO UPDATE SET next_at = EXCLUDED.next_at
"""
QUIET = """
INSERT INTO public.messenger_pages (channel_id, account_id, next_at, quiet_until) VALUES (%s, %s, now(), %s)
ON CONFLICT (channel_id) DO UPDATE SET quiet_until = EXCLUDED.quiet_until
"""
DUE = """
SELECT c.account_id, c.channel_id FROM channel_list c LEFT JOIN public.messenger_pages p USING (channel_id)
WHERE c.kind = %s AND c.connected AND coalesce(p.next_at <= %s, true)
    AND CASE WHEN c.disconnected THEN p.channel_id IS NOT NULL ELSE c.cause <> %s END
ORDER BY p.next_at NULLS FIRST LIMIT %s
"""
MOST = 2_000


@dataclass(frozen=True)
class PlatformPlaces:
    """Reads and keeps it; all of it can be lost without losing a message."""

    pool: Pool

    def due(self, kind: str, lost: str, at: datetime) -> list[tuple[UUID, UUID]]:
        """Return (account, channel) of those of a kind to look at now, and of those that were disconnected and not let go."""
        with self.pool.connection() as db:
            rows: list[Any] = db.execute(DUE, (kind, at, lost, MOST)).fetchall()
        return [(account_id, channel_id) for account_id, channel_id in rows]

    def look_at(self, account_id: UUID, channel_id: UUID, at: datetime) -> None:
        """Look at one then."""
        self._execute(NEXT, channel_id, account_id, at)

    def quiet(self, account_id: UUID, channel_id: UUID, until: datetime) -> None:
        """Meta wants to hear nothing of one until then."""
        self._execute(QUIET, channel_id, account_id, until)

    def quiet_until(self, channel_id: UUID) -> datetime | None:
        """Return until when it wants to hear nothing."""
        with self.pool.connection() as db:
            statement = "SELECT quiet_until FROM public.messenger_pages WHERE channel_id = %s"
            row: Any = db.execute(statement, (channel_id,)).fetchone()
        return row[0] if row else None

    def end(self, channel_id: UUID) -> None:
        """Forget one."""
        self._execute("DELETE FROM public.messenger_pages WHERE channel_id = %s", channel_id)

    def sent(self, message_id: UUID) -> dict[int, str]:
        """Return the parts of a message that Meta has: number -> mid."""
        with self.pool.connection() as db:
            statement = "SELECT number, mid FROM public.messenger_pieces WHERE message_id = %s"
            rows: list[Any] = db.execute(statement, (message_id,)).fetchall()
        return dict(rows)

    def keep_sent(self, message_id: UUID, number: int, mid: str) -> None:
        """Note a part, before the next is sent; those of a week ago go at this occasion."""
        self._execute("DELETE FROM public.messenger_pieces WHERE at < now() - interval '7 days'")
        statement = "INSERT INTO public.messenger_pieces (message_id, number, mid) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING"
        self._execute(statement, message_id, number, mid)

    def forget_sent(self, message_id: UUID) -> None:
        """All of a message is there."""
        self._execute("DELETE FROM public.messenger_pieces WHERE message_id = %s", message_id)

    def _execute(self, statement: str, *values: object) -> None:
        with self.pool.connection() as db:
            db.execute(statement, values)
