"""Blobs as files in a directory that every process sees."""

import os
import time
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from uuid import UUID

DRAFTS = ".drafts"
ABANDONED = 3600.0
"""Seconds after which a draft has no writer any more: one is written within moments, or its writer was killed."""


class Folder:
    """A `Store` under a directory, spread over 256 folders."""

    def __init__(self, root: Path) -> None:
        """Keep files under `root`, made at the first write."""
        self.root = root
        self._folders: set[Path] = set()

    def put(self, blob_id: UUID, sealed: bytes) -> None:
        """See `Store.put`; a draft is renamed, so that a reader gets the whole of it or nothing."""
        path = self._path(blob_id)
        self._make(path.parent)
        draft = self._drafts / f"{path.name}.{os.urandom(8).hex()}"
        try:
            _write(draft, sealed)
            draft.replace(path)
        except BaseException:
            draft.unlink(missing_ok=True)
            raise
        _sync_directory(path.parent)

    def get(self, blob_id: UUID) -> bytes | None:
        """See `Store.get`."""
        try:
            return self._path(blob_id).read_bytes()
        except FileNotFoundError:
            return None

    def delete(self, blob_id: UUID) -> None:
        """See `Store.delete`."""
        self._path(blob_id).unlink(missing_ok=True)

    def ids(self) -> Iterator[UUID]:
        """See `Store.ids`; drafts are none."""
        for path in self.root.glob("[0-9a-f][0-9a-f]/[0-9a-f]*"):
            yield UUID(path.name)

    @cached_property
    def _drafts(self) -> Path:
        """The folder of drafts; what killed processes left there is removed as soon as this one writes."""
        folder = self.root / DRAFTS
        self._make(folder)
        for draft in folder.iterdir():
            try:
                if time.time() - draft.stat().st_mtime > ABANDONED:
                    draft.unlink()
            except FileNotFoundError:
                continue
        return folder

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
    """Write a new file and bring its bytes to the disk; leave none where that fails."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        left = memoryview(data)
        while left:
            left = left[os.write(handle, left) :]
        os.fsync(handle)
    except BaseException:
        path.unlink()
        raise
    finally:
        os.close(handle)


def _sync_directory(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
