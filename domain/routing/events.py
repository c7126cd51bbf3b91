"""What happens to a user's slots and to a rule's rotation: one stream each per calendar month, opened with a balance."""

from datetime import datetime
from uuid import UUID

from domain.kernel.event import Event, Opening


class SlotsOpened(Opening):
    """A month of a user's slots begins with what is still held: {"conversation": id, "live": bool} each."""

    TOPIC = "slots.opened"
    OF = "slots"

    user_id: UUID
    month: str
    held: tuple[dict[str, str | bool], ...]
    last_taken_at: datetime | None


class SlotTaken(Event):
    """A conversation takes one of the user's slots; live ones are chat, Messenger and WhatsApp (CHT-14)."""

    TOPIC = "slots.taken"

    user_id: UUID
    conversation_id: UUID
    live: bool


class SlotReleased(Event):
    """A conversation no longer takes a slot of the user."""

    TOPIC = "slots.released"

    user_id: UUID
    conversation_id: UUID


class SlotsClosed(Event):
    """The next month's stream took the balance over."""

    TOPIC = "slots.closed"

    user_id: UUID
    next_month: str


class RotationOpened(Opening):
    """A month of a rule's rotation begins; `turns` says when each user's last turn was: {"user": id, "at": text}."""

    TOPIC = "rotation.opened"
    OF = "rotation"

    rule_id: UUID
    month: str
    turns: tuple[dict[str, str], ...]


class RotationAdvanced(Event):
    """It was this user's turn."""

    TOPIC = "rotation.advanced"

    rule_id: UUID
    user_id: UUID
    conversation_id: UUID


class RotationClosed(Event):
    """The next month's stream took the turns over."""

    TOPIC = "rotation.closed"

    rule_id: UUID
    next_month: str
