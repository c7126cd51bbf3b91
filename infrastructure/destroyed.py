"""Destroys keys for ever: noted outside any backup first, so that a restore destroys them again (PRV-08)."""

import os
from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

from infrastructure.events.keyring import Keyring
from infrastructure.postgres.pool import Pool

DESTROYED = Path("keys") / "destroyed"
"""Below the state directory: the ids of destroyed keys, kept outside backups of the database."""


class DestroyedKeys:
    """The port `application.ports.SubjectKeys`: a file of destroyed key ids, and the table of keys."""

    def __init__(self, path: Path, keyring: Keyring) -> None:
        """Note in `path`, which is kept outside backups of the database."""
        self._path, self._keyring = path, keyring

    def destroy(self, subjects: Sequence[UUID]) -> None:
        """See `application.ports.SubjectKeys.destroy`."""
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with self._path.open("a", encoding="ascii") as file:
            file.writelines(f"{subject}\n" for subject in subjects)
            file.flush()
            os.fsync(file.fileno())
        self._keyring.destroy(subjects)


def destroy_again(path: Path, pool: Pool) -> int:
    """Destroy the noted keys that a restore brought back into `pool`'s database; returns how many there were."""
    if not path.exists():
        return 0
    noted = [UUID(line) for line in path.read_text(encoding="ascii").split()]
    with pool.connection() as db:
        return db.execute(
            "UPDATE vault.subject_keys SET wrapped = NULL, destroyed_at = now()"
            " WHERE subject_id = ANY(%s) AND wrapped IS NOT NULL",
            (noted,),
        ).rowcount
