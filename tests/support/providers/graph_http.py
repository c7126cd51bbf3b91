"""Graph and Entra over HTTP on a free port: who may ask, subscriptions with their handshake, and the rest by path."""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit
from uuid import uuid4

import requests

from tests.support.providers.graph import LONGEST, Fault, Graph, Mailbox, stamp
from tests.support.providers.graph_answers import Answer, Asked, answered, failed
from tests.support.providers.graph_files import uploaded
from tests.support.providers.graph_login import authorize, configuration, token
from tests.support.providers.graph_mail import mail, query_of

LOGIN = re.compile(
    r"/(?P<tenant>[^/]+)/(?P<what>v2\.0/\.well-known/openid-configuration|oauth2/v2\.0/(?:authorize|token))"
)
RESOURCE = re.compile(
    r"/?(?:me|users/(?P<user>[^/]+))/mail[fF]olders(?:\('?|/)(?P<folder>[\w-]+)'?\)?/messages"
)


def _box(graph: Graph, person: str, key: str) -> Mailbox | None:
    """Return a mailbox by its address or id, if the person may use it."""
    found = next((box for box in graph.mailboxes.values() if key in (box.address, box.id)), None)
    if found is None or (found.address != person and graph.mailboxes[person].id not in found.shared_with):
        return None
    return found


def _graph(graph: Graph, method: str, url: str, headers: dict[str, str], body: bytes) -> Answer:  # noqa: PLR0911 - one for each door
    if urlsplit(url).path.startswith("/api/v2.0/"):
        return uploaded(graph, method, query_of(url).get("authtoken", ""), headers, body)
    known = graph.tokens.get(headers.get("authorization", "").removeprefix("Bearer "))
    if known is None or known[1] <= graph.now():
        return failed(401, "InvalidAuthenticationToken", "Lifetime validation failed, the token is expired.")
    person = known[0]
    path = unquote(urlsplit(url).path).removeprefix("/v1.0/")
    path = re.sub(r"\('?([^')]+)'?\)", r"/\1", path)
    asked = Asked(graph, person, method, path, query_of(url), headers, body)
    first, *rest = path.split("/")
    if first == "subscriptions":
        return _subscriptions(asked, rest)
    if first == "me":
        return mail(asked, graph.mailboxes[person], rest)
    if first == "users" and rest:
        box = _box(graph, person, rest[0])
        if box is None:
            return failed(403, "ErrorAccessDenied", "Access is denied. Check credentials and try again.")
        return mail(asked, box, rest[1:])
    return failed(400, "BadRequest", "Resource not found for the segment.")


def _subscriptions(asked: Asked, rest: list[str]) -> Answer:
    graph, said = asked.graph, json.loads(asked.body or b"{}")
    if asked.method == "POST" and not rest:
        return _subscribed(asked, said)
    one = graph.subscriptions.get(rest[0]) if rest else None
    if one is None:
        return failed(404, "ResourceNotFound", "The object was not found.")
    if asked.method == "DELETE":
        del graph.subscriptions[one["id"]]
        return answered(204)
    if asked.method == "PATCH":
        return _until(asked, one, said)
    if asked.method == "POST" and rest[1:] == ["reauthorize"]:
        return answered(200)
    return answered(200, _public(one))


def _until(asked: Asked, one: dict[str, Any], said: dict[str, Any]) -> Answer:
    until = datetime.fromisoformat(re.sub(r"\.\d+Z$|Z$", "+00:00", said["expirationDateTime"]))
    if until - asked.graph.now() > LONGEST:
        return failed(
            400, "ExtensionError", "Subscription expiration can only be 10080 minutes in the future."
        )
    one["expires"] = until
    return answered(200, _public(one))


def _subscribed(asked: Asked, said: dict[str, Any]) -> Answer:
    """Check both addresses by the handshake, then subscribe; a delegated token may do so for its own mailbox only."""
    graph, found = asked.graph, RESOURCE.fullmatch(unquote(said["resource"]))
    if found is None:
        return failed(400, "ExtensionError", "The resource is not one that can be subscribed to.")
    box = graph.mailboxes[asked.person] if found["user"] is None else _box(graph, asked.person, found["user"])
    if box is None or box.address != asked.person:
        return failed(
            403,
            "ExtensionError",
            "Operation: Create; Exception: [Status Code: Forbidden; Reason: Access is denied.]",
        )
    assert len(said.get("clientState", "")) <= 128
    for url in filter(None, (said["notificationUrl"], said.get("lifecycleNotificationUrl"))):
        if not _answers(url):
            return failed(
                400,
                "ValidationError",
                "Subscription validation request failed. HTTP status code is not 'OK'.",
            )
    one = {
        **said, "id": str(uuid4()), "mailbox": box, "folder": found["folder"].lower(), "immutable": asked.immutable,
        "creatorId": graph.mailboxes[asked.person].id, "applicationId": str(uuid4()),
    }  # fmt: skip
    status, headers, body = _until(asked, one, said)
    if status == 200:
        graph.subscriptions[one["id"]] = one
    return (201 if status == 200 else status), headers, body


def _answers(url: str) -> bool:
    """Whether the address gives the validation token back as documented: 200, text/plain, within ten seconds."""
    challenge = f"Validation: Testing client application reachability {secrets.token_urlsafe(12)} <&+ %20"
    try:
        answer = requests.post(
            url,
            params={"validationToken": challenge},
            headers={"Content-Type": "text/plain; charset=utf-8"},
            timeout=10,
        )
    except requests.RequestException:
        return False
    plain = answer.headers.get("Content-Type", "").startswith("text/plain")
    return answer.status_code == 200 and plain and answer.text == challenge


def _public(one: dict[str, Any]) -> dict[str, Any]:
    names = (
        "id",
        "resource",
        "changeType",
        "notificationUrl",
        "lifecycleNotificationUrl",
        "creatorId",
        "applicationId",
    )
    return {name: one.get(name) for name in names} | {
        "clientState": None,
        "expirationDateTime": stamp(one["expires"]),
    }


def _login(graph: Graph, method: str, url: str, body: bytes) -> Answer | None:
    found = LOGIN.fullmatch(urlsplit(url).path)
    if found is None:
        return None
    what = found["what"].rpartition("/")[2]
    if what == "openid-configuration":
        return configuration(graph, unquote(found["tenant"]))
    if what == "authorize":
        return authorize(graph, found["tenant"], query_of(url))
    return (
        token(graph, {name: values[0] for name, values in parse_qs(body.decode()).items()})
        if method == "POST"
        else None
    )


class Handler(BaseHTTPRequestHandler):
    """Answers for one Microsoft."""

    graph: Graph
    protocol_version = "HTTP/1.1"

    def answer(self) -> None:
        """Answer, or fail as a test wants it."""
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.graph.asked.append((self.command, self.path))
        fault = self.graph.fault(self.command, unquote(self.path), after=False)
        if fault is None:
            headers = {name.lower(): value for name, value in self.headers.items()}
            done = _login(self.graph, self.command, self.path, body)
            done = done or _graph(self.graph, self.command, self.path, headers, body)
            fault = self.graph.fault(self.command, unquote(self.path), after=True)
            if fault is None:
                self.give(*done)
        if fault is not None:
            self.fail(fault)

    def fail(self, fault: Fault) -> None:
        """Fail so."""
        if fault.status:
            words = "Please retry again later."
            status, headers, body = failed(fault.status, fault.code or "TooManyRequests", words)
            self.give(status, headers | fault.headers, body)
        else:
            self.close_connection = True

    do_GET = do_POST = do_PATCH = do_DELETE = do_PUT = answer  # noqa: N815 - as the library calls them

    def give(self, status: int, headers: dict[str, str], body: bytes) -> None:
        """Answer so."""
        self.send_response(status)
        for name, value in ({"Content-Length": str(len(body)), "request-id": str(uuid4())} | headers).items():
            self.send_header(name, value)
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def running_graph() -> Iterator[Graph]:
    """Run both on a free port of this machine."""
    graph = Graph()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Mine", (Handler,), {"graph": graph}))
    server.daemon_threads = True
    graph.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield graph
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
