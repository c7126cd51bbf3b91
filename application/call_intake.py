"""What taking in a call means beside the entry it gets in a conversation (CAL-01)."""

from uuid import UUID

from application.inbound import InboundMessage
from application.places import root_of
from application.unit import Unit
from application.visitors import conversation_of, lead_to
from domain.call.aggregate import INBOUND, Call, Opened, inbound_id
from domain.call.outcome import Ended
from domain.channel.aggregate import Channel
from domain.claim.aggregate import Claim
from domain.conversation.aggregate import Conversation
from domain.intake.aggregate import Intake

SAID = "call"
"""How a message is said that is a call; its id is the call's."""
OVER = "call_over"


def message_id_of(unit: Unit, channel: Channel, message: InboundMessage) -> UUID:
    """Return the id a message gets: a call's entry has the call's."""
    return unit.new_id("message") if message.call is None else inbound_id(channel.id, message.call.sid)


def keep_call(
    unit: Unit,
    intake: Intake,
    channel: Channel,
    conversation: Conversation,
    message: InboundMessage,
    message_id: UUID,
) -> None:
    """Begin the call, and lead its number to the conversation from here on; nothing for what is no call.

    What waited before it was taken in, as the channel was switched off, is over by now; so is what the provider told the end
    of already.
    """
    if message.call is None:
        return
    number = message.sender.address
    if number:
        lead(unit, channel.id, number, conversation)
    opened = Opened(
        conversation_id=conversation.id,
        contact_id=conversation.contact_id,
        channel_id=channel.id,
        inbox_id=conversation.inbox_id,
        direction=INBOUND,
        number=number,
        sid=message.call.sid,
        at=message.call.at,
    )
    call = unit.add(Call.begin(message_id, unit.env, opened))
    if intake.accepted_at < unit.env.at or unit.find(Claim, over_id(unit, call.id)) is not None:
        call.end(unit.env, Ended("no_answer"))


def lead(unit: Unit, channel_id: UUID, number: str, conversation: Conversation) -> None:
    """Let the next call with a number be in this conversation."""
    own = conversation_of(unit, channel_id, number)
    if own is None or root_of(unit, own).id != conversation.id:
        lead_to(unit, channel_id, number, conversation.id)


def over_id(unit: Unit, call_id: UUID) -> UUID:
    """Return the claim that says that a call is over of which nothing else is known yet."""
    return unit.claim_id(OVER, call_id.hex)
