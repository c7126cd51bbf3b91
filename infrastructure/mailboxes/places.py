"""How far each mailbox was read: `public.mailboxes`, working state that can be lost without losing mail."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from psycopg.rows import class_row

from infrastructure.postgres.pool import Pool

OVERLAP = timedelta(hours=1)
"""Asked for again where the history is not known any more: a mailbox's clock, and its search, may be behind."""
BEGIN = """
INSERT INTO public.mailboxes (channel_id, account_id, provider, address_key, begun_at, cursor, since, next_at)
VALUES (%(channel)s, %(account)s, %(provider)s, %(key)s, %(at)s, %(cursor)s, %(at)s, %(at)s)
ON CONFLICT (channel_id) DO UPDATE SET next_at = EXCLUDED.next_at, quiet_until = NULL, failures = 0, watch_until = NULL
"""
"""Once more for the same mailbox goes on where it was: nothing between is lost."""
ANOTHER = "DELETE FROM public.mailboxes WHERE channel_id = %s AND (provider, address_key) <> (%s, %s)"
NAMES = "channel_id, account_id, provider, address_key, begun_at, cursor, since, watch_ref, watch_until, watch_made_at, next_at, quiet_until, failures"
ONE = f"SELECT {NAMES} FROM public.mailboxes WHERE channel_id = %s"  # noqa: S608 - names of ours
READ_UP_TO = """
UPDATE public.mailboxes SET cursor = %s, since = %s, next_at = %s, quiet_until = NULL, failures = 0 WHERE channel_id = %s
"""
LATER = "UPDATE public.mailboxes SET next_at = %s, quiet_until = %s, failures = failures + 1 WHERE channel_id = %s"
QUIET = "UPDATE public.mailboxes SET quiet_until = %s WHERE channel_id = %s"
WATCHED = (
    "UPDATE public.mailboxes SET watch_ref = %s, watch_until = %s, watch_made_at = %s WHERE channel_id = %s"
)
UNWATCHED = "UPDATE public.mailboxes SET watch_until = NULL WHERE channel_id = %s"
CHANGED = """
UPDATE public.mailboxes SET next_at = least(next_at, %s) WHERE provider = %s AND address_key = %s RETURNING account_id, channel_id
"""
OF_WATCHES = "SELECT watch_ref, account_id, channel_id FROM public.mailboxes WHERE provider = %s AND watch_ref = ANY(%s)"
SOON = "UPDATE public.mailboxes SET next_at = least(next_at, %s) WHERE channel_id = %s"
DUE = """
SELECT c.account_id, c.channel_id FROM channel_list c LEFT JOIN public.mailboxes m USING (channel_id)
WHERE (c.connected AND NOT c.disconnected AND c.provider = ANY(%s) AND c.cause <> %s
    AND coalesce(greatest(m.next_at, m.quiet_until) <= %s, true))
OR (c.disconnected AND m.channel_id IS NOT NULL AND coalesce(greatest(m.next_at, m.quiet_until) <= %s, true))
ORDER BY m.next_at NULLS FIRST LIMIT %s
"""
MOST = 2_000


@dataclass(frozen=True, slots=True)
class Place:
    """One mailbox."""

    channel_id: UUID
    account_id: UUID
    provider: str
    address_key: UUID
    begun_at: datetime
    """What came earlier belongs to nobody's inbox."""
    cursor: str
    since: datetime
    """All that came before is taken in."""
    watch_ref: str
    watch_until: datetime | None
    watch_made_at: datetime | None
    next_at: datetime
    quiet_until: datetime | None
    """Before this the provider wants to hear nothing from us."""
    failures: int


@dataclass(frozen=True)
class Places:
    """Reads and keeps them."""

    pool: Pool

    def begin(
        self, account_id: UUID, channel_id: UUID, provider: str, key: UUID, cursor: str, at: datetime
    ) -> None:
        """Read a mailbox from a cursor on, or go on where it was read up to if it is the same; it is due at once."""
        values = {
            "channel": channel_id, "account": account_id, "provider": provider, "key": key, "cursor": cursor, "at": at
        }  # fmt: skip
        with self.pool.connection() as db, db.transaction():
            db.execute(ANOTHER, (channel_id, provider, key))
            db.execute(BEGIN, values)

    def of(self, channel_id: UUID) -> Place | None:
        """Return a channel's."""
        with self.pool.connection() as db, db.cursor(row_factory=class_row(Place)) as cursor:
            return cursor.execute(ONE, (channel_id,)).fetchone()

    def read_up_to(self, channel_id: UUID, cursor: str, began: datetime, next_at: datetime) -> None:
        """Everything is taken in that came before the reading `began`."""
        self._execute(READ_UP_TO, cursor, began - OVERLAP, next_at, channel_id)

    def later(self, channel_id: UUID, next_at: datetime, *, quiet: bool = False) -> None:
        """It did not work this time; `quiet` where the provider asked to be left alone until then."""
        self._execute(LATER, next_at, next_at if quiet else None, channel_id)

    def quiet(self, channel_id: UUID, until: datetime) -> None:
        """The provider wants to hear nothing until then."""
        self._execute(QUIET, until, channel_id)

    def watched(self, channel_id: UUID, ref: str, until: datetime, made_at: datetime) -> None:
        """The provider tells of changes until then."""
        self._execute(WATCHED, ref, until, made_at, channel_id)

    def unwatched(self, channel_id: UUID) -> None:
        """It does not any more: it is to be asked to at once."""
        self._execute(UNWATCHED, channel_id)

    def soon(self, channel_id: UUID, at: datetime) -> None:
        """Something may have come: it is due."""
        self._execute(SOON, at, channel_id)

    def changed(self, provider: str, key: UUID, at: datetime) -> Sequence[tuple[UUID, UUID]]:
        """Say that a mailbox changed; returns (account, channel) of those that read it."""
        with self.pool.connection() as db:
            rows: list[Any] = db.execute(CHANGED, (at, provider, key)).fetchall()
        return [(account_id, channel_id) for account_id, channel_id in rows]

    def of_watches(self, provider: str, refs: Sequence[str]) -> Mapping[str, Sequence[tuple[UUID, UUID]]]:
        """Return (account, channel) that each watch is of, by the watch's ref."""
        with self.pool.connection() as db:
            rows: list[Any] = db.execute(OF_WATCHES, (provider, list(refs))).fetchall()
        found: dict[str, list[tuple[UUID, UUID]]] = {}
        for ref, account_id, channel_id in rows:
            found.setdefault(ref, []).append((account_id, channel_id))
        return found

    def due(self, providers: Sequence[str], lost: str, at: datetime) -> Sequence[tuple[UUID, UUID]]:
        """Return (account, channel) of what is to be read now, and of what is to be ended."""
        with self.pool.connection() as db:
            rows: list[Any] = db.execute(DUE, (list(providers), lost, at, at, MOST)).fetchall()
        return [(account_id, channel_id) for account_id, channel_id in rows]

    def end(self, channel_id: UUID) -> None:
        """Forget it."""
        self._execute("DELETE FROM public.mailboxes WHERE channel_id = %s", channel_id)

    def _execute(self, statement: str, *values: object) -> None:
        with self.pool.connection() as db:
            db.execute(statement, values)
