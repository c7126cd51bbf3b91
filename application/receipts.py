"""Receipts: how far whoever we wrote to has got with it (CHT-11)."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from application.places import parts_of, root_of
from application.unit import Unit
from application.visitors import must_be_in, of_contact
from domain.conversation.aggregate import Conversation
from domain.kernel.refusal import NotAllowed, NotFound


@dataclass(frozen=True, slots=True)
class RecordReceipt:
    """All that we wrote up to a message was delivered to a visitor, or seen by them; `kind` says which."""

    PERMISSION: ClassVar[str] = ""

    conversation_id: UUID
    message_id: UUID
    kind: str
    visitor: str


def record_receipt(command: RecordReceipt, unit: Unit) -> None:
    """Record it where the message is, wherever that is shown; nothing where it is known already. Raises `NotFound`."""
    if unit.env.actor != f"visitor:{command.visitor}":
        raise NotAllowed("conversation_write")
    conversation = unit.get(Conversation, command.conversation_id)
    must_be_in(unit, conversation, command.visitor)
    parts = parts_of(unit, root_of(unit, conversation))
    home = next((one for one in parts if command.message_id in one.deliveries), None)
    if home is None:
        raise NotFound("message")
    home.receive_receipt(of_contact(unit.env, home.contact_id), command.message_id, command.kind)
