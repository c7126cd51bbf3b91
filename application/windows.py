"""Whether an answer may go out now, on channels where that is counted from when somebody last wrote (MSG-08).

Decided from what the log says, and recorded with the message: when it is posted, and again right before it is sent.
"""

from dataclasses import replace
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from application.places import parts_of, root_of
from application.unit import Unit
from application.visitors import conversation_of
from domain.channel.aggregate import Channel
from domain.channels.kinds import kind_of
from domain.channels.window import Window, must_be_open
from domain.conversation.aggregate import Conversation
from domain.conversation.content import Outgoing
from domain.conversation.delivery import State
from domain.conversation.messages import MessagePosted, MessageReceived
from domain.conversation.messaging_events import ConsentAsked

POSTED, SENDING = "posted", "sending"


class LastInbound(NamedTuple):
    """Who last wrote by a channel, as the channel knows them, and when by the provider's time; nobody: empty and None."""

    sender: str = ""
    at: datetime | None = None


def last_inbound(unit: Unit, conversation: Conversation, sender: str = "") -> LastInbound:
    """Return it of all that is shown with a conversation, and of what the same person wrote in a later one.

    `sender` is who that is, where their message is not in the log yet.
    """
    heard = _heard(unit, conversation, conversation.channel_id)
    if not heard:
        return LastInbound()
    newest = max(heard, key=_when)
    sender = sender or _sender(unit, newest)
    now = conversation_of(unit, conversation.channel_id, sender)
    later = [] if now is None else _heard(unit, now, conversation.channel_id)
    theirs = [one for one in later if one.contact_id == newest.contact_id]
    return LastInbound(sender, max(map(_when, (newest, *theirs))))


def within_window(unit: Unit, channel: Channel, conversation: Conversation, written: Outgoing) -> Outgoing:
    """Return a message to be posted, addressed to whoever last wrote, its window's decision recorded.

    It is judged by when it would leave. Raises `WindowClosed`, `HumanOnly`.
    """
    last = last_inbound(unit, conversation)
    leaves = max(written.not_before or unit.env.at, unit.env.at)
    window = kind_of(channel.kind).window(last.at, leaves, written.origin)
    if window is None:
        return written
    conversation.decide_window(unit.env, written.message_id, POSTED, must_be_open(window))
    return replace(written, to=(own_id(last.sender),))


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
    kind, delivery = kind_of(conversation.channel_kind), conversation.delivery(message_id)
    if kind.standing(None, unit.env.at) is None:
        return None
    delivery.must_be_due(unit.env.at)
    (posted,) = unit.ports.log.versions(conversation.id, [delivery.version])
    if not isinstance(posted, MessagePosted) or posted.channel_id != conversation.channel_id:
        return None
    return kind.window(last_inbound(unit, conversation).at, unit.env.at, posted.origin)


def _heard(unit: Unit, conversation: Conversation, channel_id: UUID) -> list[Conversation]:
    """Return what holds messages of somebody outside by the channel, of all that is shown with a conversation."""
    parts = parts_of(unit, root_of(unit, conversation))
    homes = {home for part in parts for home in part.guests.values()} - {part.id for part in parts}
    whole = [*parts, *(unit.get(Conversation, home) for home in sorted(homes))]
    return [one for one in whole if one.channel_id == channel_id and one.last_inbound_at is not None]


def _sender(unit: Unit, conversation: Conversation) -> str:
    events = unit.ports.log.versions(conversation.id, [conversation.last_inbound])
    return next((one.sender for one in events if isinstance(one, MessageReceived | ConsentAsked)), "")


def _when(one: Conversation) -> datetime:
    return one.last_inbound_at or one.created_on
