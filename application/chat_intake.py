"""What taking in a visitor's message means beside the message: consent first, and where the visitor is from then on."""

from uuid import UUID

from application import consent
from application.inbound import Chatted, InboundMessage
from application.places import root_of
from application.unit import Unit
from application.visitors import COOKIE, conversation_of, lead_to
from domain.channel.aggregate import Channel
from domain.consent.terms import Evidence
from domain.contact.aggregate import Contact
from domain.conversation.aggregate import Conversation
from domain.intake.aggregate import CONSENT_MISSING, Intake


def lacks_consent(unit: Unit, channel: Channel, message: InboundMessage) -> bool:
    """Whether a visitor has to agree first, and does not with this (PRV-02)."""
    if message.chat is None:
        return False
    contact = consent.of_visitor(unit, COOKIE, message.chat.visitor)
    return consent.is_missing(unit, channel, contact, message.chat.agreed)


def comes_after_others(unit: Unit, channel: Channel, intake: Intake, message: InboundMessage) -> bool:
    """Have what waited for the consent that a message brings taken in, and the message after it; false where nothing did."""
    chat = message.chat
    if chat is None or chat.agreed is None:
        return False
    wanted = consent.wanted_of(unit, channel, consent.of_visitor(unit, COOKIE, chat.visitor))
    if wanted is None or not wanted.names(chat.agreed):
        return False
    evidence = _evidence(chat, intake.peer_ip)
    if not consent.let_in(unit, channel, chat.visitor, evidence, chat.agreed, chat.named):
        return False
    # it takes its turn as they do: by being taken in again
    intake.set_aside(unit.env, CONSENT_MISSING)
    intake.replay(unit.env)
    unit.put_last(intake)
    return True


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
        evidence = _evidence(chat, peer_ip, message_id)
        consent.keep_consent(unit, channel, contact, evidence, chat.agreed, chat.language)


def _evidence(chat: Chatted, peer_ip: str, message_id: UUID | None = None) -> Evidence:
    pressed = chat.agreed is not None and chat.agreed.button
    method = "button" if pressed else "message"
    return consent.evidence_of(method, message_id=message_id, peer_ip=peer_ip, page=chat.page)
