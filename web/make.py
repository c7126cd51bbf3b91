"""Make the web interface in build/web, with the Node of the Python that runs this: `./dev setup` calls it."""

import contextlib
import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

WEB = Path(__file__).resolve().parent
BUILT = WEB.parent / "build" / "web"
BIN = Path(sys.executable).parent
PACKAGES = WEB / "node_modules"


def digest(paths: Iterable[Path]) -> str:
    """Return what changes when one of the files does."""
    found = hashlib.sha256(f"{sys.version_info[:2]} {sys.platform}".encode())
    for path in sorted(paths):
        found.update(str(path.relative_to(WEB)).encode() + b"\0" + path.read_bytes())
    return found.hexdigest()


def sources() -> list[Path]:
    """Return all files the interface is made from."""
    found = list[Path]()
    for folder, inner, names in os.walk(WEB):
        inner[:] = {*inner} - {"node_modules", "__pycache__"}  # thousands that are not even looked at
        found += (Path(folder, name) for name in names)
    return found


def stamped(folder: Path, wanted: str) -> bool:
    """Tell whether a folder was made from `wanted`."""
    with contextlib.suppress(OSError):
        return (folder / ".stamp").read_text(encoding="utf-8") == wanted
    return False


def node(*words: str | Path) -> None:
    """Run a program of Node in web/, finding Node itself first."""
    path = f"{BIN}{os.pathsep}{os.environ.get('PATH', '')}"
    subprocess.run(words, check=True, cwd=WEB, env={**os.environ, "PATH": path}, stdout=subprocess.DEVNULL)


def make(wanted: str) -> None:
    """Install what the lock file names where that changed, and build; the old build stays until the new one is whole."""
    began, new = time.time(), BUILT.with_name("web.new")
    print("making the web interface ...", flush=True)
    lock = digest([WEB / "package-lock.json"])
    if not stamped(PACKAGES, lock):
        node(BIN / "npm", "ci", "--no-progress", "--loglevel=error")
        (PACKAGES / ".stamp").write_text(lock, encoding="utf-8")
    vite = (BIN / "node", PACKAGES / "vite" / "bin" / "vite.js")
    node(*vite, "build", "--logLevel=warn", "--emptyOutDir", "--outDir", new)
    node(BIN / "node", "widget/build.ts", new)
    (new / ".stamp").write_text(wanted, encoding="utf-8")
    shutil.rmtree(BUILT, ignore_errors=True)
    new.rename(BUILT)
    print(f"made in {time.time() - began:.1f} s", flush=True)


def is_made() -> bool:
    """Tell whether build/web is the interface of these sources. `./dev` asks at every start, in its own process."""
    return stamped(BUILT, digest(sources()))


@contextlib.contextmanager
def alone() -> Iterator[None]:
    """Wait until nobody else makes it: two at once would take each other's files away."""
    BUILT.parent.mkdir(parents=True, exist_ok=True)
    with BUILT.with_name("web.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


if __name__ == "__main__" and not is_made():
    with alone():
        if not is_made():
            make(digest(sources()))
