"""Whom messages that pass others on were attributed to, and how a person corrected it (EML-14)."""

from uuid import UUID

from domain.kernel.event import Event
from domain.kernel.personal import Personal


class MessageAttributed(Event):
    """Why a message that is a forward, or says so, belongs to whom it does; recorded before the message.

    `why` is forwarded_original, forwarder, or what the header says (from, reply_to, x_original_sender) where its sender
    may name nobody else. `form` is inline or attached, empty where no original could be read. The other fields are what
    was known: both people, the settings of channel and account, and what was known of the forwarder.
    """

    TOPIC = "conversation.message_attributed"
    SUBJECT = "contact_id"

    contact_id: UUID
    message_id: UUID
    why: str
    reasons: tuple[str, ...]
    policy: str
    form: str
    client: str
    forwarded_to: str
    forwards_by: str
    by_user: bool
    authenticated: bool | None
    forwarder: Personal[str]
    forwarder_name: Personal[str]
    original: Personal[str]
    original_name: Personal[str]


class MessageReattributed(Event):
    """A person said whom a message belongs to; it is shown in a conversation with that contact from here on.

    The decision before it stands as it was recorded. `why` is forwarded_original or forwarder where one of its two people
    was chosen, else person.
    """

    TOPIC = "conversation.message_reattributed"
    SUBJECT = "contact_id"

    contact_id: UUID
    message_id: UUID
    why: str
    to_contact_id: UUID
    to_id: UUID
    """The conversation that shows it now."""
    address: Personal[str]
    name: Personal[str]
