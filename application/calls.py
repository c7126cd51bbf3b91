"""Calls that users make and end from here (CAL-01, CAL-02)."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID


@dataclass(frozen=True, slots=True)
class PlaceCall:
    """Call a contact: one's own phone is rung first, then theirs.

    In a conversation, or with a contact for whom one is begun or joined. Without `channel_id` the conversation's own line
    counts, or the only one there is; without `to` the number the contact last called from, else their first one.
    The call's id is the command's id.
    """

    PERMISSION: ClassVar[str] = "conversation_write"

    call_id: UUID
    conversation_id: UUID | None = None
    contact_id: UUID | None = None
    channel_id: UUID | None = None
    to: str = ""


@dataclass(frozen=True, slots=True)
class HangUp:
    """End a call that is on."""

    PERMISSION: ClassVar[str] = "conversation_write"

    call_id: UUID
