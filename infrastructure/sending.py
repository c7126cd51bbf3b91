"""Sends one message: the log is asked first, told before the relay is, and told how it ended (EML-19)."""

import logging
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid4

import psycopg

from application.account import RELAY_PASSWORD
from application.answering import LookForVisitors, look_for_visitors
from application.bus import Bus
from application.ports import Blobs, Clock, Secrets
from application.sending import RecordFailure, RecordSent, StartSend
from domain.account.aggregate import Account
from domain.channels.email_rules import Origin
from domain.conversation.delivery import TooEarly
from domain.conversation.messages import MessagePosted, SendRescheduled, SendStarted
from domain.kernel.envelope import Envelope
from infrastructure.carriers import Mailboxes, Platforms, Way
from infrastructure.channels.email.compose import (
    OutgoingFile,
    OutgoingMail,
    as_told,
    compose,
    envelope_recipients,
)
from infrastructure.channels.email.parsed import Person
from infrastructure.channels.email.relay import Outcome, RelayResult, RelaySettings, send
from infrastructure.egress import Egress
from infrastructure.events.log import Log
from infrastructure.insisting import insisted
from infrastructure.observing.about import about
from infrastructure.observing.figures import Count

logger = logging.getLogger(__name__)


SOON = 60.0
"""Seconds within which a job waits for its message's time; for what is later than that, the sweep comes (CNV-09)."""


class TryAgain(Exception):
    """Not now: the worker's queue calls again after a pause of its own, or after `seconds`."""

    def __init__(self, seconds: float | None = None) -> None:
        """Say how long to wait, if that is known."""
        super().__init__()
        self.seconds = seconds


SENT = Count("postroom_sends_total", "Attempts to hand a message to a relay.", "result")


@dataclass(frozen=True)
class Sender:
    """Sends messages of conversations by the account's relay, or the installation's."""

    dsn: str
    bus: Bus
    log: Log
    blobs: Blobs
    secrets: Secrets
    clock: Clock
    default_relay: str
    egress: Egress
    by_mailbox: Mailboxes | None = None
    by_platform: Platforms | None = None
    in_hand: set[UUID] = field(default_factory=set)
    """What threads of this process are sending."""

    def __call__(self, account_id: UUID, conversation_id: UUID, message_id: UUID) -> None:
        """Send the message if it is still to be sent.

        Raises:
            TryAgain: it failed for a while, or another worker has it in hand.

        """
        with self.alone(message_id) as alone:
            if not alone:
                raise TryAgain
            self._send(account_id, conversation_id, message_id)

    def _send(self, account_id: UUID, conversation_id: UUID, message_id: UUID) -> None:
        found = self._posted(conversation_id, message_id)
        if found is None:
            return
        posted, leaves, begun = found
        early = (leaves - self.clock()).total_seconds()
        if early > SOON:
            return
        if early > 0:
            raise TryAgain(early)
        ids = {"account": account_id, "conversation": conversation_id, "message_id": message_id}
        with about(correlation=posted.envelope.correlation_id, **ids):
            self._attempt(account_id, conversation_id, posted, leaves, begun)

    def _attempt(
        self,
        account_id: UUID,
        conversation_id: UUID,
        posted: MessagePosted,
        leaves: datetime,
        begun: Sequence[datetime],
    ) -> None:
        message_id, correlation = posted.message_id, posted.envelope.correlation_id

        def env() -> Envelope:
            return Envelope(account_id, "system:sender", self.clock(), correlation, message_id, uuid4())

        # whatever can fail of our own fails before the attempt begins: what is begun counts as a possible copy
        hand_over = self._way(account_id, conversation_id, posted, leaves, begun)
        try:
            started = self.bus.dispatch(StartSend(conversation_id, message_id), env())
        except TooEarly:
            raise TryAgain from None
        if not started.position:
            return
        last = self.log.at([started.position])[0].event
        if not isinstance(last, SendStarted):
            return
        began = time.perf_counter()
        result = hand_over(last.tag)
        told = {"attempt": last.attempt, "duration_ms": round((time.perf_counter() - began) * 1000, 1)}
        outcome = "uncertain" if result.uncertain else result.outcome
        SENT.add(str(outcome))
        logger.info("handed to the relay", extra=told | {"result": outcome})
        if result.outcome is Outcome.ACCEPTED:
            insisted(self.bus, _sent(conversation_id, posted, last.attempt, result), env())
            return
        if result.uncertain:
            # whether the relay has it nobody knows: the attempt stays open, and the next one is a known repeat
            raise TryAgain
        permanent = result.outcome is Outcome.PERMANENT
        failure = RecordFailure(
            conversation_id, message_id, last.attempt, permanent, result.code, result.response
        )
        insisted(self.bus, failure, env())
        if not permanent:
            raise TryAgain

    def _posted(
        self, conversation_id: UUID, message_id: UUID
    ) -> tuple[MessagePosted, datetime, list[datetime]] | None:
        """Return the message, when it leaves, which is its date, the same in every copy, and when attempts began."""
        events = self.log.stream(conversation_id)
        told = (event for event in events if isinstance(event, MessagePosted | SendRescheduled | SendStarted))
        posted, leaves, begun = None, None, []
        for event in told:
            if event.message_id != message_id:
                continue
            if isinstance(event, SendStarted):
                begun.append(event.timestamp)
                continue
            posted = event if isinstance(event, MessagePosted) else posted
            leaves = event.not_before or event.timestamp
        return None if posted is None or leaves is None else (posted, leaves, begun)

    def _way(
        self,
        account_id: UUID,
        conversation_id: UUID,
        posted: MessagePosted,
        leaves: datetime,
        begun: Sequence[datetime],
    ) -> Callable[[str], RelayResult]:
        """Return what hands the message over, under the tag that its attempt begins with."""
        if self.by_platform is not None and not posted.erased:
            by_platform = self.by_platform.handing_over(account_id, posted, begun)
            if by_platform is not None:
                return by_platform
        by_mail = self._prepared(account_id, conversation_id, posted, leaves, begun)
        return lambda _tag: by_mail()

    def _prepared(
        self,
        account_id: UUID,
        conversation_id: UUID,
        posted: MessagePosted,
        leaves: datetime,
        begun: Sequence[datetime],
    ) -> Callable[[], RelayResult]:
        """Return what hands the message over, or says why that cannot be."""
        if posted.erased:
            return lambda: RelayResult(Outcome.PERMANENT, 0, "the recipient was erased")
        if posted.in_place:
            env = Envelope(account_id, "system:sender", self.clock(), uuid4())
            moved = self.bus.ask(LookForVisitors(conversation_id), env, look_for_visitors)
            if moved:
                return lambda: RelayResult(
                    Outcome.PERMANENT, 0, "the visitor is in another conversation by now"
                )
            return lambda: RelayResult(Outcome.ACCEPTED, 0, "")
        mail = self._mail(posted, leaves)
        if mail is None:
            return lambda: RelayResult(Outcome.PERMANENT, 0, "a file of this message is lost; write it anew")
        return self.handing_over(account_id, mail, posted.channel_id, begun)

    def handing_over(
        self,
        account_id: UUID,
        mail: OutgoingMail,
        channel_id: UUID | None = None,
        begun: Sequence[datetime] = (),
    ) -> Callable[[], RelayResult]:
        """Return what hands a mail to its channel's provider, the account's relay or the installation's.

        Or says why that cannot be. `begun` are the attempts before: a provider is then asked first whether it has it.
        """
        if channel_id is not None and self.by_mailbox is not None:
            way = self.by_mailbox.handing_over(account_id, channel_id, mail, begun)
            if way is not None:
                return way
        relay = self._relay(account_id)
        if relay is None:
            return lambda: RelayResult(
                Outcome.PERMANENT, 0, "no relay is set for this account; set one, then retry"
            )
        raw, sender, recipients = compose(mail), mail.sender.email, envelope_recipients(mail)
        if relay.of_account:
            return lambda: send(relay.settings, raw, sender, recipients, connect=self.egress.connect_mail)
        return lambda: send(relay.settings, raw, sender, recipients)

    def _mail(self, posted: MessagePosted, leaves: datetime) -> OutgoingMail | None:
        """Return the mail; None where a file of it is gone: it is not sent without."""
        files = []
        for file in posted.attachments:
            content = self.blobs.get(UUID(str(file["blob"])), posted.contact_id)
            if content is None:
                return None
            files.append(OutgoingFile(str(file["filename"]), str(file["content_type"]), content))
        return OutgoingMail(
            message_id=posted.provider_id,
            sender=Person(posted.sender, posted.sender_name),
            to=[Person(address) for address in posted.to],
            cc=[Person(address) for address in posted.cc],
            bcc=[Person(address) for address in posted.bcc],
            subject=posted.subject,
            text=posted.text,
            html=posted.html,
            signature_text=posted.signature_text,
            signature_html=posted.signature_html,
            reply_to=Person(posted.reply_to) if posted.reply_to else None,
            date=leaves,
            in_reply_to=posted.in_reply_to,
            references=posted.references,
            files=files,
            origin=Origin(posted.origin),
        )

    def _relay(self, account_id: UUID) -> Way | None:
        account = self.log.fresh(Account, account_id)
        if account is None:
            return None
        if account.relay is None:
            return Way(RelaySettings.from_url(self.default_relay)) if self.default_relay else None
        relay = account.relay
        password = self.secrets.get(account_id, RELAY_PASSWORD) if relay.has_password else None
        settings = RelaySettings(
            relay.host, relay.port, relay.username, (password or b"").decode(), relay.security
        )
        return Way(settings, of_account=True)

    @contextmanager
    def alone(self, message_id: UUID) -> Iterator[bool]:
        """Hold the message for this worker; the lock goes with the connection, so a dead worker holds nothing.

        Nor does one whose database was away: its threads know by themselves which of them has a message in hand.
        """
        if message_id in self.in_hand:
            yield False
            return
        self.in_hand.add(message_id)
        try:
            key = message_id.int % 2**63
            with psycopg.connect(self.dsn, autocommit=True) as db:
                row = db.execute("SELECT pg_try_advisory_lock(%s)", (key,)).fetchone()
                try:
                    yield row == (True,)
                finally:
                    # a session's end frees it too, but only some time after its connection is closed
                    with suppress(psycopg.Error):
                        db.execute("SELECT pg_advisory_unlock_all()")
        finally:
            self.in_hand.discard(message_id)


def _sent(conversation_id: UUID, posted: MessagePosted, attempt: int, result: RelayResult) -> RecordSent:
    """Say that the relay took it, and for which recipients it did not, by their numbers: addresses stay sealed."""
    named = (*posted.to, *posted.cc, *posted.bcc)
    told = [as_told(address) for address in named] if result.refused else []
    refused = {number: result.refused[one] for number, one in enumerate(told) if one in result.refused}
    temporary = tuple(number for number, outcome in refused.items() if outcome is Outcome.TEMPORARY)
    return RecordSent(
        conversation_id, posted.message_id, attempt, result.code, tuple(refused), temporary, len(named),
        result.known_as, posted.channel_id,
    )  # fmt: skip
