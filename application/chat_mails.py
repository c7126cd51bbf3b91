"""What was said in a chat, by mail: asked for by its visitor, or sent after one who left (CHT-11, CHT-12).

The visitor's own words about their address are enough for this, since nothing but what they were told goes there; an
answer by mail comes back to the conversation by the receipt of the mail.
"""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from application.claims import claim
from application.identities import normalised
from application.threads import receipt_id
from application.unit import Unit
from application.visitors import conversation_of, of_contact
from domain.contact.aggregate import Contact
from domain.contact.events import IdentityAdded
from domain.conversation.aggregate import Conversation
from domain.conversation.visiting_events import AddressGiven
from domain.kernel.refusal import InvalidInput, NotAllowed, NotFound


@dataclass(frozen=True, slots=True)
class RequestTranscript:
    """A visitor wants what was said by mail; without an address at the one that is known of them."""

    PERMISSION: ClassVar[str] = ""

    channel_id: UUID
    visitor: str
    email: str = ""


@dataclass(frozen=True, slots=True)
class RecordChatMailed:
    """Record how a mail with what was said ended; the rest is as in `ChatMailed`."""

    PERMISSION: ClassVar[str] = ""

    conversation_id: UUID
    request: int
    message_ids: tuple[UUID, ...]
    email: str
    mail_id: str
    result: str
    code: int


def request_transcript(command: RequestTranscript, unit: Unit) -> None:
    """Record that it is wanted. Raises `InvalidInput` without an address, `TooManyTranscripts`."""
    if unit.env.actor != f"visitor:{command.visitor}":
        raise NotAllowed("conversation_write")
    conversation = conversation_of(unit, command.channel_id, command.visitor)
    if conversation is None or conversation.erased:
        raise NotFound("conversation")
    typed = command.email.strip()
    email = normalised("email", typed, "email") if typed else address_of(unit, conversation)
    if not email:
        raise InvalidInput("Give the e-mail address to send it to.", field="email")
    unit.env = of_contact(unit.env, conversation.contact_id)
    conversation.request_transcript(unit.env, email)


def record_chat_mailed(command: RecordChatMailed, unit: Unit) -> None:
    """Record it, and let answers to the mail find the conversation."""
    conversation = unit.get(Conversation, command.conversation_id)
    conversation.chat_mailed(
        unit.env, request=command.request, message_ids=command.message_ids, email=command.email,
        mail_id=command.mail_id, result=command.result, code=command.code,
    )  # fmt: skip
    if command.result == "sent" and command.message_ids:
        key = receipt_id(unit, conversation.channel_id, command.mail_id)
        claim(unit, key, "receipt", conversation.id, command.message_ids[-1])


def address_of(unit: Unit, conversation: Conversation) -> str:
    """Return where its visitor is reached: what they said last in it, or their contact's first address; empty: nowhere."""
    said = [one.email for one in unit.ports.log.stream(conversation.id) if isinstance(one, AddressGiven)]
    given = next((email for email in reversed(said) if email), "")
    if given:
        return given
    contact = unit.get(Contact, conversation.contact_id)
    known = (one for one in unit.ports.log.stream(contact.id) if isinstance(one, IdentityAdded))
    return next((one.value for one in known if one.kind == "email" and one.claim_id in contact.claims), "")
