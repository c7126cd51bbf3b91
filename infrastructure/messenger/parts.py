"""The parts of a process that Messenger needs, made of the application's."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from application.ports import Secrets
from infrastructure.door import Door
from infrastructure.events.log import Log
from infrastructure.messenger.door import MessengerDoor
from infrastructure.messenger.facebook import FacebookLogin
from infrastructure.messenger.graph import Graph, offered
from infrastructure.messenger.waiting import Waiting
from infrastructure.postgres.pool import Pool
from infrastructure.sealing import Seal
from infrastructure.settings import Settings

Enqueue = Callable[[str, UUID, UUID, str], bool]


@dataclass(frozen=True)
class MessengerParts:
    """What the API and the workers share."""

    settings: Settings
    pool: Pool
    secrets: Secrets
    log: Log
    door: Door
    graph: Graph | None
    """None where this installation is no app at Facebook."""
    waiting: Waiting

    def login(self, enqueue: Enqueue) -> FacebookLogin:
        """Return what the API needs; `enqueue` lets a worker know of something."""
        told = self.settings
        door = MessengerDoor(self.door, self.log, self.secrets, self.waiting, enqueue)
        return FacebookLogin(
            self.pool, self.secrets, self.log, self.graph, door, told.base_url, told.messenger_verify_token
        )


def messenger_parts(settings: Settings, pool: Pool, secrets: Secrets, log: Log, door: Door) -> MessengerParts:
    """Return them."""
    waiting = Waiting(pool, Seal(secrets.of_installation, "messenger waiting"))
    return MessengerParts(settings, pool, secrets, log, door, offered(settings), waiting)
