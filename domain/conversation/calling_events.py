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


class CallTaken(Event):
    """A user and the contact talk, in a call that one of them made: whoever waited for an answer waits no longer."""

    TOPIC = "conversation.call_taken"

    call_id: UUID
    agent_id: UUID
