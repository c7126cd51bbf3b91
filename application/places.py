"""Where conversations and messages stand now: merges and moves followed (CNV-07, EML-16)."""

from uuid import UUID

from application.unit import Unit
from domain.conversation.aggregate import Conversation


def root_of(unit: Unit, conversation: Conversation) -> Conversation:
    """Return the conversation that shows it: itself, or the last of those it was merged into."""
    while conversation.merged_into is not None:
        conversation = unit.get(Conversation, conversation.merged_into)
    return conversation


def parts_of(unit: Unit, conversation: Conversation) -> list[Conversation]:
    """Return it and all that is merged into it, its parts' parts too."""
    found = [conversation]
    for one in found:
        found += [unit.get(Conversation, each) for each in sorted(one.absorbed)]
    return found


def place_of(unit: Unit, home: Conversation, message_id: UUID | None) -> Conversation:
    """Return the conversation that shows a message recorded in `home`, and would show one that answers it."""
    return root_of(unit, stands_in(unit, home, message_id))


def stands_in(unit: Unit, home: Conversation, message_id: UUID | None) -> Conversation:
    """Return the conversation that a message recorded in `home` was moved to last: itself where it was not."""
    place = home
    while message_id in place.away:
        place = unit.get(Conversation, place.away[message_id])
    return place
