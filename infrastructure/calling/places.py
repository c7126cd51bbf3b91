"""What workers note of lines beside the log: when one is looked at next, and what is still to be deleted at Twilio."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from infrastructure.postgres.pool import Pool

NEXT = """
INSERT INTO public.calling_lines (channel_id, account_id, next_at, letting_go) VALUES (%s, %s, %s, %s)
ON CONFLICT (channel_id) DO UPDATE SET next_at = EXCLUDED.next_at, letting_go = EXCLUDED.letting_go
"""
DUE = """
SELECT c.account_id, c.channel_id FROM channel_list c LEFT JOIN public.calling_lines l USING (channel_id)
WHERE c.kind = 'calling' AND CASE
    WHEN c.disconnected THEN coalesce(NOT l.letting_go OR l.next_at <= %(at)s, true)
    ELSE c.connected AND c.cause <> %(lost)s AND coalesce(l.letting_go OR l.next_at <= %(at)s, true)
END
ORDER BY l.next_at NULLS FIRST LIMIT %(most)s
"""
LEAVE = """
INSERT INTO public.calling_leftovers (channel_id, sid, kind, account_id, next_at) VALUES (%s, %s, %s, %s, now())
ON CONFLICT (channel_id, sid) DO UPDATE SET next_at = EXCLUDED.next_at, call_id = NULL
"""
AWAIT = """
INSERT INTO public.calling_leftovers (channel_id, sid, kind, account_id, call_id, next_at) VALUES (%s, %s, %s, %s, %s, %s)
ON CONFLICT (channel_id, sid) DO NOTHING
"""
SETTLED = "UPDATE public.calling_leftovers SET next_at = now() WHERE channel_id = %s AND call_id = %s"
LEFT = """
SELECT kind, sid, call_id FROM public.calling_leftovers WHERE channel_id = %s AND next_at <= %s
ORDER BY next_at LIMIT %s
"""
LATER = "UPDATE public.calling_leftovers SET next_at = %s WHERE channel_id = %s AND sid = %s"
DELETED = "DELETE FROM public.calling_leftovers WHERE channel_id = %s AND sid = %s"
LEFT_DUE = "SELECT DISTINCT account_id, channel_id FROM public.calling_leftovers WHERE next_at <= %s LIMIT %s"
MOST, AT_ONCE = 2_000, 100
LOOKED_AT, LET_GO = False, True
NUMBERS = "IncomingPhoneNumbers"
EVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Leftover:
    """One of Twilio's `Recordings` or `Transcriptions`; with `call_id` it stays there until that call's recording is settled.

    Or one of its `IncomingPhoneNumbers`, which stays there and leads here no more.
    """

    kind: str
    sid: str = field(repr=False)
    call_id: UUID | None


@dataclass(frozen=True)
class LinePlaces:
    """Reads and keeps it."""

    pool: Pool

    def due(self, lost: str, at: datetime) -> list[tuple[UUID, UUID]]:
        """Return (account, channel) of lines to look at now, and of those that were disconnected and not let go."""
        return self._pairs(DUE, {"at": at, "lost": lost, "most": MOST})

    def look_at(self, account_id: UUID, channel_id: UUID, at: datetime) -> None:
        """Look at a line then."""
        self._execute(NEXT, channel_id, account_id, at, LOOKED_AT)

    def let_go_later(self, account_id: UUID, channel_id: UUID, at: datetime) -> None:
        """Go on with letting a disconnected line go then; before it is begun it is due at once."""
        self._execute(NEXT, channel_id, account_id, at, LET_GO)

    def end(self, account_id: UUID, channel_id: UUID) -> None:
        """Note that a line is let go, and forget what is left of it there: nobody could have it deleted any more."""
        self._execute(NEXT, channel_id, account_id, EVER, LET_GO)
        self._execute("DELETE FROM public.calling_leftovers WHERE channel_id = %s", channel_id)

    def leave(self, account_id: UUID, channel_id: UUID, kind: str, sid: str) -> None:
        """Note that one of Twilio's `Recordings` or `Transcriptions` is to be deleted there, or a number to lead here no more."""
        self._execute(LEAVE, channel_id, sid, kind, account_id)

    def leave_later(self, account_id: UUID, channel_id: UUID, kind: str, sid: str, at: datetime) -> None:
        """Note the same, for then."""
        self._execute(AWAIT, channel_id, sid, kind, account_id, None, at)

    def await_settled(
        self, line: tuple[UUID, UUID], kind: str, sid: str, call_id: UUID, at: datetime
    ) -> None:
        """Note that something of a call is to be deleted once the call's `settled`; `line` is account and channel.

        Not before `at` is looked whether it is, should nobody say so.
        """
        self._execute(AWAIT, line[1], sid, kind, line[0], call_id, at)

    def settled(self, channel_id: UUID, call_id: UUID) -> None:
        """Say that what a call left may be settled now."""
        self._execute(SETTLED, channel_id, call_id)

    def left(self, channel_id: UUID, at: datetime) -> list[Leftover]:
        """Return what of a line is to be deleted by now, not all at once (`AT_ONCE`)."""
        with self.pool.connection() as db:
            rows: list[Any] = db.execute(LEFT, (channel_id, at, AT_ONCE)).fetchall()
        return [Leftover(*row) for row in rows]

    def left_due(self, at: datetime) -> list[tuple[UUID, UUID]]:
        """Return (account, channel) of lines of which something is to be deleted."""
        return self._pairs(LEFT_DUE, (at, MOST))

    def deleted(self, channel_id: UUID, sid: str) -> None:
        """It is."""
        self._execute(DELETED, channel_id, sid)

    def later(self, channel_id: UUID, sid: str, at: datetime) -> None:
        """It cannot be deleted before then."""
        self._execute(LATER, at, channel_id, sid)

    def _pairs(self, statement: str, values: Any) -> list[tuple[UUID, UUID]]:
        with self.pool.connection() as db:
            rows: list[Any] = db.execute(statement, values).fetchall()
        return [(account_id, channel_id) for account_id, channel_id in rows]

    def _execute(self, statement: str, *values: object) -> None:
        with self.pool.connection() as db:
            db.execute(statement, values)
