"""A company whose team mailbox is at Office 365."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, ClassVar

from application.channel import SetSenderDetails
from infrastructure.bootstrap import Application
from infrastructure.settings import Settings
from tests.support.providers import desk
from tests.support.providers.desk import BASE
from tests.support.providers.graph import CLIENT, SECRET, Graph, Mailbox
from tests.support.world import World


def settings_at(graph: Graph, **more: Any) -> Settings:
    """Return settings of an installation that is registered at this Microsoft."""
    about = {
        "graph_client_id": CLIENT,
        "graph_client_secret": SECRET,
        "graph_url": graph.url,
        "base_url": BASE,
    }
    return replace(Settings(), **{**about, "redis_url": "redis://unused", **more})


@contextmanager
def office(graph: Graph, dsn: str, state: Path, base_url: str) -> Iterator[Application]:
    """The parts of a process that Microsoft reaches at `base_url`, the read models kept up with the log."""
    with desk.office(settings_at(graph, database_url=dsn, state=state, base_url=base_url)) as app:
        yield app


@dataclass
class GraphDesk(desk.Desk):
    """One account with one mailbox at Microsoft; `shared`: it is another's than that of who signs in."""

    PROVIDER: ClassVar[str] = "office365"
    graph: Graph = field(kw_only=True)
    shared: bool = field(default=False, kw_only=True)
    box: Mailbox = field(init=False)
    person: Mailbox = field(init=False)

    def __post_init__(self) -> None:
        """Open the account, and connect the mailbox."""
        self.world = World(ports=self.app.ports)
        self.box = self.graph.mailbox(self.world.address("help"))
        self.person = self.graph.mailbox(self.world.address("boss")) if self.shared else self.box
        self.box.shared_with.add(self.person.id)
        self.connect()

    def sender_details(self) -> SetSenderDetails:
        """Return the mailbox's own name: there is no other."""
        return SetSenderDetails(self.channel, "mailbox", "")

    def authorise(self, address: str = "") -> None:
        """Let the person authorise us."""
        self.graph.person = self.person.address
        super().authorise(address or (self.box.address if self.shared else ""))
