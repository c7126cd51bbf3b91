"""When a message leaves: held back for a moment so that it can be undone, sent later, taken back (CNV-09)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar, Protocol
from uuid import UUID

from application.assignment import holder, settle
from application.taking_back import give_back
from application.unit import Unit
from application.visibility import visible
from domain.conversation.aggregate import Conversation
from domain.conversation.delivery import State
from domain.conversation.messages import MessagePosted
from domain.kernel.checks import within
from domain.kernel.refusal import InvalidInput, Refusal

MOST_UNDO_SECONDS = 60
LONGEST_AHEAD = timedelta(days=366)


class Timed(Protocol):
    """A command that writes a message, and says when it leaves."""

    @property
    def send_at(self) -> datetime | None:
        """When, if later; `undo_seconds` does not count then."""

    @property
    def undo_seconds(self) -> int:
        """For how long it can be taken back before it leaves, 0 to 60."""


@dataclass(frozen=True, slots=True)
class CancelSend:
    """Take a message back before its sending begins; what writing it did beside is undone, too."""

    PERMISSION: ClassVar[str] = "conversation_write"

    conversation_id: UUID
    message_id: UUID


@dataclass(frozen=True, slots=True)
class RescheduleSend:
    """Send a waiting message at another time; None: now."""

    PERMISSION: ClassVar[str] = "conversation_write"

    conversation_id: UUID
    message_id: UUID
    send_at: datetime | None


class CameIn(Refusal):
    """It is somebody else's message."""

    code = "came_in"

    def __init__(self) -> None:
        """Say so."""
        super().__init__("This message came in. Only one that you wrote can be sent or taken back.")


def leaves_at(command: Timed, at: datetime) -> datetime | None:
    """Return before when the message must not be sent; None: at once. Raises `InvalidInput`."""
    if command.send_at is not None:
        return _to_come(command.send_at, at)
    seconds = within(command.undo_seconds, 0, MOST_UNDO_SECONDS, "undo_seconds")
    return at + timedelta(seconds=seconds) if seconds else None


def cancel_send(command: CancelSend, unit: Unit) -> None:
    """Take it back, and what it did beside: see `application.taking_back`."""
    conversation = visible(unit, "conversation", unit.get(Conversation, command.conversation_id))
    _must_be_ours(conversation, command.message_id)
    if conversation.delivery(command.message_id).state is State.CANCELLED:
        return
    had = holder(conversation)
    events = unit.ports.log.stream(conversation.id)
    posted = (one for one in events if isinstance(one, MessagePosted))
    message = next(one for one in posted if one.message_id == command.message_id)
    give_back(unit, conversation, message, events)
    conversation.cancel_send(unit.env, command.message_id)
    settle(unit, conversation, had)


def reschedule_send(command: RescheduleSend, unit: Unit) -> None:
    """Give it another time."""
    conversation = visible(unit, "conversation", unit.get(Conversation, command.conversation_id))
    _must_be_ours(conversation, command.message_id)
    send_at = None if command.send_at is None else _to_come(command.send_at, unit.env.at)
    conversation.reschedule_send(unit.env, command.message_id, send_at)


def _must_be_ours(conversation: Conversation, message_id: UUID) -> None:
    if message_id in conversation.received:
        raise CameIn


def _to_come(send_at: datetime, at: datetime) -> datetime:
    if send_at <= at:
        raise InvalidInput("This time is past. Choose one that is to come, or send now.", field="send_at")
    if send_at > at + LONGEST_AHEAD:
        raise InvalidInput("This is more than a year ahead. Choose an earlier time.", field="send_at")
    return send_at
