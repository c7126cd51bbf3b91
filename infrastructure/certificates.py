"""A server's certificate from files, read again when they change: renewing one needs no restart."""

import logging
import ssl
from pathlib import Path

log = logging.getLogger("postroom.certificates")


class Certificate:
    """A context of TLS 1.2 and newer; new connections get what the files hold when they begin."""

    def __init__(self, chain: Path, key: Path | None = None) -> None:
        """Read PEM files; without `key` it is in the same file.

        Raises:
            OSError: a file cannot be read.
            ssl.SSLError: they hold no certificate with its key.

        """
        self._files = (chain, key or chain)
        self.context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        self._read = self._state()
        self.context.load_cert_chain(*self._files)

    def renew(self) -> None:
        """Read the files again if they changed; half-written ones leave the former certificate in use."""
        try:
            state = self._state()
            if state != self._read:
                ssl.create_default_context(ssl.Purpose.CLIENT_AUTH).load_cert_chain(*self._files)
                self.context.load_cert_chain(*self._files)
                self._read = state
        except OSError as error:
            log.warning("the certificate cannot be read, the former stays in use: %s", type(error).__name__)

    def _state(self) -> list[tuple[int, int, int]]:
        stats = [file.stat() for file in self._files]
        return [(stat.st_mtime_ns, stat.st_size, stat.st_ino) for stat in stats]
