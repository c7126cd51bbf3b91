"""The parts of a process that mailboxes need, made of the application's."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from application.ports import Secrets
from infrastructure.door import Door
from infrastructure.mailboxes.grants import Grants
from infrastructure.mailboxes.keys import Keys
from infrastructure.mailboxes.losses import Losses
from infrastructure.mailboxes.offered import offered
from infrastructure.mailboxes.outgoing import ByMailbox
from infrastructure.mailboxes.places import Places
from infrastructure.mailboxes.port import Mailbox
from infrastructure.mailboxes.reading import Reading
from infrastructure.postgres.pool import Pool
from infrastructure.sending import Sender
from infrastructure.settings import Settings


@dataclass(frozen=True)
class MailboxParts:
    """Reading, sending and telling share what they know of providers."""

    mailboxes: Mapping[str, Mailbox]
    places: Places
    keys: Keys
    reading: Reading
    losses: Losses
    sender: Sender
    """The application's, which sends by providers, too."""


def mailbox_parts(
    settings: Settings, relays: Sender, pool: Pool, secrets: Secrets, door: Door
) -> MailboxParts:
    """Return them; what `relays` has of the application they use."""
    mailboxes = offered(settings)
    log, bus, clock = relays.log, relays.bus, relays.clock
    places, keys, grants = Places(pool), Keys(secrets), Grants(secrets, clock)
    reading = Reading(mailboxes, places, grants, keys, log, bus, door, clock, relays.alone)
    sender = replace(relays, by_mailbox=ByMailbox(mailboxes, places, grants, log, clock, reading.lose))
    return MailboxParts(mailboxes, places, keys, reading, Losses(settings, sender, pool), sender)
