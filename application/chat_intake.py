"""What taking in a visitor's message means beside the message: consent first, and where the visitor is from then on."""

from uuid import UUID

from application import consent
from application.inbound import Chatted, InboundMessage
from application.places import root_of
from application.unit import Unit
from application.visitors import COOKIE, conversation_of, lead_to
from domain.channel.aggregate import Channel
from domain.contact.aggregate import Contact
from domain.conversation.aggregate import Conversation


def lacks_consent(unit: Unit, channel: Channel, message: InboundMessage) -> bool:
    """Whether a visitor has to agree first, and does not with this (PRV-02)."""
    if message.chat is None:
        return False
    contact = consent.of_visitor(unit, COOKIE, message.chat.visitor)
    return consent.is_missing(unit, channel, contact, message.chat.agreed)


def keep_chat(
    unit: Unit,
    channel: Channel,
    contact: Contact,
    conversation: Conversation,
    chat: Chatted,
    *,
    message_id: UUID,
    peer_ip: str,
) -> None:
    """Keep where the visitor is from here on, and what they agreed to with the message (PRV-05)."""
    own = conversation_of(unit, channel.id, chat.visitor)
    # what was merged still leads where it did: a visitor sees what was said since, not what others said before
    if own is None or root_of(unit, own).id != conversation.id:
        lead_to(unit, channel.id, chat.visitor, conversation.id)
    if channel.consent.asks:
        pressed = chat.agreed is not None and chat.agreed.button
        evidence = consent.evidence_of(
            "button" if pressed else "message", message_id=message_id, peer_ip=peer_ip, page=chat.page
        )
        consent.keep_consent(unit, channel, contact, evidence, chat.agreed, chat.language)
