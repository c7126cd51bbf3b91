"""Facebook over HTTP on a free port: the login dialog, the Graph API, and what lies at its CDN."""

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

from tests.support.providers.messenger import Facebook, Failure
from tests.support.providers.messenger_api import Asked, answered, dialog

Form = tuple[dict[str, str], tuple[str, str, bytes] | None]


class Handler(BaseHTTPRequestHandler):
    """Answers for one Facebook."""

    facebook: Facebook

    def do_GET(self) -> None:
        """Answer."""
        self._serve(b"")

    def do_DELETE(self) -> None:
        """Answer."""
        self._serve(b"")

    def do_POST(self) -> None:
        """Answer."""
        self._serve(self.rfile.read(int(self.headers.get("Content-Length", 0))))

    def _serve(self, body: bytes) -> None:
        parts = urlsplit(self.path)
        with self.facebook.lock:
            self.facebook.asked.append((self.command, parts.path))
            failure = next((one for one in self.facebook.failures if parts.path.endswith(one.path)), None)
            if failure is not None:
                self.facebook.failures.remove(failure)
                failure = None if failure.passes else failure
            if failure is None or failure.done:
                reply = self._reply(parts.path, _flat(parts.query), body)
        if failure is not None:
            return self._failed(failure)
        return self._answer(*reply)

    def _reply(self, path: str, query: dict[str, str], body: bytes) -> tuple[int, Any, dict[str, str]]:
        if path.endswith("/dialog/oauth"):
            return 302, b"", {"Location": dialog(self.facebook, query)}
        if path.startswith("/cdn/"):
            content_type, data = self.facebook.media.get(path, ("text/plain", b""))
            return (200 if data else 403), data or b"URL signature expired", {"Content-Type": content_type}
        _, version, *rest = path.split("/")
        if not version.startswith("v"):
            rest = [version, *rest]
        form, file = _form(self.headers.get("Content-Type", ""), body)
        said: Any = (
            json.loads(body) if self.headers.get("Content-Type", "").startswith("application/json") else {}
        )
        bearer = self.headers.get("Authorization", "").removeprefix("Bearer ")
        asked = Asked(self.facebook, self.command, rest, {**query, **form}, bearer, said, file)
        status, told = answered(asked)
        return status, json.dumps(told).encode(), {"Content-Type": "application/json; charset=UTF-8"}

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


def _flat(query: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(query, keep_blank_values=True).items()}


def _form(content_type: str, body: bytes) -> Form:
    """Return the fields of a form, and the file in it."""
    if content_type.startswith("application/x-www-form-urlencoded"):
        return _flat(body.decode()), None
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
            assert name == "filedata"
            file = (str(part.get_filename()), part.get_content_type(), data)
    return fields, file


@contextmanager
def running_facebook() -> Iterator[Facebook]:
    """Run a Facebook on a free port of this machine."""
    facebook = Facebook()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("OneHandler", (Handler,), {"facebook": facebook}))
    facebook.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield facebook
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
