"""The parts of a process that Messenger needs, made of the application's."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit
from uuid import UUID

from application.ports import Secrets
from infrastructure.door import Door
from infrastructure.egress import Egress
from infrastructure.events.log import Log
from infrastructure.messenger.checking import Checking
from infrastructure.messenger.door import MessengerDoor
from infrastructure.messenger.facebook import FacebookLogin
from infrastructure.messenger.graph import Graph, offered
from infrastructure.messenger.media import Fetching
from infrastructure.messenger.naming import Naming
from infrastructure.messenger.places import PagePlaces
from infrastructure.messenger.sending import ByPage
from infrastructure.messenger.waiting import Waiting
from infrastructure.postgres.pool import Pool
from infrastructure.sealing import Seal
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
    by_page: ByPage

    def login(self, enqueue: Enqueue) -> FacebookLogin:
        """Return what the API needs; `enqueue` lets a worker know of something."""
        told = self.settings
        door = MessengerDoor(self.door, self.log, self.secrets, self.waiting, enqueue)
        return FacebookLogin(
            self.pool, self.secrets, self.log, self.graph, door, told.base_url, told.messenger_verify_token
        )


def messenger_parts(
    settings: Settings, relays: Sender, pool: Pool, secrets: Secrets, door: Door, egress: Egress
) -> MessengerParts:
    """Return them; what `relays` has of the application they use, and `egress` judges where files come from."""
    graph, log, clock = offered(settings), relays.log, relays.clock
    waiting, places = Waiting(pool, Seal(secrets.of_installation, "messenger waiting")), PagePlaces(pool)
    checking = Checking(graph, places, secrets, log, relays.bus, clock)
    fetching = Fetching(waiting, door, log, _to_media(settings, egress), clock, relays.alone)
    by_page = ByPage(graph, places, secrets, log, relays.blobs, clock, checking.lose)
    naming = Naming(graph, secrets, log, relays.bus, clock)
    return MessengerParts(
        settings, pool, secrets, log, door, graph, waiting, checking, fetching, naming, by_page
    )


def _to_media(settings: Settings, egress: Egress) -> Egress:
    """Let files come from the internet, and where Facebook is for trying it out."""
    parts = urlsplit(settings.messenger_url)
    tried = {(parts.hostname or "", parts.port or 443)} if settings.messenger_url else set()
    return Egress(egress.allowed, frozenset(tried))
