"""What visitors do beside writing: give an address, get and see what we wrote (CHT-11)."""

from datetime import datetime
from uuid import UUID

from domain.kernel.event import Event
from domain.kernel.personal import Personal


class AddressGiven(Event):
    """A visitor said how they are reached and called; nobody proved it, so that it joins them to nobody."""

    TOPIC = "conversation.address_given"
    SUBJECT = "contact_id"

    contact_id: UUID
    email: Personal[str]
    name: Personal[str]


class MessageDelivered(Event):
    """A message of ours is where whoever it was written to reads it, and so are `others` before it.

    `until` is the provider's time by which they were, where it says one: its clock and ours may differ (MSG-01).
    """

    TOPIC = "conversation.message_delivered"

    message_id: UUID
    others: tuple[UUID, ...]
    until: datetime | None = None


class MessageUndelivered(Event):
    """A message that had left did not arrive, at the provider's time: `code` is the provider's, `reason` our word for it.

    `permanent` says that sending the same again would not help (WAB-02).
    """

    TOPIC = "conversation.delivery_failed"

    message_id: UUID
    at: datetime
    code: int
    reason: str
    permanent: bool


class MessageSeen(Event):
    """Whoever a message of ours was written to has seen it, and `others` before it."""

    TOPIC = "conversation.message_seen"

    message_id: UUID
    others: tuple[UUID, ...]
