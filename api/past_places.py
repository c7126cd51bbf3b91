"""Which messages a conversation showed at a position: the merges and moves its streams tell of (CNV-07, AUD-02)."""

from collections.abc import Callable, Sequence
from uuid import UUID

from domain.conversation.calling_events import ContactCalled
from domain.conversation.messages import MessagePosted, MessageReceived, SendCancelled
from domain.conversation.placing_events import (
    ConversationAbsorbed,
    ConversationReleased,
    MessagesMovedIn,
    MessagesMovedOut,
)
from domain.kernel.event import Event
from projections.common.recorded import Recorded
from projections.thread.page import Places

Read = Callable[[Sequence[UUID]], Sequence[Recorded]]
"""Returns some streams' events by position, up to the position that is asked about."""


def counted(events: Sequence[Recorded], places: Places) -> int:
    """Return how many messages and calls, in and out, that was."""
    shown = {
        entry
        for _, event in events
        if (entry := _entry(event)) and (entry in places.guests or event.originator_id in places.homes)
    }
    gone = {event.message_id for _, event in events if isinstance(event, SendCancelled)}
    return len(shown.difference(gone, places.away))


def _entry(event: Event) -> UUID | None:
    """Return the id of what an event lets stand among the messages; None where nothing."""
    match event:
        case MessageReceived() | MessagePosted():
            return event.message_id
        case ContactCalled():
            return event.call_id
    return None


def gathered(read: Read, conversation_id: UUID, own: Sequence[Recorded]) -> tuple[list[Recorded], Places]:
    """Return a conversation's events with those of its parts and of what was moved to it, and which messages it showed.

    `own` are its own events, up to the position. Nothing else is read where nothing ever came to it.
    """
    found = {conversation_id: _Standing(own, conversation_id)}
    events, due = list(own), sorted(found[conversation_id].parts)
    while due:
        more = read(due)
        events += more
        found |= {one: _Standing(more, one) for one in due}
        due = sorted({part for one in due for part in found[one].parts} - found.keys())
    guests = {message: home for one in found.values() for message, home in one.guests.items()}
    if homes := sorted(set(guests.values()) - found.keys()):
        events += read(homes)
    away = {message for one in found.values() for message in one.away} - guests.keys()
    events.sort(key=lambda recorded: recorded.position)
    return events, Places(tuple(found), tuple(sorted(away)), tuple(sorted(guests)))


class _Standing:
    """What one stream says of its parts, and of the messages that left it or came to it."""

    def __init__(self, events: Sequence[Recorded], stream: UUID) -> None:
        self.parts: set[UUID] = set()
        self.away: set[UUID] = set()
        self.guests: dict[UUID, UUID] = {}
        for _, event in events:
            if event.originator_id != stream:
                continue
            match event:
                case ConversationAbsorbed():
                    self.parts.add(event.merged_id)
                case ConversationReleased():
                    self.parts.discard(event.merged_id)
                case MessagesMovedOut():
                    self.away.update(event.message_ids)
                    for message_id in event.message_ids:
                        self.guests.pop(message_id, None)
                case MessagesMovedIn():
                    self.away.difference_update(event.message_ids)
                    came = zip(event.message_ids, event.homes, strict=True)
                    self.guests |= {message: home for message, home in came if home != stream}
