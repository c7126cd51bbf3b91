"""A server that speaks clamd's INSTREAM (clamd(8)), and knows one virus."""

import socketserver
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
"""The harmless text that every scanner calls a virus."""


class _Speaking(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        """Read one file and say what is in it."""
        server = cast("_Server", self.server)
        if self.rfile.read(10) != b"zINSTREAM\0":
            self.wfile.write(b"UNKNOWN COMMAND\0")
            return
        data = b""
        while size := struct.unpack("!L", self.rfile.read(4))[0]:
            if len(data) + size > server.most:
                self.wfile.write(b"INSTREAM size limit exceeded. ERROR\0")
                return
            data += self.rfile.read(size)
        if data:
            server.heard.append(data)
        found = b"stream: Eicar-Test-Signature FOUND\0" if EICAR in data else b"stream: OK\0"
        self.wfile.write(found if server.answer is None else server.answer)


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    heard: list[bytes]
    most: int
    answer: bytes | None


@contextmanager
def clamd(most: int = 2**30, answer: bytes | None = None) -> Iterator[tuple[str, list[bytes]]]:
    """Run one and yield its URL and the files it heard; `answer` is what it says instead of the truth."""
    with _Server(("127.0.0.1", 0), _Speaking) as server:
        server.heard, server.most, server.answer = [], most, answer
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield f"tcp://127.0.0.1:{server.server_address[1]}", server.heard
        finally:
            server.shutdown()
            thread.join()
