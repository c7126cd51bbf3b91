"""Messages of a conversation, shown in another one or in one begun for them (EML-16, CNV-07)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from application.assignment import assign_by_hand, holder, settle
from application.change import Change
from application.places import parts_of, root_of
from application.placing import WRITE, apart, standing, together
from application.unit import Unit
from application.visibility import visible
from domain.conversation import messages
from domain.conversation.aggregate import Conversation
from domain.conversation.events import ConversationStarted
from domain.conversation.refusals import DifferentContacts
from domain.kernel.refusal import InvalidInput, NotFound

MOST_MESSAGES = 500


@dataclass(frozen=True, slots=True)
class MoveMessages(Change):
    """Show messages of a conversation in another one; `into_id` None begins one for them.

    Answers to them follow. A conversation that has nothing left becomes a part of the other, and is one of its own
    again when its messages come back.
    """

    PERMISSION: ClassVar[str] = WRITE

    conversation_id: UUID
    message_ids: tuple[UUID, ...]
    into_id: UUID | None = None
    confirmed: bool = False


def move_messages(command: MoveMessages, unit: Unit) -> None:
    """Move them; each part of the conversation that gives some away records it, and so does the one that gets them."""
    source = standing(unit, command.conversation_id, command)
    giving = _giving(parts_of(unit, source), command.message_ids)
    homes = {message: part.guests.get(message, part.id) for part, each in giving for message in each}
    had = {source.id: holder(source)}
    split = command.into_id is None
    into = _begun(unit, source, homes) if split else _chosen(unit, source, command)
    had.setdefault(into.id, None if split else holder(into))
    contacts = {unit.get(Conversation, home).contact_id for home in homes.values()} - {into.contact_id}
    if contacts and not command.confirmed:
        raise DifferentContacts
    for part, each in giving:
        part.move_out(unit.env, each, into.id, split=split)
        into.move_in(unit.env, {message: homes[message] for message in each}, part.id, split=split)
    settle(unit, into, had[into.id])
    if not any(part.placed for part in parts_of(unit, source)):
        together(unit, source, into, confirmed=source.contact_id != into.contact_id)


def _giving(
    parts: Sequence[Conversation], message_ids: Sequence[UUID]
) -> list[tuple[Conversation, list[UUID]]]:
    """Return the parts that show these messages, each with its own. Raises `NotFound`, `InvalidInput`."""
    wanted = dict.fromkeys(message_ids)
    if not 0 < len(wanted) <= MOST_MESSAGES:
        raise InvalidInput(f"Choose 1 to {MOST_MESSAGES} messages.", field="message_ids")
    giving = [(part, [one for one in wanted if one in part.placed]) for part in parts]
    if sum(len(each) for _, each in giving) < len(wanted):
        raise NotFound("message")
    return [(part, each) for part, each in giving if each]


def _chosen(unit: Unit, source: Conversation, command: MoveMessages) -> Conversation:
    """Return the conversation the messages go to; one that became a part when it was emptied is taken out again."""
    named = visible(unit, "conversation", unit.get(Conversation, command.into_id or source.id))
    into = visible(unit, "conversation", root_of(unit, named))
    into.must_be_kept()
    if into.id != source.id:
        return into
    if named.merged_into != source.id or named.placed:
        raise InvalidInput("These messages are there already. Choose another conversation.", field="into_id")
    apart(unit, named, source)
    return named


def _begun(unit: Unit, source: Conversation, homes: dict[UUID, UUID]) -> Conversation:
    """Begin a conversation of the first message's contact and channel, under its subject, for whoever has the source."""
    first, home_id = next(iter(homes.items()))
    home = unit.get(Conversation, home_id)
    home.must_be_kept()
    conversation = unit.add(
        Conversation.start(
            unit.new_id("conversation"),
            unit.env,
            inbox_id=source.inbox_id,
            channel_id=home.channel_id,
            channel_kind=home.channel_kind,
            contact_id=home.contact_id,
            subject=_subject(unit, home.id, first),
            started_by="agent",
        )
    )
    assign_by_hand(unit, conversation, source.assignee_id, "person")
    return conversation


def _subject(unit: Unit, home_id: UUID, message_id: UUID) -> str:
    """Return what a message is about, or its conversation where it is a note."""
    found = ""
    for event in unit.ports.log.stream(home_id):
        match event:
            case ConversationStarted():
                found = event.subject
            case messages.MessageReceived() | messages.MessagePosted() if event.message_id == message_id:
                return event.subject
    return found
