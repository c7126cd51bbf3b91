"""What happens to somebody's consent on one channel for one purpose. The data subject is the contact."""

from datetime import datetime
from uuid import UUID

from domain.kernel.event import Event, Opening
from domain.kernel.personal import Personal


class ConsentBegun(Opening):
    """A contact was asked on a channel for the first time."""

    TOPIC = "consent.begun"
    OF = "consent"

    contact_id: UUID
    channel_id: UUID
    inbox_id: UUID
    purpose: str


class ConsentGiven(Event):
    """They agreed to this text in this version, as it was shown (PRV-05); the envelope says when, and who recorded it.

    `mode` is explicit or implied; `method` how: button, message (by writing), keyword, hand, keypress or voice (by going on
    with a call). The evidence: `message_id`
    of the message it came with, `ip` the network it came from without the end that tells its hosts apart, `page_host` the
    site it was given on. `said_at` is when they said so by the provider's time, None: then; `reason` is what a user says of
    it who recorded it by hand (WAB-03).
    """

    TOPIC = "consent.given"
    SUBJECT = "contact_id"

    contact_id: UUID
    channel_id: UUID
    purpose: str
    mode: str
    method: str
    text: str
    text_version: int
    text_hash: str
    language: str
    message_id: UUID | None
    ip: Personal[str]
    page_host: Personal[str]
    said_at: datetime | None = None
    reason: Personal[str] = ""


class ConsentWithdrawn(Event):
    """They took it back: `method` is button, keyword or hand, by a user on their behalf, who says why.

    `said_at` is as in `ConsentGiven`, and so is `message_id`, of what they wrote or pressed; None where that is not kept.
    """

    TOPIC = "consent.withdrawn"
    SUBJECT = "contact_id"

    contact_id: UUID
    channel_id: UUID
    purpose: str
    method: str
    reason: Personal[str]
    ip: Personal[str]
    said_at: datetime | None = None
    message_id: UUID | None = None


class WithdrawalUndone(Event):
    """A withdrawal that a user had recorded by hand was a mistake: what they agreed to before holds as before."""

    TOPIC = "consent.withdrawal_undone"

    contact_id: UUID
    channel_id: UUID
    purpose: str
