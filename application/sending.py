"""The steps of sending one message; the log is asked before every attempt, so that it is sent once (EML-19)."""

from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar
from uuid import UUID

from application.claims import claim
from application.early import take_up
from application.items import known_as
from application.threads import receipt_id
from application.unit import Unit
from application.visibility import visible
from application.windows import begin_sending
from domain.channel.aggregate import Channel
from domain.conversation.aggregate import Conversation
from domain.conversation.delivery import State, TooEarly
from domain.conversation.messages import SendFailed

MOST_ATTEMPTS = 10
"""Temporary failures before a message counts as failed; with the pauses between them about two days.

They are counted since a person last asked for a retry, and so are the pauses.
"""
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (0.5, 5, 15, 60, 120, 240, 480, 720, 960))
"""How long to wait after the first temporary failure, the second, ...: relays are away for hours (RFC 5321 4.5.4.1)."""


@dataclass(frozen=True, slots=True)
class StartSend:
    """Begin an attempt, unless the message is settled; after two that never ended it is left to a person."""

    PERMISSION: ClassVar[str] = ""

    conversation_id: UUID
    message_id: UUID


@dataclass(frozen=True, slots=True)
class RecordSent:
    """The relay took the message over; the rest is as in `MessageSent`."""

    PERMISSION: ClassVar[str] = ""

    conversation_id: UUID
    message_id: UUID
    attempt: int
    code: int
    refused: tuple[int, ...] = ()
    temporary: tuple[int, ...] = ()
    recipients: int = 0
    known_as: str = ""
    channel_id: UUID | None = None
    """By which channel it went, where `known_as` says something."""


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
    """Record the start of an attempt, or that it is a person's turn; nothing where the message is settled.

    Raises `TooEarly` before the message's time, and before the pause after a temporary failure is over.
    """
    conversation = unit.get(Conversation, command.conversation_id)
    delivery = conversation.delivery(command.message_id)
    if delivery.startable:
        if delivery.state is State.DEFERRED:
            _must_be_due(command, unit, delivery.count(delivery.attempt))
        begin_sending(unit, conversation, command.message_id)
    elif delivery.exhausted:
        conversation.unresolved(unit.env, command.message_id)


def _must_be_due(command: StartSend, unit: Unit, attempt: int) -> None:
    pause = PAUSES[min(attempt, len(PAUSES)) - 1]
    events = reversed(unit.ports.log.stream(command.conversation_id))
    failures = (e for e in events if isinstance(e, SendFailed) and e.message_id == command.message_id)
    if unit.env.at < next(failures).timestamp + pause:
        raise TooEarly("The last attempt failed a moment ago. The next one follows by itself.")


def record_sent(command: RecordSent, unit: Unit) -> None:
    """Record the acceptance, and whom the relay left out; answers may name the message by the id that it goes by."""
    conversation = unit.get(Conversation, command.conversation_id)
    if command.known_as and command.channel_id is not None:
        key = receipt_id(unit, command.channel_id, command.known_as)
        claim(unit, key, "receipt", conversation.id, command.message_id)
        own = known_as(unit.get(Channel, command.channel_id).kind, command.message_id.hex)
        for name in (command.known_as, own):
            take_up(unit, command.channel_id, name)
    conversation.sent(
        unit.env,
        command.message_id,
        command.attempt,
        command.code,
        refused=command.refused,
        temporary=command.temporary,
        recipients=command.recipients,
        known_as=command.known_as,
    )


def record_failure(command: RecordFailure, unit: Unit) -> None:
    """Record the failure; the last of many temporary ones, since a person last asked, counts as permanent."""
    conversation = unit.get(Conversation, command.conversation_id)
    count = conversation.delivery(command.message_id).count(command.attempt)
    conversation.failed(
        unit.env,
        command.message_id,
        command.attempt,
        permanent=command.permanent or count >= MOST_ATTEMPTS,
        code=command.code,
        reason=command.reason,
    )


def retry_send(command: RetrySend, unit: Unit) -> None:
    """Put the message back among those to be sent."""
    conversation = visible(unit, "conversation", unit.get(Conversation, command.conversation_id))
    conversation.retry(unit.env, command.message_id)
