"""Whether an answer may go by a channel, and to which addresses: the facts of the ways to answer (CNV-05)."""

from collections.abc import Sequence
from uuid import UUID

from application.linked import group, survivor
from application.said import Said
from application.unit import Unit
from application.visitors import COOKIE, EMAIL
from domain.channel.aggregate import Channel
from domain.channels.kinds import kind_of
from domain.channels.ways import Line, Reached, Way, way
from domain.contact.aggregate import Contact
from domain.contact.events import IdentityAdded
from domain.conversation.aggregate import Conversation
from domain.conversation.messages import MessagePosted, MessageReceived
from domain.kernel.refusal import Refusal


class WayNotAllowed(Refusal):
    """The contact cannot be answered by the channel that was chosen; the message says why and what to do (CNV-05)."""

    code = "way_not_allowed"


def way_by(unit: Unit, channel: Channel, conversation: Conversation, said: Said) -> Way:
    """Return how the conversation is answered by a channel: to whoever wrote last, else as its contact is reached.

    Raises:
        WayNotAllowed: the channel must not carry the answer.

    """
    reached = _spoken(unit, said)
    if kind_of(channel.kind).identity not in {one.kind for one in reached}:
        reached = (*reached, *_identities(unit, conversation.contact_id))
    return must_carry(channel, conversation, reached)


def must_carry(channel: Channel, conversation: Conversation, reached: Sequence[Reached] = ()) -> Way:
    """Return the way of a channel to whoever is reached so. Raises `WayNotAllowed`."""
    line = Line(channel.id, channel.kind, channel.state, own=channel.id == conversation.channel_id)
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


def _identities(unit: Unit, contact_id: UUID) -> tuple[Reached, ...]:
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
