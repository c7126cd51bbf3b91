"""Consent of who writes to a page: nobody can be kept from writing there, so that what comes first waits unseen (PRV-02).

It is held as ciphertext under a key of its own, a message asks whether they agree, and pressing that lets it in.
"""

from datetime import timedelta
from uuid import UUID

from application import consent
from application.attribution import contact_of
from application.claims import claim
from application.inbound import InboundMessage, Messaged, Party
from application.items import known_as
from application.opting import heed
from application.threads import conversation_for, receipt_id, thread
from application.unagreed import held, hold
from application.unit import Unit
from application.visitors import identity_kind, lead_to
from application.windows import POSTED, last_inbound, own_id, window_for
from application.withdrawing import AGREE, asked_by, declined, said_at, take_back
from domain.channel.aggregate import Channel
from domain.channels.whatsapp_window import KEYWORD
from domain.consent.terms import Agreed, Evidence
from domain.contact.aggregate import Contact
from domain.conversation.aggregate import Conversation
from domain.conversation.content import Outgoing
from domain.intake.aggregate import CONSENT_MISSING, Intake

ANSWERS = {"en": ("I agree", "I do not agree"), "pl": ("Zgadzam się", "Nie zgadzam się")}
"""What can be pressed, by language; the first where there is no other. The second takes back, later too."""
AGAIN = timedelta(seconds=30)
"""What is offered to be pressed goes once somebody writes on: it is offered again, but not with every line."""


def waits_for_consent(unit: Unit, intake: Intake, channel: Channel, message: InboundMessage) -> bool:
    """Hold a message for want of its person's consent and ask for that, or let in what waited for the one it brings.

    True where the message has its ending by that; what consent lets in takes its turn before it.
    """
    if message.messaged is None or not channel.consent.asks:
        return False
    agreed = _agreed(unit, channel, message.messaged)
    wanted = consent.wanted_of(unit, channel, whose(unit, channel, message))
    if wanted is None:
        return False
    if not wanted.lets(agreed):
        # nobody has to agree to being stored before they are left alone
        heed(unit, channel, message, held=True)
        hold(unit, channel, message.sender.address, intake)
        _answer(unit, channel, message, wanted)
        return True
    return agreed is not None and _let_in(unit, intake, channel, message, agreed)


def whose(unit: Unit, channel: Channel, message: InboundMessage) -> Contact | None:
    """Return who wrote, where they are known."""
    return consent.of_visitor(unit, identity_kind(channel, message), message.sender.address)


def say(
    unit: Unit,
    channel: Channel,
    conversation: Conversation,
    person: str,
    message_id: UUID,
    text: str,
    choices: tuple[str, ...] = (),
    *,
    bot: str = "",
    origin: str = "automation",
) -> None:
    """Say something by itself, where the window leaves that to a machine; the decision is recorded either way (MSG-08).

    `bot` is the name of the one whose words they are; without it they are of the channel itself, with that origin.
    """
    provider_id = known_as(channel.kind, message_id.hex)
    words = Outgoing(
        message_id, provider_id, "", (own_id(person),), "", text,
        origin="bot" if bot else origin, sender_name=bot, choices=choices,
    )  # fmt: skip
    at = last_inbound(unit, conversation, person).at
    window = window_for(unit, channel, conversation, words, at, unit.env.at)
    conversation.decide_window(unit.env, message_id, POSTED, window)
    if window.allowed:
        conversation.post(unit.env, words)
        claim(unit, receipt_id(unit, channel.id, provider_id), "receipt", conversation.id, message_id)


def _answer(unit: Unit, channel: Channel, message: InboundMessage, wanted: consent.Wanted) -> None:
    """Ask in the conversation they are in, or in a new one in which nothing is owed before they agree.

    Who says that they do not agree is told that so it is, and not asked again for that.
    """
    person = message.sender.address
    # nothing more is known of them before that, not even a name
    contact = contact_of(unit, identity_kind(channel, message), Party(person), channel.kind).contact
    decision = thread(unit, channel, contact.id, message)
    conversation, is_new = conversation_for(unit, channel, contact, message, decision)
    if is_new:
        lead_to(unit, channel.id, person, conversation.id)
    how = declined(unit, channel, message)
    taken = how is not None and take_back(unit, channel, contact, how, message)
    if how is not None and (taken or not is_new):
        message_id = unit.new_id("decline")
        conversation.decline_consent(unit.env, message_id, sender=person, at=message.sent_at or unit.env.at)
        said = channel.withdrawal
        reply = said.reply(how.language) if taken else said.refusal(how.language)
        say(unit, channel, conversation, person, message_id, reply, origin=KEYWORD)
    else:
        _ask(unit, channel, conversation, message, wanted)
    if is_new:
        conversation.close(unit.env)


def _ask(
    unit: Unit, channel: Channel, conversation: Conversation, message: InboundMessage, wanted: consent.Wanted
) -> None:
    person, asked = message.sender.address, conversation.asked_at
    # another text is another question: what was asked a moment ago would agree to nothing
    was = next(reversed(conversation.asks.values()), None)
    same = was is not None and was.text_version == wanted.version
    if same and asked is not None and unit.env.at - asked < AGAIN:
        return
    message_id = unit.new_id("ask")
    conversation.ask_consent(
        unit.env, message_id, sender=person, at=message.sent_at or unit.env.at,
        text_version=wanted.version, text_hash=wanted.hash, language=wanted.language,
    )  # fmt: skip
    language = wanted.language.partition("-")[0]
    say(unit, channel, conversation, person, message_id, wanted.text, ANSWERS.get(language, ANSWERS["en"]))


def _agreed(unit: Unit, channel: Channel, about: Messaged) -> Agreed | None:
    """Return what somebody agreed to by pressing what a message of ours asks; None where they pressed nothing such."""
    pressed = about.choice is not None and about.choice[1] == AGREE
    return asked_by(unit, channel, about.choice[0]) if about.choice is not None and pressed else None


def _let_in(unit: Unit, intake: Intake, channel: Channel, message: InboundMessage, agreed: Agreed) -> bool:
    """Record that they agree, and have what waited taken in, in order, and what was pressed after it."""
    person = message.sender.address
    contact = contact_of(unit, identity_kind(channel, message), message.sender, channel.kind).contact
    evidence = Evidence("button", said_at=said_at(unit, message))
    consent.keep_consent(unit, channel, contact, evidence, agreed)
    waiting = held(unit, channel, person)
    for one in waiting:
        one.replay(unit.env)
    if waiting:
        intake.set_aside(unit.env, CONSENT_MISSING)
        intake.replay(unit.env)
        unit.put_last(intake)
    return bool(waiting)
