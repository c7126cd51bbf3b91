"""What taking in somebody's message to a page means beside the message, and what is said by itself then (MSG-05)."""

from dataclasses import replace
from uuid import UUID

from application.claims import claim
from application.inbound import InboundMessage, Messaged
from application.messenger_items import provider_id_of
from application.places import root_of
from application.threads import receipt_id
from application.unit import Unit
from application.visitors import conversation_of, lead_to
from application.windows import POSTED, last_inbound, own_id
from domain.channel.aggregate import Channel
from domain.channels import messenger_window
from domain.claim.aggregate import Claim
from domain.conversation.aggregate import Conversation
from domain.conversation.content import Incoming, Outgoing
from domain.kernel.ids import derived


def keep_messenger(
    unit: Unit, channel: Channel, conversation: Conversation, message: InboundMessage, *, spoken: bool
) -> None:
    """Keep where somebody is from here on, and say what is said by itself: each once for a conversation.

    `spoken` says that they had said something there before this.
    """
    person = message.sender.address
    own = conversation_of(unit, channel.id, person)
    if own is None or root_of(unit, own).id != conversation.id:
        lead_to(unit, channel.id, person, conversation.id)
    says = channel.messenger
    if own is None and says.greeting:
        _say(unit, channel, conversation, person, "greeting", says.greeting)
    if conversation.spoken and not spoken and says.instant_reply_on:
        _say(unit, channel, conversation, person, "instant_reply", says.instant_reply)


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
    held = unit.find(Claim, receipt_id(unit, channel.id, provider_id_of(mid))) if mid else None
    return None if held is None else held.ref_id


def _say(unit: Unit, channel: Channel, conversation: Conversation, person: str, what: str, text: str) -> None:
    """Say it, where the window leaves that to a machine; the decision is recorded either way (MSG-08)."""
    message_id = derived(conversation.id, what)
    provider_id = provider_id_of(message_id.hex)
    words = Outgoing(message_id, provider_id, "", (own_id(person),), "", text, origin="automation")
    window = messenger_window.window(last_inbound(unit, conversation, person).at, unit.env.at, words.origin)
    conversation.decide_window(unit.env, message_id, POSTED, window)
    if window.allowed:
        conversation.post(unit.env, words)
        claim(unit, receipt_id(unit, channel.id, words.provider_id), "receipt", conversation.id, message_id)
