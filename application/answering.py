"""Whether an answer may go by a channel, and to which addresses: the facts of the ways to answer (CNV-05)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from application.linked import group, survivor
from application.places import root_of
from application.said import Said, said_in
from application.unit import Unit
from application.visitors import COOKIE, EMAIL, conversation_of
from domain.channel.aggregate import Channel
from domain.channels.kinds import kind_of
from domain.channels.ways import Line, Reached, Way, way
from domain.contact.aggregate import Contact
from domain.contact.events import IdentityAdded
from domain.conversation.aggregate import Conversation
from domain.conversation.messages import MessagePosted, MessageReceived
from domain.kernel.refusal import Refusal

NEWEST = 20
"""Of a chat's messages: who of its visitors is still there is asked of those who wrote lately."""


@dataclass(frozen=True, slots=True)
class LookForVisitors:
    """Ask whether all visitors who wrote in a chat's conversation are in another one by now."""

    PERMISSION: ClassVar[str] = ""

    conversation_id: UUID


class WayNotAllowed(Refusal):
    """The contact cannot be answered by the channel that was chosen; the message says why and what to do (CNV-05)."""

    code = "way_not_allowed"


def way_by(unit: Unit, channel: Channel, conversation: Conversation, said: Said) -> Way:
    """Return how the conversation is answered by a channel: to whoever wrote last, else as its contact is reached.

    Raises:
        WayNotAllowed: the channel must not carry the answer.

    """
    return must_carry(channel, conversation, reached_in(unit, channel, conversation, said))


def reached_in(unit: Unit, channel: Channel, conversation: Conversation, said: Said) -> tuple[Reached, ...]:
    """Return by what an answer by a channel reaches somebody: whoever wrote last, and its contact where that reaches nobody."""
    reached = _spoken(unit, said)
    if any(kind_of(channel.kind).reaches(one.kind, one.value) for one in reached):
        return reached
    return (*reached, *reached_by(unit, conversation.contact_id))


def look_for_visitors(question: LookForVisitors, unit: Unit) -> bool:
    """Answer it, to whoever may know of the conversation: the caller sees to that."""
    return are_elsewhere(unit, unit.get(Conversation, question.conversation_id))


def are_elsewhere(unit: Unit, conversation: Conversation) -> bool:
    """Whether no visitor who wrote there is shown it still: each began another one, or was left in one (CHT-11)."""
    place, channel_id = root_of(unit, conversation), conversation.channel_id
    said = said_in(unit, place, NEWEST)
    came = [one for one in (said.heard, *said.messages) if isinstance(one, MessageReceived)]
    wrote = [one for one in came if one.sender_why == "chat" and one.channel_id == channel_id]
    visitors = dict.fromkeys(one.sender for one in wrote if not one.erased)
    found = (conversation_of(unit, channel_id, visitor) for visitor in visitors)
    return bool(visitors) and all(one is None or root_of(unit, one).id != place.id for one in found)


def must_carry(
    channel: Channel, conversation: Conversation, reached: Sequence[Reached] = (), *, elsewhere: bool = False
) -> Way:
    """Return the way of a channel to whoever is reached so, unless they are `elsewhere`. Raises `WayNotAllowed`."""
    own = channel.id == conversation.channel_id
    line = Line(channel.id, channel.kind, channel.state, own=own, elsewhere=elsewhere)
    found = way(line, reached)
    if not found.allowed:
        raise WayNotAllowed(found.advice, field="channel_id", about=channel.id)
    return found


def _spoken(unit: Unit, said: Said) -> tuple[Reached, ...]:
    """Return by what whoever wrote last is reached, or whom we wrote to first where nobody did."""
    posted = (one for one in said.messages if isinstance(one, MessagePosted))
    spoken = said.heard or next(posted, None)
    if spoken is None:
        return ()
    kind = kind_of(unit.get(Channel, spoken.channel_id).kind).identity
    if kind == COOKIE and isinstance(spoken, MessageReceived) and spoken.sender_why != "chat":
        kind = EMAIL
    values = spoken.to[:1] if isinstance(spoken, MessagePosted) else (said.sender,)
    return tuple(Reached(kind, value) for value in values if value)


def reached_by(unit: Unit, contact_id: UUID) -> tuple[Reached, ...]:
    """Return what the contact is reached by, those it was merged with included; the primary one first."""
    whole = survivor(unit, unit.get(Contact, contact_id))
    found = [
        event
        for one in group(unit, whole)
        for event in unit.ports.log.stream(one.id)
        if isinstance(event, IdentityAdded) and event.claim_id in one.claims
    ]
    found.sort(key=lambda event: (event.claim_id != whole.primary, event.timestamp))
    return tuple(Reached(event.kind, event.value) for event in found)
