"""The API over a real store: one application with its projector for all tests of a process, an account for each test."""

import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, cast
from uuid import UUID

from argon2 import PasswordHasher
from flask import Flask
from werkzeug.test import Client as Sender
from werkzeug.test import TestResponse

from api.app import create_app
from api.auth import COOKIE, CSRF
from api.services import ApiSettings, Services
from infrastructure.bootstrap import Application, bootstrap, clock
from infrastructure.passwords import Passwords
from infrastructure.projecting.runner import Runner
from infrastructure.serving import api_services
from infrastructure.settings import Settings
from tests.support.world import World

PATIENCE = 20.0
NO_REDIS = "redis://127.0.0.1:1/0"
"""Nobody listens there: what Redis would do is done without it, or not at all."""
SETTINGS = ApiSettings(
    requests_per_second=10_000, burst=100_000, account_requests_per_second=10_000, account_burst=100_000,
    viewer_seconds=0, wait_seconds=PATIENCE,
)  # fmt: skip

CHEAP = Passwords(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
"""What a hash costs whoever guesses is no matter here, and a tenth of a second each in many tests."""


class Reply(TestResponse):
    """An answer; its JSON is whatever the test says it is."""

    @property
    def json(self) -> Any:
        """Return the body's JSON."""
        return self.get_json()


class ReadWorld(World):
    """A world whose mail comes when everybody has read who is there: routing asks the read models."""

    def __init__(self, served: "Served", **options: Any) -> None:
        self.served = served
        super().__init__(ports=served.application.ports, **options)

    def mail(self, channel: UUID, raw: bytes, *, mail_from: str = "ann@customer.example") -> UUID:
        self.served.caught_up()
        return super().mail(channel, raw, mail_from=mail_from)


@dataclass
class Served:
    """An application, its services and the Flask app."""

    application: Application
    services: Services
    app: Flask

    def world(self, **options: Any) -> World:
        """Return a new account, worked through real ports."""
        return ReadWorld(self, **options)

    def caught_up(self) -> int:
        """Wait until the read models have all there is; returns the position."""
        position = self.application.log.last_position()
        assert self.application.positions.wait_for(position, PATIENCE)
        return position

    def client(self, world: World, user: UUID | None = None) -> "Client":
        """Return a signed-in client of a user, by default the account's administrator."""
        token, session = self.services.sessions.start(world.account, user or world.admin, clock())
        return Client(self, {"Cookie": f"{COOKIE}={token}", CSRF: session.csrf})

    def machine(self, token: str) -> "Client":
        """Return a client with a machine token."""
        return Client(self, {"Authorization": f"Bearer {token}"})


@dataclass
class Client:
    """Sends requests below /api/v1; reads wait for all that was written before."""

    served: Served
    headers: dict[str, str] = field(default_factory=dict)

    def send(self, method: str, path: str, json: Any = None, **headers: str) -> Reply:
        """Send a request; keyword names are header names with underscores."""
        position = self.served.caught_up()
        sent = self.headers | {name.replace("_", "-"): value for name, value in headers.items()}
        if method == "GET":
            sent.setdefault("Postroom-Position", str(position))
        address = path if path.startswith(("/api", "/health", "/ready")) else f"/api/v1{path}"
        # a client of the test's own: it keeps no cookies, the headers say who asks
        sender = Sender(self.served.app, Reply, use_cookies=False)
        return cast("Reply", sender.open(address, method=method, json=json, headers=sent))

    def get(self, path: str, **headers: str) -> Reply:
        """Read."""
        return self.send("GET", path, **headers)

    def read(self, path: str) -> Any:
        """Read and return the JSON of a success."""
        answer = self.get(path)
        assert answer.status_code == 200, answer.get_data(as_text=True)
        return answer.json

    def post(self, path: str, json: Any = None, **headers: str) -> Reply:
        """Post."""
        return self.send("POST", path, json, **headers)

    def put(self, path: str, json: Any = None, **headers: str) -> Reply:
        """Put."""
        return self.send("PUT", path, json, **headers)

    def delete(self, path: str) -> Reply:
        """Delete."""
        return self.send("DELETE", path)


@contextmanager
def served(dsn: str, state: Path, settings: ApiSettings = SETTINGS, **surroundings: Any) -> Iterator[Served]:
    """An application on a migrated database, its projector running beside; `surroundings` are `Settings`."""
    with ExitStack() as closing:
        told = Settings(
            database_url=dsn,
            state=state,
            egress_allow="127.0.0.0/8",
            **{"redis_url": NO_REDIS} | surroundings,
        )
        application = closing.enter_context(bootstrap(told))
        runner = Runner(dsn, application.log, application.projectors)
        thread = threading.Thread(target=runner.run, name="projector")
        thread.start()
        closing.callback(thread.join)
        closing.callback(runner.stop)
        assert runner.leading.wait(PATIENCE)
        services = replace(api_services(application, closing, settings), passwords=CHEAP)
        yield Served(application, services, create_app(services))
