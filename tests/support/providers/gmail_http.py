"""A Google on a port of this machine: OAuth, Gmail's API v1 and what fails of it when a test wants that."""

from __future__ import annotations

import base64
import json
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import RLock, Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.support.providers.gmail import Mailbox, Message
from tests.support.providers.gmail_login import Login, Reply

USER = re.compile(r"/(upload/)?gmail/v1/users/([^/]+)/(.*)")
Query = dict[str, list[str]]


@dataclass
class Failure:
    """What a request whose path matches comes to, once; `done` says whether it happens all the same."""

    path: str
    status: int = 0
    """0: no answer, the connection breaks."""
    body: dict[str, Any] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    done: bool = False


@dataclass
class Google:
    """The whole of it; tests change it while it runs."""

    login: Login = field(default_factory=Login)
    mailboxes: dict[str, Mailbox] = field(default_factory=dict)
    failures: list[Failure] = field(default_factory=list)
    asked: list[tuple[str, str]] = field(default_factory=list)
    """(method, path) of every request, without what only its holder may know."""
    lock: RLock = field(default_factory=RLock)

    @property
    def url(self) -> str:
        """Where it is."""
        return self.login.url

    def mailbox(self, address: str) -> Mailbox:
        """Return a new mailbox, whose owner is signed in from here on."""
        self.login.person = address
        return self.mailboxes.setdefault(address, Mailbox(address))

    def count(self, end: str) -> int:
        """Say how often a path that ends so was asked for."""
        return sum(path.endswith(end) for _, path in self.asked)

    def api(self, method: str, path: str, query: Query, authorization: str, body: bytes, kind: str) -> Reply:
        """Answer a request to the API."""
        address, found = self.login.address_of(authorization), USER.fullmatch(path)
        if address is None:
            return 401, error(401, "Invalid Credentials", "authError", "UNAUTHENTICATED")
        if found is None or found[2] not in ("me", address):
            return 404, error(404, "Not Found", "notFound", "NOT_FOUND")
        box, rest = self.mailboxes[address], found[3]
        if (method, rest) == ("POST", "messages/send"):
            return _send(box, body, kind, uploaded=bool(found[1]))
        routes: dict[tuple[str, str], Callable[[], Reply]] = {
            ("GET", "profile"): lambda: (200, _profile(box)),
            ("GET", "settings/sendAs"): lambda: (200, _send_as(box)),
            ("GET", "messages"): lambda: _messages(box, query),
            ("GET", "history"): lambda: _history(box, query),
            ("POST", "watch"): lambda: _watch(box, json.loads(body)),
            ("POST", "stop"): lambda: _stop(box),
        }
        if (method, rest) in routes:
            return routes[method, rest]()
        wanted = next((one for one in box.messages if rest == f"messages/{one.id}"), None)
        if method == "GET" and wanted is not None:
            return 200, _message(wanted, query)
        return 404, error(404, "Requested entity was not found.", "notFound", "NOT_FOUND")


def error(code: int, message: str, reason: str, status: str) -> dict[str, Any]:
    """Return a failure as Google writes it."""
    one = {"message": message, "domain": "global", "reason": reason}
    return {"error": {"code": code, "message": message, "errors": [one], "status": status}}


def _profile(box: Mailbox) -> dict[str, Any]:
    threads = len({one.thread_id for one in box.messages})
    counts = {"messagesTotal": len(box.messages), "threadsTotal": threads}
    return {"emailAddress": box.address, **counts, "historyId": str(box.history_id)}


def _send_as(box: Mailbox) -> dict[str, Any]:
    own = {"sendAsEmail": box.address, "displayName": "", "isPrimary": True, "isDefault": True}
    more = [{"sendAsEmail": one, "verificationStatus": state} for one, state in box.aliases.items()]
    return {"sendAs": [own, *more]}


def _page(found: list[Any], query: Query, default: int = 100) -> tuple[list[Any], dict[str, str]]:
    start, most = (
        int(query.get("pageToken", ["0"])[0]),
        min(int(query.get("maxResults", [str(default)])[0]), 500),
    )
    more = {"nextPageToken": str(start + most)} if start + most < len(found) else {}
    return found[start : start + most], more


def _messages(box: Mailbox, query: Query) -> Reply:
    everywhere = query.get("includeSpamTrash", ["false"])[0] == "true"
    found = box.search(query.get("q", [""])[0], query.get("labelIds", []), everywhere=everywhere)
    page, more = _page(found, query)
    listed = {"messages": [{"id": one.id, "threadId": one.thread_id} for one in page]} if page else {}
    return 200, {**listed, **more, "resultSizeEstimate": len(found)}


def _message(message: Message, query: Query) -> dict[str, Any]:
    told: dict[str, Any] = {
        "id": message.id, "threadId": message.thread_id, "labelIds": sorted(message.labels), "snippet": "",
        "historyId": str(message.history_id), "internalDate": str(message.internal_date),
        "sizeEstimate": len(message.raw),
    }  # fmt: skip
    form = query.get("format", ["full"])[0]
    if form == "raw":
        told["raw"] = base64.urlsafe_b64encode(message.raw).decode()
    elif form == "metadata":
        wanted = {one.lower() for one in query.get("metadataHeaders", [])}
        headers = [
            {"name": name, "value": str(value)} for name, value in message_from_bytes(message.raw).items()
        ]
        told["payload"] = {"headers": [one for one in headers if not wanted or one["name"].lower() in wanted]}
    return told


def _history(box: Mailbox, query: Query) -> Reply:
    start = int(query["startHistoryId"][0])
    if start < box.oldest:
        return 404, error(404, "Requested entity was not found.", "notFound", "NOT_FOUND")
    kinds = {
        {"messageAdded": "messagesAdded", "labelAdded": "labelsAdded"}[one]
        for one in query.get("historyTypes", [])
    }
    found = [one for one in box.history if int(one["id"]) > start and (not kinds or kinds & one.keys())]
    page, more = _page(found, query)
    return 200, {**({"history": page} if page else {}), **more, "historyId": str(box.history_id)}


def _watch(box: Mailbox, wanted: dict[str, Any]) -> Reply:
    if not re.fullmatch(r"projects/[^/]+/topics/[^/]+", wanted.get("topicName", "")):
        return 400, error(400, "Invalid topicName", "invalidArgument", "INVALID_ARGUMENT")
    until = int((time.time() + 7 * 86400) * 1000)
    box.watching = {**wanted, "expiration": until}
    return 200, {"historyId": str(box.history_id), "expiration": str(until)}


def _stop(box: Mailbox) -> Reply:
    box.watching = None
    return 204, None


def _send(box: Mailbox, body: bytes, kind: str, *, uploaded: bool) -> Reply:
    thread_id: str | None = None
    if not uploaded:
        asked = json.loads(body)
        raw, thread_id = base64.urlsafe_b64decode(asked["raw"]), asked.get("threadId")
    elif kind.startswith("message/rfc822"):
        raw = body
    else:
        boundary = re.search(r'boundary="?([^";]+)', kind)
        assert boundary
        parts = body.split(b"--" + boundary[1].encode())
        about, raw = (re.split(rb"\r?\n\r?\n", one, maxsplit=1)[1].rstrip(b"\r\n") for one in parts[1:3])
        raw, thread_id = (
            raw.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"),
            json.loads(about).get("threadId"),
        )
    try:
        sent = box.send(raw, thread_id)
    except ValueError as refused:
        return 400, error(400, str(refused), "invalidArgument", "INVALID_ARGUMENT")
    return 200, {"id": sent.id, "threadId": sent.thread_id, "labelIds": sorted(sent.labels)}


class Handler(BaseHTTPRequestHandler):
    """Answers for one Google."""

    google: Google

    def do_GET(self) -> None:
        """Answer."""
        self._serve(b"")

    def do_POST(self) -> None:
        """Answer."""
        self._serve(self.rfile.read(int(self.headers.get("Content-Length", 0))))

    def _serve(self, body: bytes) -> None:
        parts = urlsplit(self.path)
        with self.google.lock:
            self.google.asked.append((self.command, parts.path))
            failure = next((one for one in self.google.failures if one.path in parts.path), None)
            if failure is not None:
                self.google.failures.remove(failure)
            if failure is not None and not failure.done:
                return self._failed(failure)
            reply = self._reply(parts.path, parse_qs(parts.query), body)
        if failure is not None:
            return self._failed(failure)
        return self._answer(*reply, {})

    def _reply(self, path: str, query: Query, body: bytes) -> Reply:
        if path.endswith("/o/oauth2/v2/auth"):
            return 302, {
                "Location": self.google.login.authorise({name: one[0] for name, one in query.items()})
            }
        if path in ("/token", "/revoke"):
            form = {name: one[0] for name, one in parse_qs(body.decode()).items()}
            return (
                self.google.login.token(form) if path == "/token" else self.google.login.revoke(form["token"])
            )
        if "gmail" in path:
            about = self.headers.get("Authorization", ""), body, self.headers.get("Content-Type", "")
            return self.google.api(self.command, path, query, *about)
        return self.google.login.documents(path)

    def _failed(self, failure: Failure) -> None:
        if failure.status:
            self._answer(failure.status, failure.body, failure.headers)
        else:
            self.close_connection = True

    def _answer(self, status: int, body: dict[str, Any] | None, headers: dict[str, str]) -> None:
        self.send_response(status)
        if status == 302 and body:
            headers, body = body, None
        text = b"" if body is None else json.dumps(body).encode()
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Type", "application/json; charset=UTF-8")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def running_google() -> Iterator[Google]:
    """Run a Google on a free port of this machine."""
    google = Google()

    server = ThreadingHTTPServer(("127.0.0.1", 0), type("OneHandler", (Handler,), {"google": google}))
    google.login.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield google
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
