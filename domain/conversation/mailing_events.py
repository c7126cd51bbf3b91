"""Mails that hold what was said in a chat: its transcript, and what a visitor who left has not seen (CHT-11, CHT-12)."""

from uuid import UUID

from domain.kernel.event import Event
from domain.kernel.personal import Personal


class TranscriptRequested(Event):
    """A visitor wants what was said by mail, at an address they gave."""

    TOPIC = "conversation.transcript_requested"
    SUBJECT = "contact_id"

    contact_id: UUID
    email: Personal[str]


class ChatMailed(Event):
    """What was said up to now left by mail, or did not: `result` is sent or refused, `code` the relay's reply.

    `request` is the version of what asked for it, 0 where the visitor had left; `message_ids` are those in it, and an
    answer to `mail_id` comes back to the last of them.
    """

    TOPIC = "conversation.chat_mailed"
    SUBJECT = "contact_id"

    contact_id: UUID
    request: int
    message_ids: tuple[UUID, ...]
    email: Personal[str]
    mail_id: str
    result: str
    code: int
