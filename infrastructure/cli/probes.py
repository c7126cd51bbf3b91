"""Small questions about the network of this machine."""

import socket
import urllib.request
from collections.abc import Collection

OK = 200


def healthy(address: str) -> bool:
    """Tell whether GET <address>/health answers 200 within two seconds."""
    try:
        with urllib.request.urlopen(f"{address}/health", timeout=2) as answer:  # noqa: S310 - our own http address
            return bool(answer.status == OK)
    except OSError:
        return False


def bind_problem(host: str, port: int) -> OSError | None:
    """Return why nobody can listen at `host` and `port` now, or None."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as problem:
            return problem
    return None


def next_free(host: str, port: int, taken: Collection[int]) -> int:
    """Return `port`, or the first one above it that is free and not among `taken`; raises OSError when there is none."""
    for candidate in range(port, min(port + 100, 65536)):
        if candidate not in taken and not bind_problem(host, candidate):
            return candidate
    message = f"no free port from {port} on"
    raise OSError(message)
