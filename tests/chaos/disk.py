"""A disk that is full: a small file system of our own where we may mount one, else a limit on the size of files."""

import os
import resource
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Thread

from tests.chaos.processes import below

SIZE = "3g"
BLOCK = 1 << 20
AGAIN = 0.1
"""Seconds after which what was freed meanwhile is taken again."""


def mounted(state: Path) -> bool:
    """Mount a small file system at the state directory; false where that is not allowed."""
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={SIZE},mode=0700", "tmpfs", str(state)], check=False, capture_output=True
    )  # fmt: skip
    return done.returncode == 0


def unmounted(state: Path) -> None:
    """Take the file system away again, with all that is on it."""
    subprocess.run(["umount", str(state)], check=True)


@contextmanager
def filled(state: Path) -> Iterator[None]:
    """The file system has no room at all."""
    with (
        tempfile.NamedTemporaryFile(prefix="ballast-", dir=state) as ballast,
        _repeating(lambda: _fill(ballast.fileno())),
    ):
        yield


def _fill(handle: int) -> None:
    block = bytes(BLOCK)
    size = BLOCK
    while size:
        try:
            os.write(handle, block[:size])
        except OSError:
            size //= 16


@contextmanager
def limited(supervisor: int) -> Iterator[None]:
    """No process of the product can write to a file: each write answers that the file would be too large."""
    try:
        with _repeating(lambda: _limit(supervisor, 0)):
            yield
    finally:
        # who is started by one that is still limited is limited, too, and must be found as well
        while _limit(supervisor, None):
            pass


def _limit(supervisor: int, size: int | None) -> bool:
    """Limit each process, those who start others first, or take the limit away; tells whether that changed anything."""
    changed = False
    for pid in (supervisor, *below(supervisor)):
        with suppress(ProcessLookupError):
            soft, hard = resource.prlimit(pid, resource.RLIMIT_FSIZE)
            wanted = hard if size is None else size
            if soft != wanted:
                resource.prlimit(pid, resource.RLIMIT_FSIZE, (wanted, hard))
                changed = True
    return changed


@contextmanager
def _repeating(act: Callable[[], object]) -> Iterator[None]:
    """Act now, and again and again until left."""
    over = Event()

    def work() -> None:
        while not over.wait(AGAIN):
            act()

    act()
    thread = Thread(target=work, name="disk")
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
