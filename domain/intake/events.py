"""What happens to an accepted original. The data subject is the intake itself, with a key of its own."""

from uuid import UUID

from domain.kernel.event import Event, Opening
from domain.kernel.personal import Personal


class MessageAccepted(Opening):
    """The untouched original is durable; only after this is it acknowledged (RL-03).

    `at_once`: what became of it was recorded in the same save.
    """

    TOPIC = "intake.message_accepted"
    OF = "intake"

    channel_id: UUID
    blob_id: UUID
    size: int
    mail_from: Personal[str]
    recipient: Personal[str]
    peer_ip: Personal[str]
    at_once: bool = False


class MessageIngested(Event):
    """It became a message of a conversation."""

    TOPIC = "intake.message_ingested"

    channel_id: UUID
    conversation_id: UUID
    message_id: UUID


class DuplicateIgnored(Event):
    """The same delivery had been taken in before: no effect (RL-04)."""

    TOPIC = "intake.duplicate_ignored"

    channel_id: UUID
    message_id: UUID


class MessageSetAside(Event):
    """It starts nothing: `reason` is channel_paused, channel_disconnected, consent_missing, message_missing
    or original_missing.
    """

    TOPIC = "intake.message_set_aside"

    channel_id: UUID
    reason: str


class ParsingFailed(Event):
    """It could not be read; it stays in a visible list with its original (RL-05)."""

    TOPIC = "intake.parsing_failed"

    channel_id: UUID
    reason: str


class MessageIgnored(Event):
    """It says nothing that could be shown: `reason` is about_nothing_known or not_understood (MSG-01)."""

    TOPIC = "intake.message_ignored"

    channel_id: UUID
    reason: str


class ReplayRequested(Event):
    """Somebody asked for the original to be taken in again."""

    TOPIC = "intake.replay_requested"

    channel_id: UUID


class OriginalDestroyed(Event):
    """Its key is destroyed and it can never be read: `reason` is consent_missing, as nobody agreed in time (PRV-02)."""

    TOPIC = "intake.original_destroyed"

    channel_id: UUID
    reason: str
