"""What taking in somebody's message to a page means beside the message, and what is said by itself then (MSG-05)."""

from dataclasses import replace
from uuid import UUID

from application import consent
from application.inbound import InboundMessage, Messaged
from application.items import known_as
from application.messenger_consent import say
from application.opting import heed
from application.places import root_of
from application.threads import receipt_id
from application.unit import Unit
from application.visitors import conversation_of, lead_to
from application.withdrawing import declined, said_at, take_back
from domain.channel.aggregate import Channel
from domain.channels.whatsapp_window import KEYWORD
from domain.claim.aggregate import Claim
from domain.consent.terms import Evidence
from domain.contact.aggregate import Contact
from domain.conversation.aggregate import Conversation
from domain.conversation.content import Incoming
from domain.kernel.ids import derived


def keep_messenger(
    unit: Unit,
    channel: Channel,
    contact: Contact,
    conversation: Conversation,
    message: InboundMessage,
    *,
    message_id: UUID,
) -> bool:
    """Keep where somebody is from here on, greet them in their first conversation, heed if they opt in or out (MSG-05, WAB-03).

    True where they take their consent back by it, which is answered by one message, and by nothing else (PRV-05).
    """
    person = message.sender.address
    own = conversation_of(unit, channel.id, person)
    if own is None or root_of(unit, own).id != conversation.id:
        lead_to(unit, channel.id, person, conversation.id)
    begins = conversation.asked_at is not None and len(conversation.received) == 1
    if message.sender.name and not contact.named and contact.merged_into is None:
        # whom we wrote to first has none, and before they agreed not even that was kept
        contact.rename(unit.env, message.sender.name)
    wanted = consent.wanted_of(unit, channel, contact)
    if wanted is not None:
        _say(unit, channel, conversation, person, f"consent:{wanted.version}", wanted.text)
        evidence = Evidence("message", message_id, said_at=said_at(unit, message))
        consent.keep_consent(unit, channel, contact, evidence)
    how = declined(unit, channel, message)
    if how is not None and take_back(unit, channel, contact, how, message, message_id):
        reply, words_id = channel.withdrawal.reply(how.language), unit.new_id("withdrawal")
        say(unit, channel, conversation, person, words_id, reply, origin=KEYWORD)
        return True
    if reply := heed(unit, channel, message):
        say(unit, channel, conversation, person, unit.new_id("keyword"), reply, origin=KEYWORD)
    if (own is None or begins) and channel.messenger_greeting:
        _say(unit, channel, conversation, person, "greeting", channel.messenger_greeting)
    return False


def _say(unit: Unit, channel: Channel, conversation: Conversation, person: str, what: str, text: str) -> None:
    say(unit, channel, conversation, person, derived(conversation.id, what), text)


def said_on_page(unit: Unit, channel: Channel, incoming: Incoming, about: Messaged) -> Incoming:
    """Return a message with how it was said, and the one it answers or puts right, where that is known."""
    answers_to, answer = about.choice or (_named(unit, channel, about.reply_to), None)
    return replace(
        incoming,
        said=about.said,
        said_title=about.title,
        said_url=about.url,
        answers_to=answers_to,
        answer=answer,
    )


def _named(unit: Unit, channel: Channel, mid: str) -> UUID | None:
    held = unit.find(Claim, receipt_id(unit, channel.id, known_as(channel.kind, mid))) if mid else None
    return None if held is None else held.ref_id
