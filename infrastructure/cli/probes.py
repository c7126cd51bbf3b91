"""Small questions about the network of this machine."""

import socket
import urllib.request

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
