"""The worker's part of taking contacts in: row by row, each once, whoever is killed meanwhile (CON-04, RL-02)."""

import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from psycopg.rows import dict_row

from application.bus import Bus, Busy
from application.contact_files import Line, person, read
from application.importing import ImportContact, ending
from application.ports import Clock
from domain.kernel.envelope import Envelope
from domain.kernel.ids import derived
from domain.kernel.refusal import Refusal
from infrastructure.contact_imports import KIND
from infrastructure.jobs.worker import Pending
from infrastructure.postgres.pool import Pool
from infrastructure.uploads import Uploads

TOGETHER, SECONDS = 50, 0.5
"""Rows, and seconds, after which is noted how far it is: what a kill takes is done again, to no effect."""
LOCK = "SELECT pg_try_advisory_lock(hashtextextended(%s, 0))"
UNLOCK = "SELECT pg_advisory_unlock(hashtextextended(%s, 0))"
WORK = "SELECT * FROM public.contact_imports WHERE import_id = %s AND state = 'working'"
NOTE = """
UPDATE public.contact_imports SET done = done + %(done)s, created = created + %(created)s, updated = updated + %(updated)s,
    skipped = skipped + %(skipped)s, refused = refused + %(refused)s
WHERE import_id = %(id)s AND run = %(run)s RETURNING state
"""
REFUSE = """
INSERT INTO public.contact_imports_refused (import_id, number, field, code, detail) VALUES (%s, %s, %s, %s, %s)
ON CONFLICT DO NOTHING
"""
END = "UPDATE public.contact_imports SET state = %s WHERE import_id = %s AND run = %s AND state = 'working'"
WAITING = (
    "SELECT account_id, import_id FROM public.contact_imports WHERE state = 'working' ORDER BY at LIMIT 1000"
)


@dataclass
class Taken:
    """What became of the rows since the last note."""

    counts: Counter[str] = field(default_factory=Counter)
    refused: list[tuple[int, str, str, str]] = field(default_factory=list)
    since: float = field(default_factory=time.monotonic)

    @property
    def due(self) -> bool:
        """Whether it is to be noted."""
        return sum(self.counts.values()) >= TOGETHER or time.monotonic() - self.since >= SECONDS


def imports(pool: Pool) -> Iterator[Pending]:
    """Yield the files that are not worked through."""
    with pool.connection() as db:
        rows = db.execute(WAITING).fetchall()
    for account_id, import_id in rows:
        yield Pending(KIND, account_id, import_id, import_id.hex)  # type: ignore[arg-type, attr-defined]


class Importing:
    """Works files of contacts through: one worker each, from where the last one came to."""

    def __init__(self, pool: Pool, uploads: Uploads, bus: Bus, clock: Clock) -> None:
        """Read files from `uploads`, and carry a command out for each row."""
        self._pool, self._uploads, self._bus, self._clock = pool, uploads, bus, clock

    def __call__(self, _account_id: UUID, import_id: UUID, _key: str) -> None:
        """Take in what is left of one; nothing where another worker is at it, or it was stopped."""
        with self._pool.connection() as db:
            if db.execute(LOCK, (import_id.hex,)).fetchone() != (True,):
                return
            try:
                with db.cursor(row_factory=dict_row) as cursor:
                    work = cursor.execute(WORK, (import_id,)).fetchone()
                if work is not None:
                    self._end(work, self._worked(work))
            finally:
                db.execute(UNLOCK, (import_id.hex,))

    def _worked(self, work: dict[str, Any]) -> str:
        found = self._uploads.look(work["account_id"], work["actor"], work["upload_id"])
        if found is None:
            return "file_gone"
        rows = read(b"".join(found[1])).rows[work["done"] :]
        return "done" if self._all(work, rows) else "stopped"

    def _all(self, work: dict[str, Any], rows: Sequence[Line]) -> bool:
        """Take the rows in; false where it was stopped meanwhile."""
        taken = Taken()
        for row in rows:
            self._take(work, row, taken)
            if taken.due:
                if not self._noted(work, taken):
                    return False
                taken = Taken()
        return self._noted(work, taken)

    def _take(self, work: dict[str, Any], row: Line, taken: Taken) -> None:
        import_id = work["import_id"]
        command = ImportContact(
            person(work["fields"], row.cells), work["known"] == "update", work["owner_id"]
        )
        command_id = derived(import_id, f"{work['run']}:{row.number}")
        env = Envelope(work["account_id"], work["actor"], self._clock(), import_id, import_id, command_id)
        try:
            outcome = (
                self._bus.rehearse(command, env) if work["rehearse"] else self._bus.dispatch(command, env)
            )
            taken.counts[ending(env, outcome)] += 1
        except Busy:
            raise
        except Refusal as refusal:
            taken.counts["refused"] += 1
            taken.refused.append((row.number, refusal.field, refusal.code, str(refusal)))

    def _noted(self, work: dict[str, Any], taken: Taken) -> bool:
        import_id, counts = work["import_id"], taken.counts
        values = {word: counts[word] for word in ("created", "updated", "skipped", "refused")}
        values |= {"id": import_id, "run": work["run"], "done": sum(counts.values())}
        with self._pool.connection() as db, db.transaction():
            state = db.execute(NOTE, values).fetchone()
            if state is not None:
                db.cursor().executemany(REFUSE, [(import_id, *one) for one in taken.refused])
        return state == ("working",)

    def _end(self, work: dict[str, Any], state: str) -> None:
        with self._pool.connection() as db:
            db.execute(END, (state, work["import_id"], work["run"]))
