"""Another inbox for a conversation; conversations together and apart; messages to another one (CNV-07, EML-16).

Everything is a link with undo: no event is copied, changed or lost, and each side records it in the same save.
"""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from application.assignment import holder, settle
from application.change import Change, unchanged
from application.members import sees
from application.places import parts_of, root_of
from application.ticketing import tickets_follow
from application.unit import Unit
from application.visibility import visible
from domain.conversation.aggregate import Conversation, Status
from domain.conversation.handling import Folder
from domain.conversation.refusals import AlreadyTogether, DifferentContacts, NotMerged
from domain.inbox.aggregate import Inbox
from domain.kernel.refusal import InvalidInput, NotFound, Refusal
from domain.routing.policy import by_hand

WRITE = "conversation_write"
MOST_PARTS = 100


class PutAway(Refusal):
    """What is in a folder takes nothing in that is at hand: nobody would see it any more."""

    code = "put_away"


@dataclass(frozen=True, slots=True)
class MoveConversation(Change):
    """Let a conversation belong to another inbox."""

    PERMISSION: ClassVar[str] = WRITE

    conversation_id: UUID
    inbox_id: UUID


@dataclass(frozen=True, slots=True)
class MergeConversation(Change):
    """Show a conversation as a part of another; `confirmed` says that two contacts' messages belong together."""

    PERMISSION: ClassVar[str] = WRITE

    conversation_id: UUID
    into_id: UUID
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class UnmergeConversation(Change):
    """Let a merged conversation stand by itself again."""

    PERMISSION: ClassVar[str] = WRITE

    conversation_id: UUID


def move_conversation(command: MoveConversation, unit: Unit) -> None:
    """Move it; whoever has it and does not see the new inbox has it no longer. Its tickets stay where they are."""
    conversation = standing(unit, command.conversation_id, command)
    if not unit.standing.sees(command.inbox_id):
        raise NotFound("inbox")
    inbox, had = unit.get(Inbox, command.inbox_id), holder(conversation)
    conversation.move(unit.env, inbox.id)
    assignee = conversation.assignee_id
    if assignee is not None and not sees(unit, assignee, inbox.id):
        conversation.assign(unit.env, by_hand(None, "no_inbox_access"), "move")
        tickets_follow(unit, conversation)
    settle(unit, conversation, had)


def merge_conversation(command: MergeConversation, unit: Unit) -> None:
    """Merge it. What is open opens what it comes to; the other one's assignee, inbox and marks hold for both."""
    merged = standing(unit, command.conversation_id, command)
    into = root_of(unit, visible(unit, "conversation", unit.get(Conversation, command.into_id)))
    visible(unit, "conversation", into).must_be_kept()
    if into.id == merged.id:
        raise AlreadyTogether
    different = into.contact_id != merged.contact_id
    if different and not command.confirmed:
        raise DifferentContacts
    together(unit, merged, into, confirmed=different)


def together(unit: Unit, merged: Conversation, into: Conversation, *, confirmed: bool) -> None:
    """Record a merge on both sides. Raises `InvalidInput`, `PutAway`."""
    if len(parts_of(unit, into)) + len(parts_of(unit, merged)) > MOST_PARTS:
        raise InvalidInput(
            f"At most {MOST_PARTS} conversations are one. Choose another one.", field="into_id"
        )
    owed = merged.status is Status.OPEN and merged.at_hand
    if owed and into.folder is not Folder.NONE:
        raise PutAway("The other conversation is put away. Take it back among the others first.")
    had, had_other = holder(merged), holder(into)
    for one in (merged, into):
        one.release_from_bot(unit.env, "taken_over")
    reopened = owed and into.status is Status.CLOSED
    if reopened:
        into.reopen(unit.env, "merged")
    merged.merge_into(unit.env, into.id, confirmed=confirmed)
    into.absorb(unit.env, merged.id, reopened=reopened)
    settle(unit, merged, had)
    settle(unit, into, had_other)


def unmerge_conversation(command: UnmergeConversation, unit: Unit) -> None:
    """Take it out again. Raises `NotMerged`, and `MergedAway` where the other one is itself a part."""
    merged = unchanged(
        visible(unit, "conversation", unit.get(Conversation, command.conversation_id)), command
    )
    if merged.merged_into is None:
        raise NotMerged
    into = visible(unit, "conversation", unit.get(Conversation, merged.merged_into))
    into.must_stand_alone()
    apart(unit, merged, into)


def apart(unit: Unit, merged: Conversation, into: Conversation) -> None:
    """Record the end of a merge on both sides; what it opened again is closed again, if nothing happened since."""
    had, had_other = holder(merged), holder(into)
    merged.unmerge(unit.env)
    if into.release(unit.env, merged.id):
        into.close(unit.env, "unmerged")
    settle(unit, merged, had)
    settle(unit, into, had_other)


def standing(unit: Unit, conversation_id: UUID, command: Change) -> Conversation:
    """Return a conversation that is there to be changed. Raises `NotFound`, `VersionMismatch`, `MergedAway`, ..."""
    conversation = visible(unit, "conversation", unit.get(Conversation, conversation_id))
    conversation.must_be_kept()
    conversation.must_stand_alone()
    return unchanged(conversation, command)
