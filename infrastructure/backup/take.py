"""Takes a backup while everything runs: tables in one snapshot, then the blobs, which never change."""

import uuid
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

import psycopg

from infrastructure.backup import archive, masters, tables
from infrastructure.backup.archive import Progress, Writer
from infrastructure.blobs.store import Store
from infrastructure.events.master import MasterKeys
from infrastructure.version import VERSION

BLOBS = "blobs"
MASTERS_IN_USE = """
SELECT DISTINCT master_id FROM vault.subject_keys WHERE wrapped IS NOT NULL
UNION SELECT master_id FROM vault.secrets
"""
POSITION = "SELECT coalesce(max(notification_id), 0), count(*) FROM public.stored_events"
DESTROYED = "SELECT count(*) FROM vault.subject_keys WHERE wrapped IS NULL"


@dataclass(frozen=True)
class Taken:
    """What a backup holds: the log up to `position`, and as many events, destroyed keys and blobs."""

    path: str
    id: str
    at: str
    version: str
    position: int
    events: int
    destroyed: int
    blobs: int | None
    """None where they are kept elsewhere."""
    bytes: int


def file_for(target: Path, now: datetime) -> Path:
    """Return the file to write: `target`, or one named by the time where that is a directory."""
    return target / f"postroom-{now:%Y%m%dT%H%M%SZ}.backup" if target.is_dir() else target


def take(dsn: str, store: Store | None, master: MasterKeys, target: Path, progress: Progress) -> Taken:
    """Write a backup of the database, and of `store` unless that is kept elsewhere, to `target`, a file or directory.

    The log ends at one position, and keys, secrets and working state are those of that moment. The blobs are copied
    after it, so every one that this log names is there, if it was not erased meanwhile.

    Raises:
        BackupRefused: the file exists, or the master key at hand is not the database's.
        OSError: it cannot be written; nothing is left of it.
        psycopg.Error: the database went away; nothing is left of it.

    """
    now = datetime.now(UTC)
    path = file_for(target, now)
    with psycopg.connect(dsn) as db, archive.written(path) as writer:
        db.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        ((position, events),) = db.execute(POSITION).fetchall()
        ((destroyed,),) = db.execute(DESTROYED).fetchall()
        used = [name for (name,) in db.execute(MASTERS_IN_USE)]
        migrations = [name for (name,) in db.execute("SELECT name FROM public.migrations ORDER BY name")]
        manifest = {
            "id": str(uuid.uuid4()), "at": now.isoformat(timespec="seconds"), "version": VERSION,
            "position": position, "events": events, "destroyed": destroyed,
            "migrations": migrations, "masters": masters.proofs(master, used),
        }  # fmt: skip
        manifest["tables"] = _tables(db, writer, progress)
        db.rollback()
        manifest[BLOBS] = None if store is None else _blobs(store, writer, progress)
        writer.finish(manifest)
    return Taken(
        path=str(path), bytes=path.stat().st_size,
        **{name: manifest[name] for name in ("id", "at", "version", "position", "events", "destroyed", BLOBS)},
    )  # fmt: skip


def as_json(taken: Taken) -> dict[str, object]:
    """Return it for a program."""
    return asdict(taken)


def _tables(db: tables.Db, writer: Writer, progress: Progress) -> dict[str, list[str]]:
    found = tables.found(db)
    goal, before = sum(size for _, size in found.values()), 0
    for table, (columns, size) in found.items():
        for number, part in enumerate(tables.dumped(db, table, columns)):
            writer.add(f"tables/{table}", f"{number:06}", part)
            progress(before + min(number * tables.PART, size), goal)
        before += size
        progress(before, goal)
    return {table: columns for table, (columns, _) in found.items()}


def _blobs(store: Store, writer: Writer, progress: Progress) -> int:
    goal, copied = sum(1 for _ in store.ids()), 0
    for blob_id in store.ids():
        sealed = store.get(blob_id)
        if sealed is not None:
            writer.add(BLOBS, blob_id.hex, sealed)
            copied += 1
            progress(min(copied, goal), goal)
    return copied
