"""How people handle conversations: put off, put away, tag, rank, and write notes among themselves (CNV-01, CNV-02)."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from application.assignment import holder, settle
from application.change import Change, unchanged
from application.members import must_see
from application.unit import Unit
from application.visibility import visible
from domain.conversation.aggregate import Conversation
from domain.conversation.handling import Folder
from domain.kernel.refusal import InvalidInput

WRITE = "conversation_write"
MOST_MENTIONS = 20


@dataclass(frozen=True, slots=True)
class SnoozeConversation(Change):
    """Put a conversation off until a time."""

    PERMISSION: ClassVar[str] = WRITE

    conversation_id: UUID
    until: datetime


@dataclass(frozen=True, slots=True)
class WakeConversation(Change):
    """Put it off no longer; `due` is for the clock, which does nothing before its time."""

    PERMISSION: ClassVar[str] = WRITE

    conversation_id: UUID
    due: bool = False


@dataclass(frozen=True, slots=True)
class FileConversation(Change):
    """Put it among spam, trash or archive, or back with an empty `folder`."""

    PERMISSION: ClassVar[str] = WRITE

    conversation_id: UUID
    folder: str


@dataclass(frozen=True, slots=True)
class TagConversation(Change):
    """Give it a tag."""

    PERMISSION: ClassVar[str] = WRITE

    conversation_id: UUID
    tag: str


@dataclass(frozen=True, slots=True)
class UntagConversation(Change):
    """Take a tag off."""

    PERMISSION: ClassVar[str] = WRITE

    conversation_id: UUID
    tag: str


@dataclass(frozen=True, slots=True)
class SetConversationPriority(Change):
    """Say how urgent it is."""

    PERMISSION: ClassVar[str] = WRITE

    conversation_id: UUID
    priority: str


@dataclass(frozen=True, slots=True)
class WriteNote:
    """Write a note that only colleagues read; those mentioned must see the inbox."""

    PERMISSION: ClassVar[str] = WRITE

    conversation_id: UUID
    text: str
    mentions: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class WithdrawNote:
    """Take one's own note back."""

    PERMISSION: ClassVar[str] = WRITE

    conversation_id: UUID
    note_id: UUID


def _conversation(unit: Unit, conversation_id: UUID) -> Conversation:
    conversation = visible(unit, "conversation", unit.get(Conversation, conversation_id))
    conversation.must_be_kept()
    conversation.must_stand_alone()
    return conversation


def snooze_conversation(command: SnoozeConversation, unit: Unit) -> None:
    """Put it off; its slot is free meanwhile."""
    conversation = unchanged(_conversation(unit, command.conversation_id), command)
    had = holder(conversation)
    conversation.snooze(unit.env, command.until)
    settle(unit, conversation, had)


def wake_conversation(command: WakeConversation, unit: Unit) -> None:
    """Put it off no longer; whoever had it has it."""
    conversation = visible(unit, "conversation", unit.get(Conversation, command.conversation_id))
    conversation.must_be_kept()
    had = holder(unchanged(conversation, command))
    conversation.wake(unit.env, "due" if command.due else "person")
    settle(unit, conversation, had)


def file_conversation(command: FileConversation, unit: Unit) -> None:
    """Put it away, or back."""
    conversation = unchanged(_conversation(unit, command.conversation_id), command)
    try:
        folder = Folder(command.folder)
    except ValueError:
        known = ", ".join(folder.value for folder in Folder if folder.value)
        raise InvalidInput(f"Choose one of {known}, or an empty text for none.", field="folder") from None
    had = holder(conversation)
    if folder is not Folder.NONE:
        conversation.release_from_bot(unit.env, "taken_over")
    conversation.file(unit.env, folder)
    settle(unit, conversation, had)


def tag_conversation(command: TagConversation, unit: Unit) -> None:
    """Tag it."""
    unchanged(_conversation(unit, command.conversation_id), command).tag(unit.env, command.tag)


def untag_conversation(command: UntagConversation, unit: Unit) -> None:
    """Untag it."""
    unchanged(_conversation(unit, command.conversation_id), command).untag(unit.env, command.tag)


def set_conversation_priority(command: SetConversationPriority, unit: Unit) -> None:
    """Rank it."""
    conversation = unchanged(_conversation(unit, command.conversation_id), command)
    conversation.set_priority(unit.env, command.priority)


def write_note(command: WriteNote, unit: Unit) -> None:
    """Keep the note, in the name of whoever is signed in; a token's has no author."""
    conversation = _conversation(unit, command.conversation_id)
    mentions = tuple(dict.fromkeys(command.mentions))
    if len(mentions) > MOST_MENTIONS:
        raise InvalidInput(f"Mention at most {MOST_MENTIONS} people.", field="mentions")
    for user_id in mentions:
        must_see(unit, user_id, conversation.inbox_id, field="mentions")
    author = unit.env.user_id
    conversation.write_note(unit.env, unit.new_id("note"), command.text, author_id=author, mentions=mentions)


def withdraw_note(command: WithdrawNote, unit: Unit) -> None:
    """Take it back, wherever it is shown by now."""
    conversation = visible(unit, "conversation", unit.get(Conversation, command.conversation_id))
    conversation.must_be_kept()
    conversation.withdraw_note(unit.env, command.note_id, by=unit.env.user_id)
