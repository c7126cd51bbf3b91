"""Sending by a mailbox's own provider, for channels that it lets us into: never twice (EML-19)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from application.ports import Clock
from domain.channel.aggregate import Channel
from domain.channels.email import normalise_address
from infrastructure.channels.email.compose import OutgoingMail, compose, envelope_recipients
from infrastructure.channels.email.relay import Outcome, RelayResult
from infrastructure.events.log import Log
from infrastructure.mailboxes.grants import Entry, Grants
from infrastructure.mailboxes.places import Places
from infrastructure.mailboxes.port import (
    AuthorizationLost,
    Mailbox,
    MailboxError,
    Outbound,
    RateLimited,
    Refused,
    Uncertain,
)
from infrastructure.sending import TryAgain

TAKEN, TOO_MUCH = 200, 429
SETTLES = 20.0
"""Seconds after the beginning of an attempt before the provider is asked whether it has the mail."""
PAUSE, LONGEST_WAIT = 60.0, 100.0
"""Seconds; a job may wait shorter than its mark in the queue lasts."""


@dataclass(frozen=True)
class ByMailbox:
    """Hands mails over to providers."""

    mailboxes: Mapping[str, Mailbox]
    places: Places
    grants: Grants
    log: Log
    clock: Clock
    lose: Callable[[Channel, str], None]

    def handing_over(
        self, account_id: UUID, channel_id: UUID, mail: OutgoingMail, begun: Sequence[datetime]
    ) -> Callable[[], RelayResult] | None:
        """Return what hands a mail to the channel's provider; None for a channel whose mail leaves by a relay.

        `begun` are the attempts before: from the second on the provider is asked first.

        Raises:
            TryAgain: the provider does not let us in, or wants to hear nothing from us now, or an attempt began a moment
                ago, and may still be on its way.

        """
        channel = self.log.fresh(Channel, channel_id)
        if channel is None or "authorisation" not in channel.steps:
            return None
        mailbox = self.mailboxes.get(channel.provider)
        if channel.disconnected or mailbox is None:
            return lambda: RelayResult(
                Outcome.PERMANENT, 0, "this channel is disconnected, or its provider not offered"
            )
        self._must_be_open(channel, begun)
        raw, entry = compose(mail), self.grants.entry(account_id, channel_id, mailbox)
        named = {normalise_address(one.email) for one in (*mail.to, *mail.cc)}
        bcc = tuple(one for one in envelope_recipients(mail) if normalise_address(one) not in named)
        since, bare = begun[0] if begun else None, compose(replace(mail, files=())) if mail.files else raw
        outbound = Outbound(raw, mail.message_id, mail.in_reply_to, bcc, since, bare, mail.files)
        return lambda: self._sent(channel, entry, outbound)

    def _must_be_open(self, channel: Channel, begun: Sequence[datetime]) -> None:
        """Raise `TryAgain` where it is known that an attempt would fail: it waits, rather than fail for good."""
        if channel.lost_at:
            raise TryAgain(PAUSE)
        early = SETTLES - (self.clock() - begun[-1]).total_seconds() if begun else 0
        if early > 0:
            raise TryAgain(early)
        place = self.places.of(channel.id)
        if place is not None and place.quiet_until is not None:
            left = (place.quiet_until - self.clock()).total_seconds()
            if left > 0:
                raise TryAgain(min(left, LONGEST_WAIT))

    def _sent(self, channel: Channel, entry: Entry, mail: Outbound) -> RelayResult:
        try:
            receipt = entry.ask(lambda token: entry.mailbox.send(token, mail))
        except Uncertain as error:
            return RelayResult(Outcome.TEMPORARY, 0, str(error), uncertain=True)
        except AuthorizationLost as lost:
            self.lose(channel, lost.reason)
            return RelayResult(
                Outcome.TEMPORARY, 0, "the provider does not let us in; authorise the mailbox again"
            )
        except RateLimited as limited:
            pause = PAUSE if limited.retry_after is None else limited.retry_after
            self.places.quiet(channel.id, self.clock() + timedelta(seconds=pause))
            return RelayResult(Outcome.TEMPORARY, TOO_MUCH, "the provider asks us to wait")
        except Refused as refused:
            return RelayResult(Outcome.PERMANENT, refused.code, f"the provider refused it: {refused}")
        except MailboxError as error:
            return RelayResult(Outcome.TEMPORARY, 0, f"the provider cannot be reached: {error}")
        known_as = receipt.message_id if receipt.message_id != mail.message_id else ""
        return RelayResult(Outcome.ACCEPTED, TAKEN, known_as=known_as)
