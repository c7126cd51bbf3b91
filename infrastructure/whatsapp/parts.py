"""The parts of a process that WhatsApp needs, made of the application's."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from application.ports import Secrets
from infrastructure.door import Door
from infrastructure.egress import Egress
from infrastructure.events.keyring import Keyring
from infrastructure.events.log import Log
from infrastructure.meta.door import PlatformDoor
from infrastructure.meta.fetching import Fetching
from infrastructure.meta.kept import Kept
from infrastructure.meta.losing import Losing
from infrastructure.meta.places import PlatformPlaces
from infrastructure.meta.trying import tried_at
from infrastructure.meta.waiting import Waiting
from infrastructure.postgres.pool import Pool
from infrastructure.sealing import Seal
from infrastructure.sending import Sender
from infrastructure.settings import Settings
from infrastructure.whatsapp.accounts import Accounts
from infrastructure.whatsapp.cloud import Cloud, offered
from infrastructure.whatsapp.entering import Entering
from infrastructure.whatsapp.looking import Looking
from infrastructure.whatsapp.platform import Numbers
from infrastructure.whatsapp.sending import ByNumber

Enqueue = Callable[[str, UUID, UUID, str], bool]


@dataclass(frozen=True)
class WhatsAppParts:
    """What the API and the workers share."""

    settings: Settings
    pool: Pool
    secrets: Secrets
    log: Log
    door: Door
    cloud: Cloud | None
    """None where this installation is no app at Meta."""
    looking: Looking
    fetching: Fetching

    def entering(self, enqueue: Enqueue) -> Entering:
        """Return what the API needs; `enqueue` lets a worker know of something."""
        kept = Kept(self.pool, Seal(self.secrets.of_installation, "whatsapp numbers"))
        door = PlatformDoor(self.fetching.platform, self.door, self.log, self.fetching.waiting, enqueue)
        return Entering(
            self.secrets, self.log, self.cloud, kept, door, enqueue, self.looking.accounts.channels_of,
            self.settings.whatsapp_verify_token,
        )  # fmt: skip

    @property
    def carrier(self) -> ByNumber:
        """What sends the messages of numbers."""
        return ByNumber(self.cloud, self.secrets, self.log)


def whatsapp_parts(
    settings: Settings,
    relays: Sender,
    pool: Pool,
    secrets: Secrets,
    keyring: Keyring,
    door: Door,
    egress: Egress,
) -> WhatsAppParts:
    """Return them; what `relays` has of the application they use, and `egress` judges where files come from."""
    cloud, log, clock = offered(settings), relays.log, relays.clock
    losing = Losing(relays.bus, clock)
    looking = Looking(cloud, PlatformPlaces(pool), Accounts(pool), secrets, log, losing, clock)
    numbers = Numbers(log, secrets, cloud, tried_at(egress, settings.whatsapp_url))
    fetching = Fetching(numbers, Waiting("whatsapp", pool, keyring), door, log, clock, relays.alone)
    return WhatsAppParts(settings, pool, secrets, log, door, cloud, looking, fetching)
