"""That somebody of ours calls the contact; how that goes is in the call's own stream (CAL-01)."""

from uuid import UUID

from domain.kernel.event import Event
from domain.kernel.personal import Personal


class ContactCalled(Event):
    """A user calls the contact, at `number` by the line of `channel_id`."""

    TOPIC = "conversation.contact_called"
    SUBJECT = "contact_id"

    contact_id: UUID
    inbox_id: UUID
    channel_id: UUID
    call_id: UUID
    author_id: UUID
    number: Personal[str]
