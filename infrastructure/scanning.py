"""Looking for viruses in files that people attach: not at all, or by a clamd (CNV-08)."""

import socket
import struct
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlsplit

from application.uploads import NotScanned

SECONDS = 30.0
LONGEST_ANSWER = 4096


class Scan(Protocol):
    """One file under examination."""

    def feed(self, piece: bytes) -> None:
        """Show it the next piece."""

    def verdict(self) -> str:
        """Return the name of what was found in all of it, empty for nothing; raises `NotScanned` where nobody knows."""


class Scanner(Protocol):
    """Examines files, many at the same time."""

    def scan(self) -> AbstractContextManager[Scan]:
        """Begin with a file; raises `NotScanned`."""


class _Unlooked:
    def feed(self, piece: bytes) -> None:
        """Look at nothing."""

    def verdict(self) -> str:
        """Find nothing."""
        return ""


class NoScanner:
    """Finds nothing, for it does not look."""

    @contextmanager
    def scan(self) -> Iterator[Scan]:
        """See `Scanner.scan`."""
        yield _Unlooked()


class _Instream:
    """A file on its way to clamd: pieces with their lengths before them, the empty one last (clamd(8), INSTREAM)."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._refused = False
        connection.sendall(b"zINSTREAM\0")

    def feed(self, piece: bytes) -> None:
        """See `Scan.feed`; what clamd says to a file it has heard enough of is in its answer."""
        if piece and not self._refused:
            try:
                self._connection.sendall(struct.pack("!L", len(piece)) + piece)
            except (BrokenPipeError, ConnectionResetError):
                self._refused = True

    def verdict(self) -> str:
        """See `Scan.verdict`."""
        try:
            if not self._refused:
                with suppress(BrokenPipeError, ConnectionResetError):
                    self._connection.sendall(struct.pack("!L", 0))
            answer = b""
            while not answer.endswith(b"\0") and len(answer) < LONGEST_ANSWER:
                more = self._connection.recv(1024)
                if not more:
                    break
                answer += more
        except OSError:
            raise _away() from None
        words = answer.rstrip(b"\0\n").decode("utf-8", "replace")
        if words.endswith(" FOUND"):
            return words.removeprefix("stream: ").removesuffix(" FOUND")
        if words == "stream: OK":
            return ""
        if "size limit" in words:
            raise NotScanned("This file is too large for the virus scanner. Send a smaller one.")
        raise _away()


@dataclass(frozen=True, slots=True)
class Clamd:
    """Asks a clamd at `tcp://host:port` or `unix:/path`; a connection for each file."""

    url: str
    seconds: float = SECONDS

    @contextmanager
    def scan(self) -> Iterator[Scan]:
        """See `Scanner.scan`."""
        try:
            connection = self._connected()
        except OSError:
            raise _away() from None
        with connection:
            connection.settimeout(self.seconds)
            try:
                yield _Instream(connection)
            except OSError:
                raise _away() from None

    def _connected(self) -> socket.socket:
        parts = urlsplit(self.url)
        if parts.scheme == "tcp":
            return socket.create_connection((parts.hostname or "", parts.port or 3310), self.seconds)
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            connection.settimeout(self.seconds)
            connection.connect(parts.path)
        except OSError:
            connection.close()
            raise
        return connection


def _away() -> NotScanned:
    return NotScanned("The virus scanner does not answer, so the file was not taken. Try again in a moment.")


def scanner_of(url: str) -> Scanner:
    """Return the scanner of POSTROOM_CLAMD; none where it is empty."""
    return Clamd(url) if url else NoScanner()
