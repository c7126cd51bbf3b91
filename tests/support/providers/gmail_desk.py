"""A company whose team mailbox is at Google."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, ClassVar

from infrastructure.bootstrap import Application
from infrastructure.settings import Settings
from tests.support.providers import desk
from tests.support.providers.desk import BASE
from tests.support.providers.gmail import Mailbox
from tests.support.providers.gmail_http import Google
from tests.support.providers.gmail_login import CLIENT, PUSHER, SECRET
from tests.support.world import World

TOPIC = "projects/acme/topics/mail"


def settings_at(google: Google, **more: Any) -> Settings:
    """Return settings of an installation that is registered at this Google."""
    return replace(
        Settings(base_url=BASE), gmail_client_id=CLIENT, gmail_client_secret=SECRET, gmail_url=google.url,
        gmail_topic=TOPIC, gmail_push_account=PUSHER, redis_url="redis://unused", **more,
    )  # fmt: skip


@contextmanager
def office(google: Google, dsn: str, state: Path) -> Iterator[Application]:
    """The parts of a process, the read models kept up with the log."""
    with desk.office(settings_at(google, database_url=dsn, state=state)) as app:
        yield app


@dataclass
class GmailDesk(desk.Desk):
    """One account with one mailbox at Google."""

    PROVIDER: ClassVar[str] = "gmail"
    google: Google = field(kw_only=True)
    box: Mailbox = field(init=False)

    def __post_init__(self) -> None:
        """Open the account, and connect the mailbox."""
        self.world = World(ports=self.app.ports)
        self.box = self.google.mailbox(self.world.address("help"))
        self.box.aliases = {self.world.address("sales"): "accepted", self.world.address("new"): "pending"}
        self.connect()

    def authorise(self, address: str = "") -> None:
        """Let the mailbox's person authorise us."""
        self.google.login.person = self.box.address
        super().authorise(address)
