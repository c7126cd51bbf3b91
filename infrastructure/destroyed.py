"""Destroys keys for ever: noted outside any backup first, so that a restore destroys them again (PRV-08)."""

import os
from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

from infrastructure.events.keyring import Keyring


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

    def apply_again(self) -> int:
        """Destroy every noted key in the table as it is now, as after a restore; returns how many are noted."""
        if not self._path.exists():
            return 0
        noted = {UUID(line) for line in self._path.read_text(encoding="ascii").split()}
        self._keyring.destroy(sorted(noted))
        return len(noted)
