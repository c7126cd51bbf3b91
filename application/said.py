"""What was written in a conversation, as one who answers must know it, wherever it was recorded (EML-07, CNV-07)."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from application.places import parts_of
from application.unit import Unit
from domain.conversation.aggregate import Conversation
from domain.conversation.attribution_events import MessageReattributed
from domain.conversation.events import ConversationStarted
from domain.conversation.messages import MessagePosted, MessageReceived
from domain.kernel.event import Event

Message = MessageReceived | MessagePosted


@dataclass(frozen=True, slots=True)
class Said:
    """The conversation's own subject, its first and newest messages in order, and the one to be answered, if any."""

    subject: str
    messages: tuple[Message, ...]
    heard: MessageReceived | None
    sender: str = ""
    """Whose the one to be answered is: its sender's, or whom a person said since (EML-14)."""


def said_in(unit: Unit, conversation: Conversation, most: int) -> Said:
    """Return it: the first message and the `most` newest."""
    if conversation.absorbed or conversation.away or conversation.guests:
        return _gathered(unit, conversation, most)
    wanted = {1, conversation.last_heard, *conversation.written[:1], *conversation.written[-most:]}
    events = unit.ports.log.versions(conversation.id, sorted(wanted - {0}))
    heard = (
        one
        for one in events
        if isinstance(one, MessageReceived) and one.originator_version == conversation.last_heard
    )
    found, last = tuple(one for one in events if isinstance(one, Message)), next(heard, None)
    return Said(_subject(events), found, last, "" if last is None else last.sender)


def _gathered(unit: Unit, conversation: Conversation, most: int) -> Said:
    """Read the streams of all that is shown: few conversations ever come together or apart."""
    parts = parts_of(unit, conversation)
    homes = {home for part in parts for home in part.guests.values()} | {part.id for part in parts}
    shown = frozenset[UUID]().union(*(part.placed for part in parts))
    events = [event for home in sorted(homes) for event in unit.ports.log.stream(home)]
    found = [event for event in events if isinstance(event, Message) and event.message_id in shown]
    said = {event.message_id: event.address for event in events if isinstance(event, MessageReattributed)}
    found.sort(key=lambda event: event.timestamp)
    came = [event for event in found if isinstance(event, MessageReceived)]
    people = [event for event in came if not event.automatic]
    subject = _subject(unit.ports.log.versions(conversation.id, [1]))
    heard = next(reversed(people or came[:1]), None)
    sender = "" if heard is None else said.get(heard.message_id, heard.sender)
    return Said(subject, (*found[:1], *found[1:][-most:]), heard, sender)


def _subject(events: Sequence[Event]) -> str:
    return next(one.subject for one in events if isinstance(one, ConversationStarted))
