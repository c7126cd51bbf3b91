"""An address at which Microsoft reaches the hook, as the API serves it, without the rest of the API."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qsl, urlsplit

from infrastructure.mailboxes.flows import MailboxFlows


@dataclass
class Reachable:
    """Where, and who hears; `deaf`: nobody answers well."""

    url: str = ""
    deaf: bool = False
    flows: Callable[[], MailboxFlows] | None = field(default=None, repr=False)


@contextmanager
def reachable() -> Iterator[Reachable]:
    """Listen on a free port of this machine."""
    place = Reachable()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            parts = urlsplit(self.path)
            provider = parts.path.removeprefix("/hooks/")
            status, text = 503, ""
            if place.flows is not None and not place.deaf:
                status, text, _ = place.flows().hear(
                    provider, "", dict(parse_qsl(parts.query)), body, datetime.now(UTC)
                )
            self.send_response(status)
            self.send_header("Content-Type", "text/plain; charset=utf-8")
            self.send_header("Content-Length", str(len(text.encode())))
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    place.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield place
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
