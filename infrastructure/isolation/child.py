"""A child: reads a batch of requests, answers it, waits for the next; it ends with its parent, or at its bounds."""

import contextlib
import pickle
import socket
import sys
import time
from typing import Any

from infrastructure.isolation.wire import receive, send
from infrastructure.isolation.work import WORK

IDLE = 600.0
"""Seconds after which a child that nobody asks goes."""

try:
    import resource
except ImportError:  # not on Windows: there the parent's clock alone bounds it
    resource = None  # type: ignore[assignment]


def main(seconds: int, memory: int) -> None:
    """Answer what comes on standard input until it ends, or nothing comes for long.

    A batch may take `seconds` of processor time, then the kernel ends the child; and `memory` bytes of address space.
    """
    _bound_memory(memory)
    sys.setrecursionlimit(2_000)
    with socket.socket(fileno=0) as parent:
        parent.settimeout(IDLE)
        # nobody asks any more, or nobody is there to hear the answer
        with contextlib.suppress(EOFError, OSError):
            while True:
                batch: list[tuple[str, tuple[Any, ...], dict[str, Any]]] = pickle.loads(receive(parent))  # noqa: S301 - our parent's
                _bound_time(seconds)
                send(parent, pickle.dumps([_answer(*request) for request in batch], pickle.HIGHEST_PROTOCOL))


def _answer(name: str, arguments: tuple[Any, ...], options: dict[str, Any]) -> tuple[bool, Any]:
    try:
        return True, WORK[name](*arguments, **options)
    except Exception as error:  # noqa: BLE001 - one bad original must not take the others with it
        return False, type(error).__name__


def _bound_memory(memory: int) -> None:
    if resource is not None:
        for kind, bound in ((resource.RLIMIT_CORE, 0), (resource.RLIMIT_AS, memory)):
            with contextlib.suppress(ValueError, OSError):
                resource.setrlimit(kind, (bound, bound))


def _bound_time(seconds: int) -> None:
    if resource is not None:
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (int(time.process_time()) + seconds + 1, hard))
