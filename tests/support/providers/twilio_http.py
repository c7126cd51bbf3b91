"""Twilio over HTTP on a free port: its REST API with basic authentication; what people do is in `twilio_calls`."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, parse_qsl, urlsplit

from tests.support.providers.twilio import Deliver, Failure, Twilio, error
from tests.support.providers.twilio_api import VERSION, Answer, Asked, answered
from tests.support.providers.twilio_hooks import over_http

MEDIA = ".mp3"


class Handler(BaseHTTPRequestHandler):
    """Answers for one Twilio."""

    twilio: Twilio

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
        with self.twilio.lock:
            self.twilio.asked.append((self.command, parts.path))
            failure = next((one for one in self.twilio.failures if parts.path.endswith(one.path)), None)
            if failure is not None:
                self.twilio.failures.remove(failure)
            if failure is None or failure.done:
                answer = self._reply(parts.path, dict(parse_qsl(parts.query)), body)
        if failure is not None:
            return self._failed(failure)
        return self._answer(answer)

    def _reply(self, path: str, query: dict[str, str], body: bytes) -> Answer:
        twilio, beginning = self.twilio, f"/{VERSION}/Accounts/"
        shown = base64.b64encode(f"{twilio.account}:{twilio.token}".encode()).decode()
        if self.headers.get("Authorization") != f"Basic {shown}" or not path.startswith(
            beginning + twilio.account
        ):
            return 401, error(401, 20003, "Authentication Error - invalid username")
        rest = path.removeprefix(beginning + twilio.account).strip("/")
        media = rest.endswith(MEDIA)
        if not media and not rest.endswith(".json") and self.command != "DELETE":
            return 404, error(404, 20404, "only JSON is served here")
        form = parse_qs(body.decode(), keep_blank_values=True)
        if form and "application/x-www-form-urlencoded" not in self.headers.get("Content-Type", ""):
            return 400, error(400, 20001, "forms only")
        return answered(Asked(twilio, self.command, rest.removesuffix(".json").split("/"), query, form))

    def _failed(self, failure: Failure) -> None:
        if failure.status:
            self._answer((failure.status, failure.body), failure.headers)
        else:
            self.close_connection = True

    def _answer(self, answer: Answer, headers: dict[str, str] | None = None) -> None:
        status, told = answer
        body = told if isinstance(told, bytes) else b"" if told is None else json.dumps(told).encode()
        self.send_response(status)
        self.send_header(
            "Content-Type", "audio/mpeg" if isinstance(told, bytes) else "application/json; charset=utf-8"
        )
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def running_twilio(deliver: Deliver = over_http) -> Iterator[Twilio]:
    """Run a Twilio on a free port of this machine; `deliver` posts what it asks us and tells us."""
    twilio = Twilio(deliver)
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("OneHandler", (Handler,), {"twilio": twilio}))
    twilio.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield twilio
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
