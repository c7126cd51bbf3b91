"""What belongs to messages of a channel with windows and reactions, as Messenger has them (MSG-01, MSG-08)."""

from datetime import datetime
from uuid import UUID

from domain.kernel.event import Event
from domain.kernel.personal import Personal


class WindowDecided(Event):
    """Whether a message of ours may go out, when it was written (`moment` posted) and right before it went (sending).

    All that was looked at is here: when the contact last wrote by the provider's time, who answers, and the policy. `reason`
    is empty, human_only, window_closed, never_wrote, template_needed, template_not_approved or opted_out; `tag` is what the
    provider is told (MSG-08). `template` is the state of the template that the message is made of, empty for free text, and
    `opted_out_at` when the contact said that they want none (WAB-02, WAB-03).
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
    template: str = ""
    opted_out_at: datetime | None = None


class ConsentAsked(Event):
    """The contact wrote at that time (the provider's) what is held until they agree, and a message asks them to (PRV-02).

    What they wrote is not here, only that they did: what is written to them counts from it. `text_version`, `text_hash` and
    `language` say which text they are shown; pressing the message's answer agrees to that one.
    """

    TOPIC = "conversation.consent_asked"
    SUBJECT = "contact_id"

    contact_id: UUID
    message_id: UUID
    sender: Personal[str]
    at: datetime
    text_version: int
    text_hash: str
    language: str


class ConsentDeclined(Event):
    """The contact wrote, at that time (the provider's), that they take consent back, where nothing of theirs is taken in.

    What they wrote is held as all before they agree; a message, `message_id`, says that so it is (PRV-05).
    """

    TOPIC = "conversation.consent_declined"
    SUBJECT = "contact_id"

    contact_id: UUID
    message_id: UUID
    sender: Personal[str]
    at: datetime


class MessageReacted(Event):
    """The contact reacted to a message, or took that back (`removed`), at the provider's time (MSG-01)."""

    TOPIC = "conversation.message_reacted"
    SUBJECT = "contact_id"

    contact_id: UUID
    message_id: UUID
    reaction: Personal[str]
    removed: bool
    at: datetime
