"""The steps of sending one message; the log is asked before every attempt, so that it is sent once (EML-19)."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from application.unit import Unit
from application.visibility import visible
from domain.conversation.aggregate import Conversation

MOST_ATTEMPTS = 10
"""Temporary failures in a row before a message counts as failed; with the worker's pauses about two days."""


@dataclass(frozen=True, slots=True)
class StartSend:
    """Begin an attempt, unless the message is settled; after two that never ended it is left to a person."""

    PERMISSION: ClassVar[str] = ""

    conversation_id: UUID
    message_id: UUID


@dataclass(frozen=True, slots=True)
class RecordSent:
    """The relay took the message over."""

    PERMISSION: ClassVar[str] = ""

    conversation_id: UUID
    message_id: UUID
    attempt: int
    code: int


@dataclass(frozen=True, slots=True)
class RecordFailure:
    """The relay said no, or could not be reached."""

    PERMISSION: ClassVar[str] = ""

    conversation_id: UUID
    message_id: UUID
    attempt: int
    permanent: bool
    code: int
    reason: str


@dataclass(frozen=True, slots=True)
class RetrySend:
    """A person asks for a failed or unresolved message to be sent again (CNV-06)."""

    PERMISSION: ClassVar[str] = "conversation_write"

    conversation_id: UUID
    message_id: UUID


def start_send(command: StartSend, unit: Unit) -> None:
    """Record the start of an attempt, or that it is a person's turn; nothing where the message is settled."""
    conversation = unit.get(Conversation, command.conversation_id)
    delivery = conversation.delivery(command.message_id)
    if delivery.startable:
        conversation.send_started(unit.env, command.message_id)
    elif delivery.exhausted:
        conversation.unresolved(unit.env, command.message_id)


def record_sent(command: RecordSent, unit: Unit) -> None:
    """Record the relay's acceptance."""
    conversation = unit.get(Conversation, command.conversation_id)
    conversation.sent(unit.env, command.message_id, command.attempt, command.code)


def record_failure(command: RecordFailure, unit: Unit) -> None:
    """Record the failure; the last of many temporary ones counts as permanent."""
    conversation = unit.get(Conversation, command.conversation_id)
    conversation.failed(
        unit.env,
        command.message_id,
        command.attempt,
        permanent=command.permanent or command.attempt >= MOST_ATTEMPTS,
        code=command.code,
        reason=command.reason,
    )


def retry_send(command: RetrySend, unit: Unit) -> None:
    """Put the message back among those to be sent."""
    conversation = visible(unit, "conversation", unit.get(Conversation, command.conversation_id))
    conversation.retry(unit.env, command.message_id)
