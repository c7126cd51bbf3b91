"""Macros: put together, and applied to a conversation as one command: all of it, or nothing (CNV-02, ACC-08)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import ClassVar
from uuid import UUID

from application.canned import must_be_in, must_provide
from application.change import Change, unchanged
from application.conversation import (
    AssignConversation,
    CloseConversation,
    PostReply,
    assign_conversation,
    close_conversation,
    post_reply,
)
from application.handling import (
    FileConversation,
    SetConversationPriority,
    SnoozeConversation,
    TagConversation,
    UntagConversation,
    WriteNote,
    file_conversation,
    set_conversation_priority,
    snooze_conversation,
    tag_conversation,
    untag_conversation,
    write_note,
)
from application.ticket import OpenTicket, must_allow_automatic_tickets, open_ticket
from application.unit import Unit
from application.visibility import visible
from domain.account.aggregate import Account
from domain.canned.tokens import must_be_filled
from domain.conversation.aggregate import Conversation
from domain.kernel.refusal import InvalidInput, NotAllowed, NotFound, VersionMismatch
from domain.macro.actions import Action
from domain.macro.aggregate import Combined, Macro
from domain.pipeline.aggregate import Pipeline
from domain.user.aggregate import User

WRITE = "conversation_write"
TICKETS = "ticket_write"


@dataclass(frozen=True, slots=True)
class CreateMacro:
    """Put deeds together."""

    PERMISSION: ClassVar[str] = WRITE

    combined: Combined


@dataclass(frozen=True, slots=True)
class ChangeMacro(Change):
    """Make it another one."""

    PERMISSION: ClassVar[str] = WRITE

    macro_id: UUID
    combined: Combined


@dataclass(frozen=True, slots=True)
class DeleteMacro(Change):
    """Offer it no longer."""

    PERMISSION: ClassVar[str] = WRITE

    macro_id: UUID


@dataclass(frozen=True, slots=True)
class RestoreMacro(Change):
    """Offer a deleted one again."""

    PERMISSION: ClassVar[str] = WRITE

    macro_id: UUID


@dataclass(frozen=True, slots=True)
class ApplyMacro:
    """Do with a conversation all that a macro says, as one.

    `texts` are the texts of its actions, by their places, with the tokens filled in; so the macro must still be the one
    of `macro_version`. `seen_version` is of the conversation, as for an answer (CNV-04).
    """

    PERMISSION: ClassVar[str] = WRITE

    conversation_id: UUID
    macro_id: UUID
    macro_version: int
    texts: Mapping[int, str] = field(default_factory=dict)
    seen_version: int | None = None
    undo_seconds: int = 0


def create_macro(command: CreateMacro, unit: Unit) -> None:
    """Make it; the first stream is the macro's."""
    must_provide(unit, command.combined.scope.checked())
    _must_be_known(unit, command.combined)
    _must_allow_tickets(unit, command.combined)
    unit.add(Macro.create(unit.new_id("macro"), unit.env, command.combined))


def change_macro(command: ChangeMacro, unit: Unit) -> None:
    """Change it."""
    macro = _macro(command.macro_id, command, unit)
    must_provide(unit, command.combined.scope.checked())
    _must_be_known(unit, command.combined)
    _must_allow_tickets(unit, command.combined)
    macro.change(unit.env, command.combined)


def delete_macro(command: DeleteMacro, unit: Unit) -> None:
    """Delete it."""
    _macro(command.macro_id, command, unit).delete(unit.env)


def restore_macro(command: RestoreMacro, unit: Unit) -> None:
    """Restore it."""
    _macro(command.macro_id, command, unit).restore(unit.env)


def apply_macro(command: ApplyMacro, unit: Unit) -> None:
    """Do everything in order; the first refusal is the answer, and nothing was done."""
    macro = unit.get(Macro, command.macro_id)
    must_be_in(unit, macro.scope, "macro")
    if macro.deleted:
        raise NotFound("macro")
    if macro.version != command.macro_version:
        raise VersionMismatch
    conversation = visible(unit, "conversation", unit.get(Conversation, command.conversation_id))
    conversation.must_be_kept()
    conversation.apply_macro(unit.env, macro.id)
    for place, action in enumerate(macro.combined.actions):
        text = command.texts.get(place, "")
        must_be_filled(text)
        DEEDS[action["do"]](command, unit, action, text)


def _reply(command: ApplyMacro, unit: Unit, _: Action, text: str) -> None:
    reply = PostReply(
        command.conversation_id, text, seen_version=command.seen_version, undo_seconds=command.undo_seconds,
        format="markdown",
    )  # fmt: skip
    post_reply(reply, unit)


def _note(command: ApplyMacro, unit: Unit, _: Action, text: str) -> None:
    write_note(WriteNote(command.conversation_id, text), unit)


def _tag(command: ApplyMacro, unit: Unit, action: Action, _: str) -> None:
    tag_conversation(TagConversation(command.conversation_id, action["tag"]), unit)


def _untag(command: ApplyMacro, unit: Unit, action: Action, _: str) -> None:
    untag_conversation(UntagConversation(command.conversation_id, action["tag"]), unit)


def _assign(command: ApplyMacro, unit: Unit, action: Action, _: str) -> None:
    whom = action["user_id"]
    user_id = unit.env.user_id if whom == "me" else UUID(whom) if whom else None
    if whom == "me" and user_id is None:
        raise InvalidInput(
            "A token is nobody, so nothing can be assigned to it. Name a user.", field="user_id"
        )
    assign_conversation(AssignConversation(command.conversation_id, user_id), unit)


def _priority(command: ApplyMacro, unit: Unit, action: Action, _: str) -> None:
    set_conversation_priority(SetConversationPriority(command.conversation_id, action["priority"]), unit)


def _snooze(command: ApplyMacro, unit: Unit, action: Action, _: str) -> None:
    until = unit.env.at + timedelta(minutes=int(action["minutes"]))
    snooze_conversation(SnoozeConversation(command.conversation_id, until), unit)


def _close(command: ApplyMacro, unit: Unit, _: Action, __: str) -> None:
    close_conversation(CloseConversation(command.conversation_id), unit)


def _file(command: ApplyMacro, unit: Unit, action: Action, _: str) -> None:
    file_conversation(FileConversation(command.conversation_id, action["folder"]), unit)


def _ticket(command: ApplyMacro, unit: Unit, action: Action, text: str) -> None:
    """Open a ticket, which is no person's own hand (ACC-08)."""
    if not unit.standing.may(TICKETS):
        raise NotAllowed(TICKETS)
    must_allow_automatic_tickets(unit, unit.get(Account, unit.env.account_id))
    pipeline = unit.get(Pipeline, UUID(action["pipeline_id"]))
    ticket = OpenTicket(command.conversation_id, text, pipeline.id, pipeline.now(action["stage"]))
    open_ticket(ticket, unit, source="macro")


DEEDS: Mapping[str, Callable[[ApplyMacro, Unit, Action, str], None]] = {
    "reply": _reply, "note": _note, "tag": _tag, "untag": _untag, "assign": _assign, "priority": _priority,
    "snooze": _snooze, "close": _close, "file": _file, "ticket": _ticket,
}  # fmt: skip


def _must_be_known(unit: Unit, combined: Combined) -> None:
    """Raise `NotFound` for a pipeline or user of an action that is none of the account's."""
    for action in combined.checked().actions:
        if action["do"] == "ticket":
            unit.get(Pipeline, UUID(action["pipeline_id"]))
        elif action["do"] == "assign" and action["user_id"] not in ("", "me"):
            unit.get(User, UUID(action["user_id"]))


def _must_allow_tickets(unit: Unit, combined: Combined) -> None:
    """Refuse a macro at once that could never be applied (ACC-08)."""
    if any(action.get("do") == "ticket" for action in combined.actions):
        must_allow_automatic_tickets(unit, unit.get(Account, unit.env.account_id))


def _macro(macro_id: UUID, command: Change, unit: Unit) -> Macro:
    macro = unit.get(Macro, macro_id)
    must_be_in(unit, macro.scope, "macro")
    must_provide(unit, macro.scope)
    return unchanged(macro, command)
