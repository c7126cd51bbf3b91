"""Consent taken back in a message: by a word of the channel's, or by pressing so where they were asked (PRV-05)."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from application.consent import consents_of
from application.inbound import InboundMessage
from application.items import known_as
from application.opting import HEEDED
from application.threads import receipt_id
from application.unit import Unit
from domain.channel.aggregate import Channel
from domain.channel.consent_settings import PURPOSES
from domain.claim.aggregate import Claim
from domain.consent.terms import Agreed
from domain.contact.aggregate import Contact
from domain.conversation.aggregate import Conversation

AGREE, DECLINE = 0, 1
"""Which of the answers that are offered with the question says what."""


class Declined(NamedTuple):
    """How somebody says that they do not agree, in which language, and by which word; empty where they pressed it."""

    method: str
    language: str
    word: str = ""


def declined(unit: Unit, channel: Channel, message: InboundMessage) -> Declined | None:
    """Return how a message says that its writer does not agree, or no longer; None where it does not."""
    about = message.messaged
    if about is None or not channel.consent.asks:
        return None
    if about.choice is not None and about.choice[1] == DECLINE:
        asked = asked_by(unit, channel, about.choice[0])
        return None if asked is None else Declined("button", asked.language)
    language, word = channel.withdrawal.meant(message.text) if about.said in HEEDED else ("", "")
    return Declined("keyword", language, word) if word else None


def take_back(
    unit: Unit,
    channel: Channel,
    contact: Contact,
    how: Declined,
    message: InboundMessage,
    message_id: UUID | None = None,
) -> bool:
    """Record it of all that count as this person, whatever they agreed to; false where nothing holds any more.

    What they agreed to after they had written it, by the provider's time, stands; of two of the same second taking back
    counts. Neither word nor message is kept, None, of what is not taken in (PRV-02).
    """
    at = said_at(unit, message)
    found = [one for one in consents_of(unit, channel, contact, *sorted(PURPOSES)) if one.state == "given"]
    if not found or any(one.said_at is not None and one.said_at > at for one in found):
        return False
    word = "" if message_id is None else how.word
    for one in found:
        one.withdraw(unit.env, method=how.method, reason=word, said_at=at, message_id=message_id)
    return True


def asked_by(unit: Unit, channel: Channel, message_id: UUID) -> Agreed | None:
    """Return what a message of ours asks to agree to; None where it asks nothing."""
    asked = unit.find(Claim, receipt_id(unit, channel.id, known_as(channel.kind, message_id.hex)))
    if asked is None or asked.holder_id is None:
        return None
    return unit.get(Conversation, asked.holder_id).asks.get(message_id)


def said_at(unit: Unit, message: InboundMessage) -> datetime:
    """Return when something was said, by the provider's time; one yet to come is now."""
    return min(message.sent_at or unit.env.at, unit.env.at)
