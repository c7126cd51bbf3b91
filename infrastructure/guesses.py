"""Wrong passwords and codes, counted under keyed hashes in PostgreSQL, all processes together (SE-05)."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from psycopg.rows import tuple_row
from psycopg_pool import ConnectionPool

from api.throttle import Rule

BEGIN = """
INSERT INTO public.guesses (key, n, waits_until, forgotten_at)
SELECT key, 0, %(at)s, %(at)s FROM unnest(%(keys)s::bytea[]) AS key ORDER BY key ON CONFLICT DO NOTHING
"""
LOCK = (
    "SELECT key, n, waits_until, forgotten_at FROM public.guesses WHERE key = ANY(%s) ORDER BY key FOR UPDATE"
)
NOTE = "UPDATE public.guesses SET n = %s, waits_until = %s, forgotten_at = %s WHERE key = %s"
UNDO = "UPDATE public.guesses SET n = greatest(n - 1, 0), waits_until = %s WHERE key = ANY(%s)"


class Guesses:
    """Satisfies `api.entrance.Guesses`."""

    def __init__(self, pool: ConnectionPool) -> None:
        """Count in `pool`'s database."""
        self._pool = pool

    def take(self, rules: Mapping[bytes, Rule], at: datetime) -> tuple[int, bool]:
        """Count one attempt under every key, before it is looked at, so that parallel ones count too.

        Returns the seconds to wait where any key pauses, nothing being counted then: asking again makes no pause
        longer. Else 0, and whether a key begins to pause with this attempt.
        """
        keys = sorted(rules)
        with self._pool.connection() as db, db.transaction(), db.cursor(row_factory=tuple_row) as cursor:
            cursor.execute("DELETE FROM public.guesses WHERE forgotten_at < %s", (at - timedelta(minutes=1),))
            cursor.execute(BEGIN, {"at": at, "keys": keys})
            rows = cursor.execute(LOCK, (keys,)).fetchall()
            waits = [until - at for _, _, until, forgotten in rows if until > at and forgotten > at]
            if waits:
                return int(max(waits).total_seconds()) + 1, False
            begins = False
            for key, n, _, forgotten in rows:
                rule, count = rules[bytes(key)], (n if forgotten > at else 0) + 1
                begins = begins or count == rule.free
                pause = timedelta(seconds=rule.pause(count))
                cursor.execute(NOTE, (count, at + pause, at + pause + rule.kept, key))
        return 0, begins

    def right(self, forgotten: Collection[bytes], uncounted: Collection[bytes], at: datetime) -> None:
        """Let a right attempt forget the counts of some keys, and be no count of others."""
        with self._pool.connection() as db:
            db.execute("DELETE FROM public.guesses WHERE key = ANY(%s)", (list(forgotten),))
            db.execute(UNDO, (at, list(uncounted)))
