"""The parts of a process that Messenger needs, made of the application's."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from application.ports import Secrets
from infrastructure.door import Door
from infrastructure.egress import Egress
from infrastructure.events.keyring import Keyring
from infrastructure.events.log import Log
from infrastructure.messenger.checking import Checking
from infrastructure.messenger.facebook import FacebookLogin
from infrastructure.messenger.graph import Graph, offered
from infrastructure.messenger.naming import Naming
from infrastructure.messenger.platform import Pages
from infrastructure.messenger.sending import ByPage
from infrastructure.meta.door import PlatformDoor
from infrastructure.meta.fetching import Fetching
from infrastructure.meta.losing import Losing
from infrastructure.meta.places import PlatformPlaces
from infrastructure.meta.trying import tried_at
from infrastructure.meta.waiting import Waiting
from infrastructure.postgres.pool import Pool
from infrastructure.sending import Sender
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
    checking: Checking
    fetching: Fetching
    naming: Naming

    def login(self, enqueue: Enqueue) -> FacebookLogin:
        """Return what the API needs; `enqueue` lets a worker know of something."""
        told = self.settings
        door = PlatformDoor(self.fetching.platform, self.door, self.log, self.waiting, enqueue)
        return FacebookLogin(
            self.pool, self.secrets, self.log, self.graph, door, told.base_url, told.messenger_verify_token
        )

    @property
    def carrier(self) -> ByPage:
        """What sends the messages of pages."""
        return ByPage(self.graph, self.secrets)


def messenger_parts(
    settings: Settings,
    relays: Sender,
    pool: Pool,
    secrets: Secrets,
    keyring: Keyring,
    door: Door,
    egress: Egress,
) -> MessengerParts:
    """Return them; what `relays` has of the application they use, and `egress` judges where files come from."""
    graph, log, clock = offered(settings), relays.log, relays.clock
    waiting = Waiting("messenger", pool, keyring)
    checking = Checking(graph, PlatformPlaces(pool), secrets, log, Losing(relays.bus, clock), clock)
    pages = Pages(log, secrets, tried_at(egress, settings.messenger_url))
    fetching = Fetching(pages, waiting, door, log, clock, relays.alone)
    naming = Naming(graph, secrets, log, relays.bus, clock)
    return MessengerParts(settings, pool, secrets, log, door, graph, waiting, checking, fetching, naming)
