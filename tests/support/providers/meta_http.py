"""A platform of Meta's over HTTP on a free port: what comes is taken down, fails where a test wants that, and is answered."""

from __future__ import annotations

import email
import json
from collections.abc import Iterator
from contextlib import contextmanager
from email import policy
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.support.providers.meta import Failure, Meta

Form = tuple[dict[str, str], tuple[str, str, bytes] | None]
Whole = tuple[int, bytes, dict[str, str]]
"""Status, body and headers."""


class Handler(BaseHTTPRequestHandler):
    """Answers for one platform."""

    meta: Meta

    def do_GET(self) -> None:
        """Answer."""
        self._serve(b"")

    def do_DELETE(self) -> None:
        """Answer."""
        self._serve(b"")

    def do_POST(self) -> None:
        """Answer."""
        self._serve(self.rfile.read(int(self.headers.get("Content-Length", 0))))

    def reply(self, path: str, query: dict[str, str], body: bytes) -> Whole:
        """Return what a request comes to."""
        raise NotImplementedError

    def at_cdn(self, path: str) -> Whole:
        """Return what lies at the CDN."""
        content_type, data = self.meta.media.get(path, ("text/plain", b""))
        return (200 if data else 403), data or b"URL signature expired", {"Content-Type": content_type}

    @property
    def bearer(self) -> str:
        """The token that is shown."""
        return self.headers.get("Authorization", "").removeprefix("Bearer ")

    def told(self, body: bytes) -> tuple[dict[str, str], tuple[str, str, bytes] | None, Any]:
        """Return the fields of a form and the file in it, and what JSON says."""
        content_type = self.headers.get("Content-Type", "")
        form, file = form_of(content_type, body)
        return form, file, json.loads(body) if content_type.startswith("application/json") else {}

    def _serve(self, body: bytes) -> None:
        parts = urlsplit(self.path)
        with self.meta.lock:
            self.meta.asked.append((self.command, parts.path))
            failure = next((one for one in self.meta.failures if parts.path.endswith(one.path)), None)
            if failure is not None:
                self.meta.failures.remove(failure)
                failure = None if failure.passes else failure
            if failure is None or failure.done:
                reply = self.reply(parts.path, flat(parts.query), body)
        if failure is not None:
            return self._failed(failure)
        return self._answer(*reply)

    def _failed(self, failure: Failure) -> None:
        if failure.status:
            self._answer(failure.status, json.dumps(failure.body).encode(), failure.headers)
        else:
            self.close_connection = True

    def _answer(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def flat(query: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(query, keep_blank_values=True).items()}


def form_of(content_type: str, body: bytes) -> Form:
    """Return the fields of a form, and the file in it."""
    if content_type.startswith("application/x-www-form-urlencoded"):
        return flat(body.decode()), None
    if not content_type.startswith("multipart/form-data"):
        return {}, None
    whole = email.message_from_bytes(
        f"Content-Type: {content_type}\r\n\r\n".encode() + body, policy=policy.HTTP
    )
    fields: dict[str, str] = {}
    file = None
    for part in whole.iter_parts():
        name = str(part.get_param("name", header="content-disposition"))
        data = part.get_payload(decode=True)
        assert isinstance(data, bytes)
        if part.get_filename() is None:
            fields[name] = data.decode()
        else:
            file = (str(part.get_filename()), part.get_content_type(), data)
    return fields, file


def as_json(status: int, told: dict[str, Any]) -> Whole:
    """Return an answer as the Graph API gives it."""
    return status, json.dumps(told).encode(), {"Content-Type": "application/json; charset=UTF-8"}


def below_version(path: str) -> list[str]:
    """Return a path's parts without the API's version, where it names one."""
    _, version, *rest = path.split("/")
    return [one for one in (rest if version.startswith("v") else [version, *rest]) if one]


@contextmanager
def running(meta: Meta, handler: type[Handler]) -> Iterator[None]:
    """Run a platform on a free port of this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("OneHandler", (handler,), {"meta": meta}))
    meta.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
