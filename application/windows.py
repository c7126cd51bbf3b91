"""Whether a message may go out now, on channels where that is counted from when somebody last wrote (MSG-08, WAB-02).

Decided from what the log says, and recorded with the message: when it is posted, and again right before it is sent.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar, NamedTuple, cast
from uuid import UUID

from application.opting import opted_out_at
from application.places import parts_of, root_of
from application.templates import status_of
from application.unit import Unit
from application.visitors import conversation_of
from domain.channel.aggregate import Channel
from domain.channels.kinds import kind_of
from domain.channels.window import NOTHING, Aside, Standing, Window, must_be_open
from domain.conversation.aggregate import Conversation
from domain.conversation.content import Outgoing
from domain.conversation.delivery import State
from domain.conversation.messages import MessagePosted, MessageReceived
from domain.conversation.messaging import written_at
from domain.conversation.messaging_events import ConsentAsked, ConsentDeclined
from domain.kernel.event import Event

POSTED, SENDING = "posted", "sending"


class LastInbound(NamedTuple):
    """Who last wrote by a channel, as the channel knows them, and when by the provider's time; nobody: empty and None."""

    sender: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class LookAtWindow:
    """How things stand with writing to somebody by a channel where they opt in and out: asked by who may know of the conversation."""

    PERMISSION: ClassVar[str] = ""

    conversation_id: UUID
    channel_id: UUID
    person: str


def look_at_window(question: LookAtWindow, unit: Unit) -> Standing | None:
    """Answer it; None for a kind of channel without windows."""
    channel = unit.get(Channel, question.channel_id)
    conversation = unit.get(Conversation, question.conversation_id)
    last = last_inbound(unit, conversation, question.person, channel.id)
    return kind_of(channel.kind).standing(last.at, unit.env.at)


class _Wrote(NamedTuple):
    """What somebody wrote last, and the contact of where that is recorded."""

    sender: str
    at: datetime
    contact_id: UUID


def last_inbound(
    unit: Unit, conversation: Conversation, sender: str = "", channel_id: UUID | None = None
) -> LastInbound:
    """Return it of all that is shown with a conversation, and of what the same person wrote in another one.

    `sender` is who that is, where their message is not in the log yet, or who is to be written to, as the channel or a page
    of it knows them: what somebody else wrote opens nothing. The channel is the conversation's own where no other is named.
    """
    channel_id = channel_id or conversation.channel_id
    root = root_of(unit, conversation)
    parts = _where_heard(unit, root, channel_id)
    newest = _newest(unit, parts, channel_id, sender)
    sender = sender if newest is None else newest.sender
    contact_id = conversation.contact_id if newest is None else newest.contact_id
    now = conversation_of(unit, channel_id, sender) if sender else None
    elsewhere = None if now is None else root_of(unit, now)
    if elsewhere is not None and elsewhere.id != root.id:
        later = _newest(unit, _where_heard(unit, elsewhere, channel_id), channel_id, sender)
        if later is not None and later.contact_id == contact_id:
            newest = max(filter(None, (newest, later)), key=lambda one: one.at)
    return LastInbound(sender, None if newest is None else newest.at)


def window_for(
    unit: Unit,
    channel: Channel,
    conversation: Conversation,
    written: Outgoing | MessagePosted,
    last: datetime | None,
    at: datetime,
) -> Window:
    """Return whether a message may go out at a time by a channel whose kind has windows, as its `standing` says.

    Where people opt out, that counts of the conversation's contact, and of whoever has the number it goes to (WAB-03).
    """
    kind, aside = kind_of(channel.kind), NOTHING
    if kind.opting:
        template = status_of(unit, channel.id, written.template, written.template_language)
        out = opted_out_at(unit, channel, conversation.contact_id, "".join(written.to[:1]))
        aside = Aside(template, out, written.timestamp if isinstance(written, MessagePosted) else unit.env.at)
    return cast("Window", kind.window(last, at, written.origin, aside))


def within_window(unit: Unit, channel: Channel, conversation: Conversation, written: Outgoing) -> Outgoing:
    """Return a message to be posted, addressed to whoever last wrote or it names, its window's decision recorded.

    It is judged by when it would leave. Raises the refusals of `domain.channels.window`.
    """
    if kind_of(channel.kind).standing(None, unit.env.at) is None:
        return written
    last = last_inbound(unit, conversation, "".join(written.to[:1]), channel.id)
    written = replace(written, to=(own_id(last.sender),))
    leaves = max(written.not_before or unit.env.at, unit.env.at)
    window = window_for(unit, channel, conversation, written, last.at, leaves)
    conversation.decide_window(unit.env, written.message_id, POSTED, must_be_open(window))
    return written


def begin_sending(unit: Unit, conversation: Conversation, message_id: UUID) -> None:
    """Begin an attempt, or hold the message back for good where its window has closed meanwhile; the decision is recorded."""
    window = _at_sending(unit, conversation, message_id)
    if window is None:
        conversation.send_started(unit.env, message_id)
        return
    conversation.decide_window(unit.env, message_id, SENDING, window)
    if window.allowed:
        conversation.send_started(unit.env, message_id, tag=window.tag)
        return
    delivery = conversation.delivery(message_id)
    if delivery.state is State.SENDING:
        # an attempt never said how it ended, and there will be no other
        conversation.failed(
            unit.env, message_id, delivery.attempt, permanent=True, code=0, reason=window.reason
        )
    else:
        conversation.refuse_sending(unit.env, message_id, reason=window.reason, policy=window.policy)


def own_id(sender: str) -> str:
    """Return who somebody is to the page they wrote to, of how they are known across pages."""
    return sender.rpartition(":")[2]


def _at_sending(unit: Unit, conversation: Conversation, message_id: UUID) -> Window | None:
    delivery = conversation.delivery(message_id)
    posted = cast("MessagePosted", unit.ports.log.versions(conversation.id, [delivery.version])[0])
    channel = unit.get(Channel, posted.channel_id)
    kind = kind_of(channel.kind)
    if kind.standing(None, unit.env.at) is None:
        return None
    delivery.must_be_due(unit.env.at)
    last = last_inbound(unit, conversation, posted.to[0], channel.id)
    return window_for(unit, channel, conversation, posted, last.at, unit.env.at)


def _where_heard(unit: Unit, root: Conversation, channel_id: UUID) -> list[Conversation]:
    """Return what holds messages of somebody outside by the channel, of all that is shown with a conversation."""
    parts = parts_of(unit, root)
    homes = {home for part in parts for home in part.guests.values()} - {part.id for part in parts}
    whole = [*parts, *(unit.get(Conversation, home) for home in sorted(homes))]
    return [one for one in whole if channel_id in one.heard]


def _newest(unit: Unit, places: list[Conversation], channel_id: UUID, sender: str) -> _Wrote | None:
    """Return what a sender, or anybody where none is named, wrote last in these by the channel."""
    found = [wrote for one in places if (wrote := _last_in(unit, one, channel_id, sender)) is not None]
    return max(found, key=lambda one: one.at, default=None)


def _last_in(unit: Unit, place: Conversation, channel_id: UUID, sender: str) -> _Wrote | None:
    """Return it of one conversation: mostly that is the newest that came there, so that nothing else is read."""
    version = place.heard[channel_id].version
    unsaved = [event for event in place.pending_events if isinstance(event, Event)]
    known = [one for one in unsaved if one.originator_version == version]
    theirs = _of(known or unit.ports.log.versions(place.id, [version]), place, channel_id, sender)
    if not theirs and sender:
        theirs = _of([*unit.ports.log.stream(place.id), *unsaved], place, channel_id, sender)
    return max(theirs, key=lambda one: one.at, default=None)


def _of(events: Iterable[Event], place: Conversation, channel_id: UUID, sender: str) -> list[_Wrote]:
    return [
        _Wrote(event.sender, at, place.contact_id)
        for event in events
        if isinstance(event, MessageReceived | ConsentAsked | ConsentDeclined)
        and (event.channel_id if isinstance(event, MessageReceived) else place.channel_id) == channel_id
        and not event.erased
        and (not sender or own_id(event.sender) == own_id(sender))
        and (at := written_at(event)) is not None
    ]
