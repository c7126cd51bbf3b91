"""What workers note of lines beside the log: when one is looked at next, and what is still to be deleted at Twilio."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from infrastructure.postgres.pool import Pool

NEXT = """
INSERT INTO public.calling_lines (channel_id, account_id, next_at) VALUES (%s, %s, %s)
ON CONFLICT (channel_id) DO UPDATE SET next_at = EXCLUDED.next_at
"""
DUE = """
SELECT c.account_id, c.channel_id FROM channel_list c LEFT JOIN public.calling_lines l USING (channel_id)
WHERE c.kind = 'calling' AND c.connected AND coalesce(l.next_at <= %s, true)
    AND CASE WHEN c.disconnected THEN l.channel_id IS NOT NULL ELSE c.cause <> %s END
ORDER BY l.next_at NULLS FIRST LIMIT %s
"""
LEAVE = """
INSERT INTO public.calling_leftovers (sid, kind, account_id, channel_id, next_at) VALUES (%s, %s, %s, %s, now())
ON CONFLICT (sid) DO NOTHING
"""
LEFT = """
SELECT kind, sid FROM public.calling_leftovers WHERE account_id = %s AND channel_id = %s AND next_at <= %s
ORDER BY next_at LIMIT %s
"""
LEFT_DUE = "SELECT DISTINCT account_id, channel_id FROM public.calling_leftovers WHERE next_at <= %s LIMIT %s"
MOST, AT_ONCE = 2_000, 100


@dataclass(frozen=True)
class LinePlaces:
    """Reads and keeps it."""

    pool: Pool

    def due(self, lost: str, at: datetime) -> list[tuple[UUID, UUID]]:
        """Return (account, channel) of lines to look at now, and of those that were disconnected and not let go."""
        return self._pairs(DUE, at, lost, MOST)

    def look_at(self, account_id: UUID, channel_id: UUID, at: datetime) -> None:
        """Look at a line then."""
        self._execute(NEXT, channel_id, account_id, at)

    def end(self, channel_id: UUID) -> None:
        """Forget a line, with what is left of it there."""
        self._execute("DELETE FROM public.calling_lines WHERE channel_id = %s", channel_id)
        self._execute("DELETE FROM public.calling_leftovers WHERE channel_id = %s", channel_id)

    def leave(self, account_id: UUID, channel_id: UUID, kind: str, sid: str) -> None:
        """Note that one of Twilio's `Recordings` or `Transcriptions` is to be deleted there."""
        self._execute(LEAVE, sid, kind, account_id, channel_id)

    def left(self, account_id: UUID, channel_id: UUID, at: datetime) -> list[tuple[str, str]]:
        """Return (kind, sid) of what of a line is to be deleted by now."""
        with self.pool.connection() as db:
            rows: list[Any] = db.execute(LEFT, (account_id, channel_id, at, AT_ONCE)).fetchall()
        return [(kind, sid) for kind, sid in rows]

    def left_due(self, at: datetime) -> list[tuple[UUID, UUID]]:
        """Return (account, channel) of lines of which something is to be deleted."""
        return self._pairs(LEFT_DUE, at, MOST)

    def deleted(self, sid: str) -> None:
        """It is."""
        self._execute("DELETE FROM public.calling_leftovers WHERE sid = %s", sid)

    def later(self, sid: str, at: datetime) -> None:
        """It cannot be deleted before then."""
        self._execute("UPDATE public.calling_leftovers SET next_at = %s WHERE sid = %s", at, sid)

    def _pairs(self, statement: str, *values: object) -> list[tuple[UUID, UUID]]:
        with self.pool.connection() as db:
            rows: list[Any] = db.execute(statement, values).fetchall()
        return [(account_id, channel_id) for account_id, channel_id in rows]

    def _execute(self, statement: str, *values: object) -> None:
        with self.pool.connection() as db:
            db.execute(statement, values)
