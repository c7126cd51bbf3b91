"""Puts a backup in force, in steps after each of which a kill leaves either nothing in force or all of it.

The file is proven, then the blobs are put back: nothing names them yet. Then everything in the database comes with
one commit, in which the keys of those who were erased are destroyed already.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg

from infrastructure.backup import BackupRefused, archive, masters, tables
from infrastructure.backup.archive import Progress
from infrastructure.backup.take import BLOBS
from infrastructure.blobs.store import Store
from infrastructure.destroyed import DESTROY_AGAIN
from infrastructure.events.master import MasterKeys
from infrastructure.postgres.migrations import STEPS, migrate

RESTORES = """
CREATE TABLE IF NOT EXISTS public.restores (
    backup uuid PRIMARY KEY,
    position bigint NOT NULL,
    loaded_at timestamptz NOT NULL DEFAULT now(),
    finished_at timestamptz
)
"""
UNKNOWN_TO_LIST = "SELECT count(*) FROM vault.subject_keys WHERE wrapped IS NULL AND NOT subject_id = ANY(%s)"


@dataclass(frozen=True)
class Loaded:
    """What was put in force: `again` keys of erased people were in the backup and are destroyed."""

    id: UUID
    position: int
    blobs: int
    again: int
    repeated: bool
    """An earlier restore of the same backup got as far as this; only what comes after it was left to do."""


def load(
    dsn: str, store: Store, master: MasterKeys, path: Path, destroyed: list[UUID], progress: Progress
) -> Loaded:
    """Put the backup at `path` in force in an empty database; `destroyed` lists the keys of everybody erased to date.

    Raises:
        BackupRefused: the file, the master key, the list or the database is not what is needed; nothing is in force.
        OSError: a blob could not be written; nothing is in force.

    """
    manifest = archive.verified(path, progress)
    masters.prove(master, manifest["masters"])
    backup = UUID(manifest["id"])
    if _was_loaded(dsn, backup):
        return Loaded(backup, manifest["position"], 0, 0, repeated=True)
    _prepare(dsn, manifest["migrations"])
    blobs = 0
    for name, sealed in archive.parts(path, BLOBS):
        store.put(UUID(name), sealed)
        blobs += 1
        progress(blobs, manifest[BLOBS])
    with psycopg.connect(dsn) as db:
        db.execute("LOCK TABLE public.stored_events IN ACCESS EXCLUSIVE MODE")
        _must_be_empty(db)
        for number, (table, columns) in enumerate(manifest["tables"].items(), 1):
            tables.loaded(db, table, columns, (data for _, data in archive.parts(path, f"tables/{table}")))
            tables.go_on_counting(db, table, columns)
            progress(number, len(manifest["tables"]))
        ((unknown,),) = db.execute(UNKNOWN_TO_LIST, (destroyed,)).fetchall()
        if unknown:
            raise BackupRefused(
                f"the list of destroyed keys lacks {unknown} that were destroyed before this backup was made: it is"
                " older than the backup, or of another installation. Give the newest one with --destroyed;"
                " nothing was changed"
            )
        again = db.execute(DESTROY_AGAIN, (destroyed,)).rowcount
        db.execute(RESTORES)
        db.execute(
            "INSERT INTO public.restores (backup, position) VALUES (%s, %s)", (backup, manifest["position"])
        )
    return Loaded(backup, manifest["position"], blobs, again, repeated=False)


def finished(dsn: str, backup: UUID) -> None:
    """Note that nothing of this restore is left to do."""
    with psycopg.connect(dsn) as db:
        db.execute("UPDATE public.restores SET finished_at = now() WHERE backup = %s", (backup,))


def _was_loaded(dsn: str, backup: UUID) -> bool:
    """Tell whether this backup is in force already and its restore was interrupted after that."""
    with psycopg.connect(dsn) as db:
        if not _exists(db, "public.restores"):
            return False
        rows = db.execute("SELECT FROM public.restores WHERE backup = %s AND finished_at IS NULL", (backup,))
        return bool(rows.fetchall())


def _prepare(dsn: str, wanted: list[str]) -> None:
    """Make the tables as they were when the backup was made."""
    known = [name for name, _ in STEPS]
    if later := sorted(set(wanted).difference(known)):
        raise BackupRefused(
            f"the backup was made by a later version (it has {', '.join(later)}); restore it with that one"
        )
    with psycopg.connect(dsn) as db:
        if _exists(db, "public.stored_events"):
            _must_be_empty(db)
        if _exists(db, "public.migrations"):
            applied = {name for (name,) in db.execute("SELECT name FROM public.migrations")}
            if newer := sorted(applied.difference(wanted)):
                raise BackupRefused(
                    f"the database has tables of a later version already ({', '.join(newer)}): drop it, create it"
                    " empty, and restore before anything else"
                )
    migrate(dsn, wanted)


def _must_be_empty(db: psycopg.Connection[Any]) -> None:
    rows = db.execute("SELECT max(notification_id), count(*) FROM public.stored_events").fetchall()
    position, events = rows[0]
    if events:
        raise BackupRefused(
            f"the database holds {events} events already, up to position {position}; a backup is restored into an"
            " empty database only. Choose a new state directory, or create another database"
        )


def _exists(db: psycopg.Connection[Any], table: str) -> bool:
    return db.execute("SELECT to_regclass(%s) IS NOT NULL", (table,)).fetchall() == [(True,)]
