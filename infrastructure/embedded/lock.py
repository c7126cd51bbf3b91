"""One supervisor for each state directory."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class AlreadyRunning(Exception):
    """Another supervisor holds this state directory; the message says where it is."""


@contextmanager
def sole_instance(state: Path, note: str) -> Iterator[None]:
    """Hold `<state>/lock`, or raise AlreadyRunning with the holder's note.

    The kernel releases the lock however we die and children do not inherit it, so it is never stale.
    """
    with (state / "lock").open("a+", encoding="utf-8") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            raise AlreadyRunning(lock.read().strip()) from None
        lock.truncate(0)
        lock.write(note)
        lock.flush()
        yield
