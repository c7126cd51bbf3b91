"""An administrator in a browser, who connects a mailbox at one of the providers of this machine."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

import requests
from werkzeug.test import Client as Sender

from api.auth import COOKIE
from tests.support.api import Client, Served, served
from tests.support.providers import gmail_login, graph
from tests.support.providers.gmail_desk import TOPIC
from tests.support.providers.gmail_http import Failure, Google
from tests.support.providers.graph import Graph
from tests.support.world import World

TERMS = {"text_version": "1", "text_hash": "0" * 64, "language": "en"}


@contextmanager
def registered_at(google: Google, microsoft: Graph, dsn: str, state: Path) -> Iterator[Served]:
    """The API of an installation that is registered at both."""
    about: dict[str, Any] = {
        "gmail_client_id": gmail_login.CLIENT, "gmail_client_secret": gmail_login.SECRET, "gmail_url": google.url,
        "gmail_topic": TOPIC, "gmail_push_account": gmail_login.PUSHER,
        "graph_client_id": graph.CLIENT, "graph_client_secret": graph.SECRET, "graph_url": microsoft.url,
    }  # fmt: skip
    with served(dsn, state, **about) as running:
        yield running


class Provider(Protocol):
    """What tests do to a provider, whichever it is."""

    name: str

    def well(self, address: str) -> None:
        """Let everything be as it should, and its owner be signed in to this mailbox."""

    def declines(self) -> None:
        """Let the person say no."""

    def leaves_out(self, back: str) -> str:
        """Let what was granted lack a permission; returns where the browser comes back to."""

    def away(self) -> None:
        """Answer the next exchange in no way."""

    def forget_codes(self) -> None:
        """Let no code be worth anything."""


@dataclass
class AtGoogle:
    """Gmail."""

    google: Google
    name: str = "gmail"

    def well(self, address: str) -> None:
        """See above."""
        self.google.failures.clear()
        self.google.login.declines, self.google.login.leaves_out = False, ""
        self.google.mailbox(address)

    def declines(self) -> None:
        """See above."""
        self.google.login.declines = True

    def leaves_out(self, back: str) -> str:
        """See above."""
        code = self.google.login.codes[parse_qs(urlsplit(back).query)["code"][0]]
        code["scope"] = "https://www.googleapis.com/auth/gmail.readonly"
        return back

    def away(self) -> None:
        """See above."""
        self.google.failures.append(Failure("/token", 503))

    def forget_codes(self) -> None:
        """See above."""
        self.google.login.codes.clear()


@dataclass
class AtMicrosoft:
    """Office 365."""

    graph: Graph
    name: str = "office365"

    def well(self, address: str) -> None:
        """See above."""
        self.graph.faults.clear()
        self.graph.consent = "granted"
        self.graph.person = self.graph.mailbox(address).address

    def declines(self) -> None:
        """See above."""
        self.graph.consent = "declined"

    def leaves_out(self, back: str) -> str:
        """See above."""
        code = self.graph.codes[parse_qs(urlsplit(back).query)["code"][0]]
        code["scope"] = "openid offline_access User.Read Mail.ReadWrite"
        return back

    def away(self) -> None:
        """See above."""
        self.graph.fails("POST", "/token", 503)

    def forget_codes(self) -> None:
        """See above."""
        self.graph.codes.clear()


@dataclass
class Scene:
    """An administrator in a browser, who connects a mailbox."""

    api: Served
    provider: Provider
    world: World = field(init=False)
    client: Client = field(init=False)
    browser: Sender = field(init=False)
    channel: UUID = field(init=False)

    def __post_init__(self) -> None:
        """Go as far as the authorisation."""
        self.world = self.api.world()
        self.client = self.api.client(self.world)
        self.browser = self.browser_of(self.client)
        self.provider.well(self.world.address("help"))
        begun = self.client.post("/channels", {"kind": "email", "inbox_id": str(self.world.inbox)})
        self.channel = UUID(begun.json["id"])
        at = f"/channels/{self.channel}"
        assert self.client.put(f"{at}/provider", {"provider": self.provider.name}).status_code == 200
        assert self.client.put(f"{at}/terms", TERMS).status_code == 200

    def browser_of(self, client: Client) -> Sender:
        """Return a browser with the cookies of a signed-in client."""
        browser = Sender(self.api.app)
        name, _, value = client.headers["Cookie"].partition("=")
        assert name == COOKIE
        browser.set_cookie(name, value)
        return browser

    def begin(self, browser: Sender | None = None, client: Client | None = None) -> str:
        """Begin, go to the provider, and return where it sends the browser back to."""
        self.api.caught_up()
        headers = {name: value for name, value in (client or self.client).headers.items() if name != "Cookie"}
        answer = (browser or self.browser).post(
            f"/api/v1/channels/{self.channel}/authorisation", headers=headers
        )
        assert answer.status_code == 200, answer.get_data(as_text=True)
        told = answer.get_json()
        return requests.get(told["url"], allow_redirects=False, timeout=20).headers["Location"]

    def back(self, url: str, browser: Sender | None = None) -> str:
        """Come back; returns where the browser is sent on."""
        parts = urlsplit(url)
        assert parts.path == "/oauth/mailbox"
        answer = (browser or self.browser).get(f"{parts.path}?{parts.query}")
        assert answer.status_code == 303, answer.get_data(as_text=True)
        return str(answer.headers["Location"]).removeprefix(f"/settings/channels/{self.channel}")

    def row(self) -> dict[str, Any]:
        """Return the channel as it is read."""
        found: dict[str, Any] = self.client.read(f"/channels/{self.channel}")
        return found
