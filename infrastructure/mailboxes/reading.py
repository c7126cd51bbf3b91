"""Reads what came to a mailbox into the intake: nothing lost, nothing twice, whoever dies when (EML-03, RL-03, RL-04).

A mail's intake has an id that follows from the channel and the provider's id of the mail, and its command that same id: the
log itself answers whether it was taken. The place in the history moves only after everything before it was.
"""

import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid4

from application.bus import Bus
from application.channel_authorisation import LoseAuthorisation
from application.ports import Clock
from domain.channel.aggregate import Channel
from domain.channel.authorised import AUTHORISATION_LOST
from domain.channel.events import ChannelAuthorised
from domain.kernel.envelope import Envelope
from domain.kernel.ids import derived
from infrastructure.door import Door, Target
from infrastructure.events.log import Log
from infrastructure.jobs.worker import Pending
from infrastructure.mailboxes.grants import Entry, Grants
from infrastructure.mailboxes.keys import Keys
from infrastructure.mailboxes.places import Place, Places
from infrastructure.mailboxes.port import (
    AuthorizationLost,
    Changes,
    CursorExpired,
    Mailbox,
    MailboxError,
    RateLimited,
)
from infrastructure.mailboxes.watching import ended, watched
from infrastructure.sending import TryAgain

KIND = "mailbox"
FIRST_PAUSE, LONGEST_PAUSE, DOUBLINGS = 15.0, 900.0, 6
CLOCKS = timedelta(minutes=1)
"""By so much the provider's clock may be behind ours."""
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Reading:
    """The worker's part: finds mailboxes that are due, and reads one."""

    mailboxes: Mapping[str, Mailbox]
    places: Places
    grants: Grants
    keys: Keys
    log: Log
    bus: Bus
    door: Door
    clock: Clock
    alone: Callable[[UUID], AbstractContextManager[bool]]

    def due(self) -> Iterator[Pending]:
        """Yield the mailboxes to be read now: it is their time, something was told, or nobody began yet."""
        for account_id, channel_id in self.places.due([*self.mailboxes], AUTHORISATION_LOST, self.clock()):
            yield Pending(KIND, account_id, channel_id, channel_id.hex)

    def __call__(self, account_id: UUID, channel_id: UUID, _key: str) -> None:
        """Read one mailbox up to now, or end one that was disconnected.

        Raises:
            TryAgain: another worker reads it now.

        """
        with self.alone(channel_id) as alone:
            if not alone:
                raise TryAgain
            channel = self.log.fresh(Channel, channel_id)
            if channel is None or channel.account_id != account_id:
                return
            mailbox = self.mailboxes.get(channel.provider)
            if channel.disconnected:
                ended(self.places, self.grants, account_id, channel_id, mailbox)
            elif mailbox is not None and not channel.next_step and not channel.lost_at:
                self._read(channel, self.grants.entry(account_id, channel_id, mailbox))

    def _read(self, channel: Channel, entry: Entry) -> None:
        place, now = self._place(channel), self.clock()
        if place.quiet_until is not None and place.quiet_until > now:
            return
        try:
            watched(self.places, place, entry, self.keys.of_channel(channel.id), now)
            changes = self._changes(place, entry)
            taken = sum(self._take(channel, place, entry, one) for one in changes.ids)
        except AuthorizationLost as lost:
            self.lose(channel, lost.reason)
        except RateLimited as limited:
            pause = _pause(place.failures) if limited.retry_after is None else limited.retry_after
            self.places.later(channel.id, self.clock() + timedelta(seconds=pause), quiet=True)
        except MailboxError as error:
            self.places.later(channel.id, self.clock() + timedelta(seconds=_pause(place.failures)))
            ids = {"account": channel.account_id, "channel": channel.id}
            logger.warning("a mailbox could not be read: %s", type(error).__name__, extra=ids)
        else:
            next_at = now + timedelta(seconds=entry.mailbox.poll_seconds)
            self.places.read_up_to(channel.id, changes.cursor, now, next_at)
            if taken:
                logger.info("read a mailbox", extra={"account": channel.account_id, "taken": taken})

    def _place(self, channel: Channel) -> Place:
        """Return how far it was read; where nobody wrote that down, since the log says it was first authorised."""
        key, place = self.keys.of_address(channel.address), self.places.of(channel.id)
        if place is not None and (place.provider, place.address_key) == (channel.provider, key):
            return place
        events = self.log.stream(channel.id)
        authorised = (event for event in events if isinstance(event, ChannelAuthorised))
        at = next(event.timestamp for event in authorised if event.address == channel.address)
        self.places.begin(channel.account_id, channel.id, channel.provider, key, "", at)
        place = self.places.of(channel.id)
        assert place is not None  # noqa: S101 - just made, and ended by nobody else: this worker is alone with it
        return place

    def _changes(self, place: Place, entry: Entry) -> Changes:
        if place.cursor:
            with suppress(CursorExpired):
                return entry.ask(lambda token: entry.mailbox.changes(token, place.cursor))
            logger.warning("a mailbox's history is over: everything since is asked for")
        return entry.ask(lambda token: entry.mailbox.everything_since(token, place.since))

    def _take(self, channel: Channel, place: Place, entry: Entry, message_id: str) -> bool:
        """Take one mail in; false for what is known, gone, no incoming mail, or older than the connection."""
        intake_id = derived(channel.id, "mailbox", channel.provider, message_id)
        if self.log.outcome_of(channel.account_id, intake_id) is not None:
            return False
        found = entry.ask(lambda token: entry.mailbox.original(token, message_id))
        if found is None or not found.wanted or found.received_at < place.begun_at - CLOCKS:
            return False
        self.door.fetched(found.raw, channel.address, Target(channel.account_id, channel.id), intake_id)
        return True

    def lose(self, channel: Channel, reason: str) -> None:
        """Record that the provider does not let us in any more."""
        command = LoseAuthorisation(channel.id, reason, channel.authorised_at)
        env = Envelope(channel.account_id, "system:mailbox", self.clock(), uuid4(), None, uuid4())
        self.bus.dispatch(command, env)


def _pause(failures: int) -> float:
    return min(FIRST_PAUSE * 2.0 ** min(failures, DOUBLINGS), LONGEST_PAUSE)
