"""Turns at what is heavy: so many recordings are unsealed at once, and whoever waits too long is told to come again (CAL-02)."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

from api.problems import Problem

AT_ONCE, PATIENCE = 2, 5.0
"""Recordings in one process, each up to 60 MB and unsealed as a whole, whatever part is asked for; how long others wait."""
unsealing = BoundedSemaphore(AT_ONCE)


@contextmanager
def turn() -> Iterator[None]:
    """Wait until fewer recordings are unsealed. Raises `Problem`."""
    if not unsealing.acquire(timeout=PATIENCE):
        message = "Many recordings are heard now. Try again in a moment."
        raise Problem(503, "busy", message, headers={"Retry-After": "2"})
    try:
        yield
    finally:
        unsealing.release()
