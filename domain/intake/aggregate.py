"""An intake: one raw original, accepted once and ended once (raw first)."""

from typing import Self
from uuid import UUID

from domain.intake import events
from domain.kernel.aggregate import Aggregate
from domain.kernel.envelope import Envelope
from domain.kernel.event import Event
from domain.kernel.refusal import Refusal

REPLAYABLE = frozenset({"set_aside", "failed"})
CONSENT_MISSING = "consent_missing"
"""Why it is set aside where consent comes first and there is none (PRV-02)."""
MESSAGE_MISSING = "message_missing"
"""Why it is set aside where the message that it is about has not come yet (MSG-11)."""
ORIGINAL_MISSING = "original_missing"
"""The same of a message itself, which puts right one that has not come yet."""


class IntakeEnded(Refusal):
    """What became of the original is recorded already."""

    code = "intake_ended"


class Intake(Aggregate):
    """Pending until it has an ending: ingested, duplicate, set_aside, ignored, failed or destroyed."""

    TOPIC = "intake"

    conversation_id: UUID | None = None
    message_id: UUID | None = None
    """Where it is, once it is ingested."""

    @classmethod
    def accept(
        cls,
        intake_id: UUID,
        env: Envelope,
        *,
        channel_id: UUID,
        blob_id: UUID,
        size: int,
        mail_from: str,
        recipient: str,
        peer_ip: str,
        at_once: bool = False,
    ) -> Self:
        """Record that the original is durable; only after this is it acknowledged (RL-03).

        `at_once` says that the caller records in the same save what becomes of it.
        """
        return cls.open(
            events.MessageAccepted,
            intake_id,
            env,
            channel_id=channel_id,
            blob_id=blob_id,
            size=size,
            mail_from=mail_from,
            recipient=recipient,
            peer_ip=peer_ip,
            at_once=at_once,
        )

    @property
    def ended(self) -> bool:
        """Whether it is known what became of it; pending otherwise."""
        return self.ending != ""

    @property
    def waits(self) -> bool:
        """Whether it is kept until the message comes that it is about."""
        return self.ending == "set_aside" and self.reason in (MESSAGE_MISSING, ORIGINAL_MISSING)

    def ingested(self, env: Envelope, conversation_id: UUID, message_id: UUID) -> None:
        """End it as a message of a conversation. Raises `IntakeEnded`."""
        self._must_be_pending()
        self.record(
            events.MessageIngested,
            env,
            channel_id=self.channel_id,
            conversation_id=conversation_id,
            message_id=message_id,
        )

    def duplicate(self, env: Envelope, message_id: UUID) -> None:
        """End it as a repeat of a message we have (RL-04). Raises `IntakeEnded`."""
        self._must_be_pending()
        self.record(events.DuplicateIgnored, env, channel_id=self.channel_id, message_id=message_id)

    def set_aside(self, env: Envelope, reason: str) -> None:
        """End it without effect, for a named reason. Raises `IntakeEnded`."""
        self._must_be_pending()
        self.record(events.MessageSetAside, env, channel_id=self.channel_id, reason=reason)

    def ignore(self, env: Envelope, reason: str) -> None:
        """End it as nothing to be shown, such as a receipt for what is not known here, also after it waited for that.

        Raises `IntakeEnded`.
        """
        if not self.waits:
            self._must_be_pending()
        self.record(events.MessageIgnored, env, channel_id=self.channel_id, reason=reason)

    def fail(self, env: Envelope, reason: str) -> None:
        """End it as unreadable; it stays in a visible list (RL-05). Raises `IntakeEnded`."""
        self._must_be_pending()
        self.record(events.ParsingFailed, env, channel_id=self.channel_id, reason=reason)

    def replay(self, env: Envelope) -> None:
        """Make what failed or was set aside pending again; nothing if it is. Raises `IntakeEnded`."""
        if not self.ended:
            return
        if self.ending == "destroyed":
            raise IntakeEnded("This original was destroyed, as nobody agreed in time. Nothing is left of it.")
        if self.ending not in REPLAYABLE:
            raise IntakeEnded("This original is a message already. Open its conversation instead.")
        self.record(events.ReplayRequested, env, channel_id=self.channel_id)

    def destroy(self, env: Envelope) -> None:
        """End one that was set aside for want of consent; the caller destroys its key (PRV-02). Raises `IntakeEnded`."""
        if self.ending != "set_aside" or self.reason != CONSENT_MISSING:
            raise IntakeEnded("Only an original that waits for consent is destroyed like this.")
        self.record(events.OriginalDestroyed, env, channel_id=self.channel_id, reason=CONSENT_MISSING)

    def _must_be_pending(self) -> None:
        if self.ended:
            raise IntakeEnded("It is recorded already what became of this original. Replay it first.")

    def evolve(self, event: Event) -> None:
        """Apply one recorded event."""
        match event:
            case events.MessageAccepted():
                self.channel_id = event.channel_id
                self.blob_id = event.blob_id
                self.ending = self.reason = ""
                self.accepted_at, self.peer_ip = event.timestamp, event.peer_ip
            case events.MessageIngested():
                self.ending = "ingested"
                self.conversation_id, self.message_id = event.conversation_id, event.message_id
            case events.DuplicateIgnored():
                self.ending = "duplicate"
            case events.MessageSetAside():
                self.ending, self.reason = "set_aside", event.reason
            case events.ParsingFailed():
                self.ending = "failed"
            case events.MessageIgnored():
                self.ending, self.reason = "ignored", event.reason
            case events.ReplayRequested():
                self.ending = self.reason = ""
            case events.OriginalDestroyed():
                self.ending = "destroyed"
