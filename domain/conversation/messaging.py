"""The part of a conversation that knows when its contact last wrote, and what they feel about what is written (MSG-08)."""

from dataclasses import asdict
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from domain.channels.window import OPENING, Window, says
from domain.consent.terms import Agreed
from domain.conversation import messaging_events as events
from domain.conversation.messages import MessageReceived
from domain.kernel.aggregate import Aggregate
from domain.kernel.envelope import Envelope
from domain.kernel.event import Event

Came = MessageReceived | events.ConsentAsked | events.ConsentDeclined
"""What says that the contact wrote."""


class Reacted(NamedTuple):
    """How the contact reacted to a message, and when; an empty `reaction` was taken back."""

    at: datetime
    reaction: str


class Heard(NamedTuple):
    """When the contact wrote a message, by the provider's time, and the version at which it came."""

    at: datetime
    version: int


class Messaging(Aggregate):
    """`heard` is the newest of the contact's own messages on each channel."""

    contact_id: UUID
    channel_id: UUID
    heard: dict[UUID, Heard]
    spoken: bool
    """Whether the contact has said something, more than pressed a button."""
    reacted: dict[UUID, Reacted]
    asked_at: datetime | None
    """When they were last asked to agree, and by which messages to what."""
    asks: dict[UUID, Agreed]

    def begin_messaging(self) -> None:
        """Begin with nobody having written."""
        self.heard, self.spoken, self.reacted = {}, False, {}
        self.asked_at, self.asks = None, {}

    def decide_window(self, env: Envelope, message_id: UUID, moment: str, window: Window) -> None:
        """Record whether a message may go out, at the `moment` of posting or sending (MSG-08)."""
        self.record(events.WindowDecided, env, message_id=message_id, moment=moment, **asdict(window))

    def ask_consent(
        self,
        env: Envelope,
        message_id: UUID,
        *,
        sender: str,
        at: datetime,
        text_version: int,
        text_hash: str,
        language: str,
    ) -> None:
        """Note that the contact wrote, and is asked by a message to agree before that is taken in (PRV-02)."""
        self.record(
            events.ConsentAsked, env,
            contact_id=self.contact_id, message_id=message_id, sender=sender, at=at,
            text_version=text_version, text_hash=text_hash, language=language,
        )  # fmt: skip

    def decline_consent(self, env: Envelope, message_id: UUID, *, sender: str, at: datetime) -> None:
        """Note that the contact wrote that they do not agree, which is answered by a message (PRV-05)."""
        self.record(
            events.ConsentDeclined, env,
            contact_id=self.contact_id, message_id=message_id, sender=sender, at=at,
        )  # fmt: skip

    def react(self, env: Envelope, message_id: UUID, reaction: str, at: datetime, *, removed: bool) -> None:
        """Note a reaction; nothing where it or a newer one to that message is known, so that disorder changes nothing.

        Of two of the same second the later to come counts: some platforms tell no more of the time.
        """
        known, new = self.reacted.get(message_id), Reacted(at, "" if removed else reaction)
        if known is None or (known.at <= at and known != new):
            self.record(
                events.MessageReacted, env,
                contact_id=self.contact_id, message_id=message_id, reaction=reaction, removed=removed, at=at,
            )  # fmt: skip

    def hear(self, event: MessageReceived) -> None:
        """Take in a message that came."""
        self.spoken |= says(event.said, event.text)
        self._wrote(event.channel_id, event)

    @property
    def last_inbound_at(self) -> datetime | None:
        """When the contact last wrote by the conversation's own channel; None where they never did."""
        heard = self.heard.get(self.channel_id)
        return None if heard is None else heard.at

    def _wrote(self, channel_id: UUID, event: Came) -> None:
        wrote, known = written_at(event), self.heard.get(channel_id)
        if wrote is not None and (known is None or wrote >= known.at):
            self.heard[channel_id] = Heard(wrote, event.originator_version)

    def evolve_messaging(self, event: Event) -> None:
        """Apply one recorded event."""
        match event:
            case events.MessageReacted():
                stands = "" if event.removed else event.reaction
                self.reacted[event.message_id] = Reacted(event.at, stands)
            case events.ConsentAsked():
                self.asked_at = event.timestamp
                self.asks[event.message_id] = Agreed(event.text_version, event.text_hash, event.language)
                self._wrote(self.channel_id, event)
            case events.ConsentDeclined():
                self._wrote(self.channel_id, event)


def written_at(event: Came) -> datetime | None:
    """Return when the contact wrote, by the provider's time; None for what does not count as that.

    A time that is yet to come counts as when it came.
    """
    if isinstance(event, events.ConsentAsked | events.ConsentDeclined):
        return min(event.at, event.timestamp)
    return min(event.sent_at or event.timestamp, event.timestamp) if event.said in OPENING else None
