"""What belongs to messages of a channel with windows and reactions, as Messenger has them (MSG-01, MSG-08)."""

from datetime import datetime
from uuid import UUID

from domain.kernel.event import Event
from domain.kernel.personal import Personal


class WindowDecided(Event):
    """Whether a message of ours may go out, when it was written (`moment` posted) and right before it went (sending).

    All that was looked at is here: when the contact last wrote by the provider's time, who answers, and the policy. `reason`
    is empty, human_only, window_closed or never_wrote; `tag` is what the provider is told (MSG-08).
    """

    TOPIC = "conversation.window_decided"

    message_id: UUID
    moment: str
    allowed: bool
    reason: str
    tag: str
    origin: str
    last_inbound_at: datetime | None
    closes_at: datetime | None
    human_until: datetime | None
    policy: str


class MessageReacted(Event):
    """The contact reacted to a message, or took that back (`removed`), at the provider's time (MSG-01)."""

    TOPIC = "conversation.message_reacted"
    SUBJECT = "contact_id"

    contact_id: UUID
    message_id: UUID
    reaction: Personal[str]
    removed: bool
    at: datetime
