"""Destroys keys for ever: noted outside any backup first, so that a restore destroys them again (PRV-08)."""

import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from uuid import UUID

from infrastructure.events.keyring import Keyring
from infrastructure.postgres.pool import Pool

DESTROYED = Path("keys") / "destroyed"
"""Below the state directory: the ids of destroyed keys, kept outside backups of the database."""
DESTROY_AGAIN = (
    "UPDATE vault.subject_keys SET wrapped = NULL, destroyed_at = now()"
    " WHERE subject_id = ANY(%s) AND wrapped IS NOT NULL"
)


class DestroyedKeys:
    """The port `application.ports.SubjectKeys`: a file of destroyed key ids, and the table of keys."""

    def __init__(self, path: Path, keyring: Keyring) -> None:
        """Note in `path`, which is kept outside backups of the database."""
        self._path, self._keyring = path, keyring

    def destroy(self, subjects: Sequence[UUID]) -> None:
        """See `application.ports.SubjectKeys.destroy`."""
        note(self._path, subjects)
        self._keyring.destroy(subjects)


def note(path: Path, subjects: Iterable[UUID]) -> None:
    """Add ids to a list, durably; the list is made if there is none. Each begins a line, whatever a crash left before."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with path.open("a", encoding="ascii") as file:
        file.write("".join(f"\n{subject}\n" for subject in subjects))
        file.flush()
        os.fsync(file.fileno())


def noted(path: Path) -> list[UUID]:
    """Return the ids of a list, none where there is no list.

    A line that a crash cut off is passed over: its key was not destroyed yet, and whoever asked for that asks again.
    """
    found: dict[UUID, None] = {}
    if path.exists():
        for line in path.read_text(encoding="ascii").split():
            with suppress(ValueError):
                found[UUID(line)] = None
    return list(found)


def add_to_copy(source: Path, copy: Path) -> int:
    """Make sure that `copy` lists what `source` does, and return how many ids it has; it never loses one."""
    known = noted(copy)
    note(copy, sorted(set(noted(source)).difference(known)))
    return len(noted(copy))


def destroy_again(path: Path, pool: Pool) -> int:
    """Destroy the noted keys that a restore brought back into `pool`'s database; returns how many there were."""
    if not path.exists():
        return 0
    with pool.connection() as db:
        return db.execute(DESTROY_AGAIN, (noted(path),)).rowcount
