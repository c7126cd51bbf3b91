"""Directories, sockets and the environment of embedded servers."""

import hashlib
import os
import stat
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

SOCKET_PATH_LIMIT = 100  # sun_path holds 108 bytes on Linux and 104 on macOS, the final NUL included
LOG_LIMIT = 10_000_000
LINUX = sys.platform.startswith("linux")


def short_hash(path: Path) -> str:
    """Return ten hex digits that stand for `path` in a name elsewhere."""
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:10]


def private_dir(path: Path, owner: int | None = None, mode: int = 0o700) -> Path:
    """Make or take over `path` as a directory of `owner` (default: us); never follows a planted link.

    Root may hand over what already lies inside a directory that only root can write to; anywhere else a name that
    somebody else owns raises PermissionError.
    """
    path.mkdir(parents=True, exist_ok=True)
    found, parent = path.lstat(), path.parent.stat()
    us = os.geteuid()
    wanted = us if owner is None else owner
    guarded = us == 0 and parent.st_uid == us and not parent.st_mode & 0o022
    if not stat.S_ISDIR(found.st_mode) or not (found.st_uid in {us, wanted} or guarded):
        message = (
            f"{path} belongs to another user; remove it or choose another state directory (POSTROOM_STATE)"
        )
        raise PermissionError(message)
    if found.st_uid != wanted:
        os.chown(path, wanted, -1)
    path.chmod(mode)
    return path


def socket_dir(home: Path, kind: str, longest: str, owner: int | None = None) -> Path:
    """Return a private directory for the socket `longest`, inside `home` unless that path is too long for a socket."""
    directory = home / f"run-{kind}"
    if len(os.fsencode(directory / longest)) > SOCKET_PATH_LIMIT:
        directory = Path(tempfile.gettempdir()) / f"postroom-{os.geteuid()}-{short_hash(home)}-{kind}"
    return private_dir(directory, owner)


def without_postgres_variables(environment: Mapping[str, str]) -> dict[str, str]:
    """Return the environment less PG*: a PGPORT of the caller's shell would redirect every connection."""
    return {name: value for name, value in environment.items() if not name.startswith("PG")}


def server_environment() -> dict[str, str]:
    """Return our environment for a database server: no PG*, and no locale that this machine may not have."""
    kept = {
        name: value
        for name, value in without_postgres_variables(os.environ).items()
        if name not in {"LANG", "LANGUAGE"} and not name.startswith("LC_")
    }
    return kept | {"LC_ALL": "C"}


def log_file(state: Path, name: str) -> Path:
    """Return the path of a server's log, the last one put aside once it has grown past 10 MB."""
    path = private_dir(state / "logs") / f"{name}.log"
    if path.exists() and path.stat().st_size > LOG_LIMIT:
        path.replace(path.with_suffix(".log.1"))
    return path
