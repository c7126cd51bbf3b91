"""The file of a backup: a tar archive in sections, a manifest with their digests at its end.

Written under another name and renamed when it is whole, so a file with the right name is a whole backup.
"""

import fcntl
import hashlib
import io
import json
import os
import tarfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from infrastructure.backup import BackupRefused

FORMAT = 1
DRAFT = ".part"
MANIFEST = "manifest-"

Progress = Callable[[int, int], None]
"""Told how much is done, and of how much."""


class Writer:
    """Adds parts, section by section; digests are kept for each section."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        """Write to `tar`."""
        self._tar = tar
        self._digests: dict[str, Any] = {}

    def add(self, section: str, name: str, data: bytes) -> None:
        """Add one part."""
        _take_in(self._digests, section, name, data)
        self._put(f"{section}/{name}", data)

    def finish(self, manifest: dict[str, Any]) -> None:
        """Add the manifest, named by its own digest, with the digests of all sections."""
        digests = {section: digest.hexdigest() for section, digest in self._digests.items()}
        data = json.dumps({**manifest, "format": FORMAT, "digests": digests}, indent=1).encode()
        self._put(f"{MANIFEST}{hashlib.sha256(data).hexdigest()}.json", data)

    def _put(self, name: str, data: bytes) -> None:
        member = tarfile.TarInfo(name)
        member.size, member.mode = len(data), 0o600
        self._tar.addfile(member, io.BytesIO(data))


@contextmanager
def written(target: Path) -> Iterator[Writer]:
    """A writer of `target`, which appears whole and durable when the block ends well, and else not at all.

    Raises:
        BackupRefused: there is such a file already, or somebody else is writing it.

    """
    if target.exists():
        raise BackupRefused(f"{target} exists already; choose another name, or remove it first")
    draft = target.with_name(target.name + DRAFT)
    with draft.open("ab") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BackupRefused(f"another backup is writing {target} at this moment; wait for it") from None
        draft.chmod(0o600)
        file.truncate(0)
        try:
            with tarfile.open(fileobj=file, mode="w", format=tarfile.USTAR_FORMAT) as tar:
                yield Writer(tar)
            file.flush()
            os.fsync(file.fileno())
            draft.replace(target)
        except BaseException:
            draft.unlink(missing_ok=True)
            raise
    _sync_directory(target.parent)


def verified(path: Path, progress: Progress) -> dict[str, Any]:
    """Read the whole file once, and return its manifest if everything in it is what was written.

    Raises:
        BackupRefused: it is damaged, not whole, no backup, or of a later format.

    """
    digests: dict[str, Any] = {}
    manifest: dict[str, Any] | None = None
    size = path.stat().st_size
    for name, data in _members(path):
        if name.startswith(MANIFEST):
            if hashlib.sha256(data).hexdigest() != name.removeprefix(MANIFEST).removesuffix(".json"):
                raise BackupRefused(f"{path} is damaged: its manifest was changed. Take an earlier backup")
            manifest = json.loads(data)
            break
        section, _, part = name.rpartition("/")
        _take_in(digests, section, part, data)
        progress(min(sum(digest.size for digest in digests.values()), size), size)
    progress(size, size)
    if manifest is None:
        raise BackupRefused(f"{path} is not a whole backup: its end is missing. Take an earlier one")
    if manifest["format"] > FORMAT:
        raise BackupRefused(
            f"{path} was made by a later version ({manifest['version']}); restore it with that one"
        )
    wrong = [
        section
        for section in sorted({*digests, *manifest["digests"]})
        if section not in digests or digests[section].hexdigest() != manifest["digests"].get(section)
    ]
    if wrong:
        raise BackupRefused(
            f"{path} is damaged: {', '.join(wrong)} is not what was written. Take an earlier backup"
        )
    return manifest


def parts(path: Path, section: str) -> Iterator[tuple[str, bytes]]:
    """Yield the parts of one section of a verified file, in the order they were written."""
    for name, data in _members(path, section + "/"):
        yield name.rpartition("/")[2], data


class _Digest:
    """A running digest that knows how much it took in."""

    def __init__(self) -> None:
        self._hash, self.size = hashlib.sha256(), 0

    def update(self, name: str, data: bytes) -> None:
        self._hash.update(f"{name} {len(data)}\n".encode())
        self._hash.update(data)
        self.size += len(data)

    def hexdigest(self) -> str:
        return self._hash.hexdigest()


def _take_in(digests: dict[str, Any], section: str, name: str, data: bytes) -> None:
    digests.setdefault(section, _Digest()).update(name, data)


def _members(path: Path, prefix: str = "") -> Iterator[tuple[str, bytes]]:
    """Yield names and contents, one in memory at a time."""
    try:
        with tarfile.open(path, "r:") as tar:
            while (member := tar.next()) is not None:
                vars(tar)["members"] = []  # an index of a million blobs is not needed
                if member.name.startswith(prefix):
                    content = tar.extractfile(member)
                    data = content.read() if content else b""
                    if len(data) != member.size:
                        return
                    yield member.name, data
    except (tarfile.TarError, EOFError) as error:
        raise BackupRefused(f"{path} is damaged, or no backup ({error}). Take another one") from None


def _sync_directory(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
