"""All live streams of a chat's people, read by one thread."""

import json
import selectors
import socket
import time
from collections import defaultdict
from dataclasses import dataclass, field
from threading import Event as Flag
from typing import Any, NamedTuple

Headers = dict[str, str]


class Frame(NamedTuple):
    """What a stream told, and when."""

    at: float
    position: int
    kind: str
    data: dict[str, Any]


@dataclass
class Streams:
    """All live streams of everybody, read by one thread."""

    port: int
    frames: dict[str, list[Frame]] = field(default_factory=lambda: defaultdict(list))
    over: Flag = field(default_factory=Flag)
    _open: selectors.BaseSelector = field(default_factory=selectors.DefaultSelector)

    def add(self, name: str, path: str, headers: Headers, *, noted: bool = True) -> None:
        """Open one, and wait until it has begun; of one that is not `noted` all is read, and nothing kept.

        Whoever reads it sits elsewhere: taking twenty agents' frames apart here would cost what is to be measured.
        """
        one = socket.create_connection(("127.0.0.1", self.port))
        lines = "".join(f"{key}: {value}\r\n" for key, value in headers.items())
        one.sendall(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{lines}\r\n".encode())
        head = one.recv(4096)
        assert head.startswith(b"HTTP/1.1 200"), head[:600]
        one.setblocking(False)  # noqa: FBT003 - the socket's own signature
        self._open.register(one, selectors.EVENT_READ, (name, bytearray() if noted else None))

    def run(self) -> None:
        """Read until it is over."""
        while not self.over.is_set():
            for key, _ in self._open.select(0.2):
                name, rest = key.data
                assert isinstance(key.fileobj, socket.socket)
                data = key.fileobj.recv(65_536)
                assert data, f"the stream of {name} ended"
                if rest is not None:
                    rest += data
                    self._take(name, rest)
        for key in list(self._open.get_map().values()):
            assert isinstance(key.fileobj, socket.socket)
            key.fileobj.close()

    def _take(self, name: str, rest: bytearray) -> None:
        at, end = time.perf_counter(), rest.rfind(b"\n\n")
        if end < 0:
            return
        blocks, rest[:] = bytes(rest[:end]).split(b"\n\n"), rest[end + 2 :]
        for block in blocks:
            said = dict(line.split(": ", 1) for line in block.decode().splitlines() if ": " in line)
            if "event" in said:
                frame = Frame(at, int(said.get("id", 0)), said["event"], json.loads(said["data"]))
                self.frames[name].append(frame)
