"""Blobs as files, each sealed under its data subject's key: destroying the key destroys every copy (PRV-08)."""

import os
from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from infrastructure.events.keyring import Fresh, Keyring
from infrastructure.events.master import NONCE


class FileBlobs:
    """Blobs under a directory, spread over 256 folders; every write is durable before it returns."""

    def __init__(self, root: Path, keyring: Keyring) -> None:
        """Keep files under `root`, sealed with `keyring`."""
        self.root, self._keyring = root, keyring
        self._folders: set[Path] = set()

    def put(self, blob_id: UUID, subject_id: UUID, data: bytes, *, begins: bool = False) -> None:
        """See `application.ports.Blobs.put`.

        Raises:
            LookupError: the subject has no key, and does not begin with this.

        """
        fresh = Fresh()
        cipher = self._keyring.stage(subject_id) if begins else self._keyring.for_sealing(subject_id, fresh)
        if fresh.wrapped:
            message = f"subject {subject_id} has no key yet: its first event comes first"
            raise LookupError(message)
        self._store(blob_id, data, cipher)

    def _store(self, blob_id: UUID, data: bytes, cipher: AESGCM) -> None:
        """Write a draft beside it and rename: whoever reads during a repeat reads the one or the other, whole."""
        nonce = os.urandom(NONCE)
        sealed = cipher.encrypt(nonce, data, blob_id.bytes)
        path = self._path(blob_id)
        self._make(path.parent)
        draft = path.with_name(f".{path.name}.{os.urandom(8).hex()}")
        try:
            _write(draft, nonce + sealed)
            draft.replace(path)
        except BaseException:
            draft.unlink(missing_ok=True)
            raise
        _sync_directory(path.parent)

    def get(self, blob_id: UUID, subject_id: UUID) -> bytes | None:
        """See `application.ports.Blobs.get`."""
        cipher = self._keyring.for_reading(subject_id)
        try:
            sealed = self._path(blob_id).read_bytes()
        except FileNotFoundError:
            return None
        if cipher is None:
            return None
        try:
            return cipher.decrypt(sealed[:NONCE], sealed[NONCE:], blob_id.bytes)
        except InvalidTag:
            return None

    def delete(self, blob_ids: Sequence[UUID]) -> None:
        """See `application.ports.Blobs.delete`."""
        for blob_id in blob_ids:
            self._path(blob_id).unlink(missing_ok=True)

    def _path(self, blob_id: UUID) -> Path:
        name = blob_id.hex
        return self.root / name[:2] / name

    def _make(self, folder: Path) -> None:
        """Make a folder, durably, unless it is known to be there."""
        if folder not in self._folders:
            folder.mkdir(parents=True, exist_ok=True)
            _sync_directory(folder.parent)
            self._folders.add(folder)


def _write(path: Path, data: bytes) -> None:
    """Write a new file and bring its bytes to the disk."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        left = memoryview(data)
        while left:
            left = left[os.write(handle, left) :]
        os.fsync(handle)
    finally:
        os.close(handle)


def _sync_directory(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
