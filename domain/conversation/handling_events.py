"""How a conversation is handled: put off, filed, tagged, and what colleagues write about it among themselves."""

from datetime import datetime
from uuid import UUID

from domain.kernel.event import Event
from domain.kernel.personal import Personal


class ConversationSnoozed(Event):
    """Nobody needs to look at it before `until` (CNV-01)."""

    TOPIC = "conversation.snoozed"

    until: datetime


class ConversationWoken(Event):
    """It is snoozed no longer; `reason` is due, message_received, reply, closed, filed or person."""

    TOPIC = "conversation.woken"

    reason: str


class ConversationFiled(Event):
    """It was put among spam, trash or archive, or back: `folder` is then empty; `reason` is person, message_received or
    send_cancelled.
    """

    TOPIC = "conversation.filed"

    folder: str
    previous: str
    reason: str


class ConversationTagged(Event):
    """It carries a tag (CNV-02)."""

    TOPIC = "conversation.tagged"

    tag: str


class ConversationUntagged(Event):
    """It carries a tag no longer."""

    TOPIC = "conversation.untagged"

    tag: str


class ConversationPrioritySet(Event):
    """How urgent it is; `priority` is none, low, medium, high or urgent."""

    TOPIC = "conversation.priority_set"

    priority: str
    previous: str


class ConversationPropertySet(Event):
    """It has a value of one of the account's properties (CNV-02): `text` for kind text, else `value`; or none: `cleared`."""

    TOPIC = "conversation.property_set"
    SUBJECT = "contact_id"

    contact_id: UUID
    property_id: UUID
    kind: str
    cleared: bool
    value: str
    text: Personal[str]


class NoteWritten(Event):
    """A colleague wrote something that only colleagues read; `mentions` are users it calls (CNV-02)."""

    TOPIC = "conversation.note_written"
    SUBJECT = "contact_id"

    contact_id: UUID
    inbox_id: UUID
    note_id: UUID
    author_id: UUID | None
    text: Personal[str]
    mentions: tuple[UUID, ...]


class NoteWithdrawn(Event):
    """Its author took a note back; the log still has it."""

    TOPIC = "conversation.note_withdrawn"

    note_id: UUID


class MacroApplied(Event):
    """Somebody applied a macro; what it did follows in events of its own, by the same command (CNV-02)."""

    TOPIC = "conversation.macro_applied"

    macro_id: UUID
