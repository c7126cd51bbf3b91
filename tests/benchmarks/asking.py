"""A client that costs little: requests made ready before, answers read as far as they say they go."""

import itertools
import socket
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from uuid import uuid4

from tests.benchmarks.ground import Caller

OK = (b"200", b"201")
Ask = Callable[[int], bytes]
"""The bytes of the request of a number."""


def get(path: str, caller: Caller | None = None) -> bytes:
    """Return a GET request."""
    return f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{_who(caller)}\r\n".encode()


def post(path: str, body: str, caller: Caller | None = None) -> bytes:
    """Return a POST request of JSON that nobody sent before."""
    head = (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{_who(caller)}Content-Type: application/json\r\n"
        f"Idempotency-Key: {uuid4().hex}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return (head + body).encode()


def _who(caller: Caller | None) -> str:
    return "" if caller is None else caller.headers


class Wire:
    """One kept-alive connection."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def ask(self, request: bytes) -> float:
        """Send a request and return the seconds until all of its answer was there; anything but a success fails."""
        began = time.perf_counter()
        self.socket.sendall(request)
        data = self.socket.recv(1 << 17)
        while (end := data.find(b"\r\n\r\n")) < 0:
            data += self.socket.recv(1 << 17)
        head = data[:end].lower()
        length = int(head.split(b"content-length:", 1)[1].split(b"\r\n", 1)[0])
        while len(data) < end + 4 + length:
            data += self.socket.recv(1 << 17)
        took = time.perf_counter() - began
        assert head[9:12] in OK, data[:600]
        return took


@contextmanager
def wires(port: int, count: int) -> Iterator[list[Wire]]:
    """Connections, closed afterwards."""
    made = [Wire(port) for _ in range(count)]
    try:
        yield made
    finally:
        for wire in made:
            wire.socket.close()


def rate(port: int, ask: Ask, clients: int, seconds: float, numbers: Iterator[int]) -> float:
    """Return requests per second that so many clients get answered, each asking again at once."""

    def work(wire: Wire) -> int:
        done, end = 0, time.perf_counter() + seconds
        while time.perf_counter() < end:
            wire.ask(ask(next(numbers)))
            done += 1
        return done

    with wires(port, clients) as made, ThreadPoolExecutor(clients) as threads:
        began = time.perf_counter()
        done = sum(threads.map(work, made))
        return done / (time.perf_counter() - began)


def times(port: int, requests: Sequence[bytes], clients: int) -> list[float]:
    """Return the milliseconds of each request, so many clients sharing them."""
    with wires(port, clients) as made, ThreadPoolExecutor(clients) as threads:
        parts = threads.map(
            lambda number: [made[number].ask(one) for one in requests[number::clients]], range(clients)
        )
        return [1000 * took for part in parts for took in part]


def numbers() -> Iterator[int]:
    """Return numbers that several threads may draw from."""
    return itertools.count()
