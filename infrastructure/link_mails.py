"""Mails with a one-time link to choose a password, for who forgot theirs: asked for here, sent by a worker (SE-05).

What is queued is the keyed hash of the address and a time, the same for addresses that nobody has: the queue holds
nothing personal, and the answer takes as long.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from application.claims import claim_id
from application.ports import Clock, Unavailable
from domain.account.aggregate import Account
from domain.channels.email_rules import Origin
from infrastructure.channels.email.compose import OutgoingMail, compose, envelope_recipients
from infrastructure.channels.email.parsed import Person
from infrastructure.channels.email.relay import Outcome, RelaySettings, send
from infrastructure.events.log import Log
from infrastructure.links import BY_MAIL, PATH, OneTimeLinks
from infrastructure.postgres.pool import Pool
from infrastructure.secrets import INSTALLATION, Secrets
from infrastructure.sending import TryAgain
from infrastructure.settings import Settings
from projections.people import queries as people

KIND = "link_mail"
logger = logging.getLogger(__name__)

ENGLISH = """\
Hello,

somebody, you we hope, asked for a new password for your Postroom sign-in. Choose it here within an hour:

{url}

The link opens once. If it was not you, do nothing: your password stays as it is.
"""
POLISH = """\
Dzień dobry,

ktoś, miejmy nadzieję Ty, poprosił o nowe hasło do Postroom. Ustaw je tutaj w ciągu godziny:

{url}

Odnośnik otwiera się raz. Jeśli to nie Ty, nie rób nic: hasło pozostaje bez zmian.
"""
WORDS = {"en": ("Choose a new password", ENGLISH), "pl": ("Ustaw nowe hasło", POLISH)}


def asking(
    enqueue: Callable[[str, UUID, UUID, str], bool], secrets: Secrets, clock: Clock
) -> Callable[[str], None]:
    """Return what queues a mail to an address, whoever has it; it raises `Unavailable` where the queue is away."""

    def ask(address: str) -> None:
        key = claim_id(secrets.of_installation(), "login", address)
        if not enqueue(KIND, INSTALLATION, key, f"{key.hex}:{int(clock().timestamp())}"):
            raise Unavailable

    return ask


@dataclass(frozen=True)
class LinkMails:
    """The worker's part: looks who it is, makes the link, and hands the mail to the installation's relay."""

    settings: Settings
    log: Log
    secrets: Secrets
    links: OneTimeLinks
    views: Pool
    clock: Clock

    def __call__(self, _: UUID, key: UUID, asked: str) -> None:
        """Send the mail, if somebody active signs in by that address and the wish is not old.

        Raises:
            TryAgain: the relay said later, or cannot be reached.

        """
        at = self.clock()
        old = datetime.fromtimestamp(int(asked.partition(":")[2]), at.tzinfo) + BY_MAIL <= at
        held = self.log.holders([key]).get(key)
        if old or held is None or held.ref_id is None:
            return
        if not self.settings.relay_url:
            logger.warning("a link was asked for by mail, and POSTROOM_RELAY_URL names no relay")
            return
        with self.views.connection() as db:
            user = people.user(db, held.ref_id, held.holder_id)
        if user is not None and user.active:
            self._send(held.ref_id, user, at)

    def _send(self, account_id: UUID, user: people.User, at: datetime) -> None:
        account = self.log.fresh(Account, account_id)
        subject, text = WORDS.get(account.language if account else "en", WORDS["en"])
        token = self.links.issue(account_id, user.user_id, at, BY_MAIL)
        sender = Person(f"no-reply@{self.settings.mail_domain}", "Postroom")
        mail = OutgoingMail(
            message_id=f"{uuid4()}@{self.settings.mail_domain}",
            sender=sender,
            to=[Person(user.email, user.name)],
            subject=subject,
            text=text.format(url=f"{self.settings.base_url}{PATH}{token}"),
            date=at,
            origin=Origin.AUTOMATION,
        )
        relay = RelaySettings.from_url(self.settings.relay_url)
        result = send(relay, compose(mail), sender.email, envelope_recipients(mail))
        if result.outcome is Outcome.TEMPORARY:
            raise TryAgain
        if result.outcome is Outcome.PERMANENT:
            logger.warning("a link mail was refused by the relay: %s", result.code)
