"""Somebody at the door: a browser that keeps its cookies, from a network of its own, at a time the test says."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any, cast
from urllib.parse import urlsplit
from uuid import UUID

from werkzeug.test import Client as Sender

from api.app import create_app
from api.auth import CSRF
from tests.support.api import Client, Reply, Served
from tests.support.world import World

PASSWORD = "correct horse battery"
_HOUSES = count(1)


class Moment:
    """A clock that stands still until somebody moves it."""

    def __init__(self) -> None:
        self.now = datetime.now(UTC)

    def __call__(self) -> datetime:
        return self.now

    def on(self, **by: float) -> None:
        """Let time pass."""
        self.now += timedelta(**by)


def at_a_moment(api: Served, **changes: Any) -> tuple[Served, Moment]:
    """Return the same API with a clock of the test's own, and perhaps other parts."""
    moment = Moment()
    services = replace(api.services, **{"clock": moment, **changes})
    return Served(api.application, services, create_app(services)), moment


def new_address() -> str:
    """Return a network address of a network that no other test comes from."""
    number = next(_HOUSES)
    return f"10.{number // 250 % 250}.{number % 250}.7"


@dataclass
class Browser:
    """Sends requests with the cookies it was given, from one network address."""

    served: Served
    address: str = ""
    csrf: str = ""

    def __post_init__(self) -> None:
        self.address = self.address or new_address()
        self.sender = Sender(self.served.app, Reply)

    def send(self, method: str, path: str, json: Any = None, **headers: str) -> Reply:
        """Send a request below /api/v1."""
        position = self.served.caught_up()
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        sent.setdefault("Postroom-Position", str(position))
        if self.csrf:
            sent.setdefault(CSRF, self.csrf)
        answer = self.sender.open(
            f"/api/v1{path}", method=method, json=json, headers=sent, environ_base={"REMOTE_ADDR": self.address},
            base_url=self.served.services.settings.base_url,
        )  # fmt: skip
        answer.close()
        said = answer.get_json(silent=True) or {}
        self.csrf = said.get("csrf") or self.csrf
        return cast("Reply", answer)

    def sign_in(self, email: str, password: str = PASSWORD, **headers: str) -> Reply:
        """Give address and password."""
        return self.send("POST", "/session", {"email": email, "password": password}, **headers)

    def cookie(self, name: str) -> str:
        """Return the value of a cookie, empty where there is none."""
        host = urlsplit(self.served.services.settings.base_url).hostname or ""
        found = self.sender.get_cookie(name, host)
        return found.value if found else ""

    def who(self) -> int:
        """Return the status of asking who is signed in."""
        return self.send("GET", "/session").status_code


def with_password(api: Served, world: World, user: UUID, password: str = PASSWORD) -> str:
    """Let a user choose a password by a link, and return the address they sign in with."""
    made = api.client(world).post(f"/users/{user}/link")
    token = made.json["url"].partition("#")[2]
    chosen = Client(api).post("/password", {"token": token, "password": password})
    assert chosen.status_code == 200, chosen.json
    email: str = api.client(world).read(f"/users/{user}")["email"]
    return email
