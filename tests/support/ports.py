"""Ports for servers that are told theirs before they bind it: nobody else is given them meanwhile.

They lie below those that the system gives away by itself (32768 and up on Linux), so that neither a client's end of a
connection nor a server that takes any port can come between; and each process that asks has a block of its own.
"""

import socket
from collections.abc import Iterator
from functools import cache
from itertools import cycle, islice

FIRST, END, BLOCK = 20_000, 32_000, 300


def free_port(run: int = 1) -> int:
    """Return a port of this process's own on which nobody listens, the first of `run` such ports in a row.

    None is given again before all others of the block were.
    """
    ports = _own()
    for first in islice(ports, BLOCK):
        row = [first, *islice(ports, run - 1)]
        if row == list(range(first, first + run)) and all(map(_is_free, row)):
            return first
    raise AssertionError("every port of this process is in use")


@cache
def _own() -> Iterator[int]:
    """Return the ports of this process, over and over.

    Its block's first port is bound for as long as it lives, which is how other processes know.
    """
    for first in range(FIRST, END, BLOCK):
        with socket.socket() as holding:
            try:
                holding.bind(("", first))
            except OSError:
                continue
            holding.detach()
            return cycle(range(first + 1, first + BLOCK))
    raise AssertionError(f"no {BLOCK} ports are left between {FIRST} and {END}")


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind(("", port))
        except OSError:
            return False
    return True
