"""Somebody who meets a chat on a page elsewhere: a browser without cookies, in a network of its own."""

import io
import json
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.test import Client, TestResponse, encode_multipart

from api.app import create_app
from api.chat_limits import ChatLimits
from domain.channel.aggregate import Channel
from tests.support.api import Served
from tests.support.chats import ChatDesk

PAGE = "https://www.shop.example"


class Chatter:
    """A visitor; whoever is made of another has the same network."""

    def __init__(self, api: Served, desk: ChatDesk, *, token: str = "") -> None:
        self.api, self.desk, self.token = api, desk, token
        number = uuid4().int
        self.address = f"10.{number % 250}.{number // 250 % 250}.{number // 62500 % 250}"

    @property
    def key(self) -> str:
        """The chat's public key."""
        channel: Channel = self.desk.now
        return channel.chat.key

    def send(self, method: str, path: str, **more: Any) -> TestResponse:
        """Ask; with the token, if there is one, and from a page."""
        headers = {"Origin": PAGE, **more.pop("headers", {})}
        if self.token:
            headers.setdefault("Authorization", f"Visitor {self.token}")
        browser = Client(self.api.app, TestResponse, use_cookies=False)
        address = {"REMOTE_ADDR": self.address}
        return browser.open(
            f"/w/{self.key}{path}", method=method, headers=headers, environ_base=address, **more
        )

    def get(self, path: str, **more: Any) -> TestResponse:
        """Read."""
        return self.send("GET", path, **more)

    def post(self, path: str, said: Any = None, **more: Any) -> TestResponse:
        """Send JSON."""
        return self.send("POST", path, json={} if said is None else said, **more)

    def come(self, **said: Any) -> dict[str, Any]:
        """Begin a session, and keep its token."""
        self.api.caught_up()
        answer = self.post("/session", {"token": self.token, **said}, headers={"Authorization": ""})
        assert answer.status_code == 200, answer.text
        told = dict(json.loads(answer.data))
        self.token = told["token"]
        return told

    def write(self, text: str, *, client_id: str = "", **said: Any) -> dict[str, Any]:
        """Write a message that is taken."""
        self.api.caught_up()
        answer = self.post("/messages", {"client_id": client_id or str(uuid4()), "text": text, **said})
        assert answer.status_code == 202, answer.text
        return dict(json.loads(answer.data))

    def attach(self, text: str, *files: tuple[str, str, bytes], client_id: str = "") -> TestResponse:
        """Write a message with files: name, type and content each."""
        message = json.dumps({"client_id": client_id or str(uuid4()), "text": text})
        parts: list[tuple[str, Any]] = [("message", message)]
        parts += [("file", FileStorage(io.BytesIO(data), name, "file", kind)) for name, kind, data in files]
        # made here, since the client's own leaves a large one's file open
        boundary, data = encode_multipart(MultiDict(parts))
        return self.send(
            "POST", "/messages", data=data, content_type=f"multipart/form-data; boundary={boundary}"
        )

    def read(self, query: str = "") -> dict[str, Any]:
        """Read the conversation, when the read models have all there is."""
        self.api.caught_up()
        answer = self.get(f"/messages{query}")
        assert answer.status_code == 200, answer.text
        return dict(json.loads(answer.data))

    def texts(self) -> list[str]:
        """Return what the conversation says, oldest first."""
        return [one["text"] for one in self.read()["items"]]


def limited(api: Served, **bounds: int) -> Served:
    """Return the same API with other limits of chats, counted by itself."""
    settings = replace(api.services.settings, chat_limits=ChatLimits(**bounds))
    services = replace(api.services, settings=settings)
    return replace(api, services=services, app=create_app(services))


def conversation(told: dict[str, Any]) -> UUID:
    """Return the conversation an answer names."""
    return UUID(told["conversation"])
