"""Who wants no messages, or wants them: by a word they send or by hand, recorded as consent (WAB-03, PRV-05)."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from application import consent
from application.answering import reached_by, reached_in
from application.attribution import contact_of
from application.claims import claim
from application.inbound import InboundMessage, Party
from application.linked import group, survivor
from application.places import root_of
from application.said import said_in
from application.unit import Unit
from application.visibility import visible
from domain.channel.aggregate import Channel
from domain.channel.consent_settings import MESSAGES, text_hash
from domain.channels.kinds import kind_of
from domain.claim.aggregate import Claim
from domain.consent.aggregate import Consent
from domain.consent.terms import Evidence, Terms
from domain.contact.aggregate import Contact
from domain.conversation.aggregate import Conversation
from domain.kernel.checks import not_blank
from domain.kernel.refusal import InvalidInput

EXPLICIT = "explicit"
HEEDED = frozenset({"", "button", "referral"})
"""As what a keyword may be said: written, by who came by an advertisement too, or pressed in a template's answer."""


@dataclass(frozen=True, slots=True)
class SetMessagesConsent:
    """A user records, and says why, that somebody wants messages of a channel, or none (WAB-03)."""

    PERMISSION: ClassVar[str] = consent.COMPLIANCE

    contact_id: UUID
    channel_id: UUID
    given: bool
    reason: str


@dataclass(frozen=True, slots=True)
class LookAtOptingOut:
    """Whether whoever an answer in a conversation would go to wants none: asked by who may know of the conversation (WAB-03).

    By a channel, to somebody as it knows them; without either by the conversation's own, to whoever it would go to now.
    """

    PERMISSION: ClassVar[str] = ""

    conversation_id: UUID
    channel_id: UUID | None = None
    person: str = ""


def look_at_opting_out(question: LookAtOptingOut, unit: Unit) -> bool:
    """Answer it."""
    conversation = root_of(unit, unit.get(Conversation, question.conversation_id))
    channel = unit.get(Channel, question.channel_id or conversation.channel_id)
    number = question.person or _answered(unit, channel, conversation)
    return opted_out_at(unit, channel, conversation.contact_id, number) is not None


def _answered(unit: Unit, channel: Channel, conversation: Conversation) -> str:
    """Return to whom an answer by a channel goes where nobody is named; empty where it reaches nobody."""
    reaches = kind_of(channel.kind).reaches
    reached = reached_in(unit, channel, conversation, said_in(unit, conversation, 1))
    return next(filter(None, (reaches(one.kind, one.value) for one in reached)), "")


def set_messages_consent(command: SetMessagesConsent, unit: Unit) -> None:
    """Record it. Raises `InvalidInput` and `ContactErasedAlready`."""
    contact = unit.get(Contact, command.contact_id)
    contact.must_be_kept()
    channel = visible(unit, "channel", unit.get(Channel, command.channel_id))
    if not kind_of(channel.kind).opting:
        raise InvalidInput(
            "People opt in and out of WhatsApp's messages only. Choose such a channel.", field="channel_id"
        )
    reached = (kind_of(channel.kind).reaches(one.kind, one.value) for one in reached_by(unit, contact.id))
    for number in sorted({*reached} - {""}):
        _speak_for(unit, channel, number, contact)
    if command.given:
        reason = not_blank(command.reason, "reason")
        _own(unit, channel, contact).give(unit.env, _terms(""), Evidence("hand", reason=reason))
        return
    for one in {
        one.id: one for one in (_own(unit, channel, contact), *_known(unit, channel, contact))
    }.values():
        one.withdraw(unit.env, method="hand", reason=command.reason)


def heed(unit: Unit, channel: Channel, message: InboundMessage, *, held: bool = False) -> str:
    """Record that a message opts in or out, and return what is answered; empty where it does neither, or nothing is said.

    Of two that come in disorder the one that was written later counts, of two of the same second the one that opts out, and
    that too against what was recorded by hand, whose clock is another one. Of one that is `held` until its person agrees to
    being stored no word is kept (PRV-02).
    """
    if message.messaged is None or message.messaged.said not in HEEDED or not kind_of(channel.kind).opting:
        return ""
    what, word = channel.keywords.meant(message.text)
    if not what:
        return ""
    contact = contact_of(
        unit, kind_of(channel.kind).identity, Party(message.sender.address), channel.kind
    ).contact
    at = min(message.sent_at or unit.env.at, unit.env.at)
    known = _known(unit, channel, contact)
    if any(_stands(one, what, at) for one in known):
        return ""
    word = "" if held else word
    _speak_for(unit, channel, message.sender.address, contact)
    own = _own(unit, channel, contact)
    if what == "in":
        own.give(unit.env, _terms(word), Evidence("keyword", said_at=at))
        return channel.keywords.opt_in_reply
    for one in {one.id: one for one in (own, *known)}.values():
        one.withdraw(unit.env, method="keyword", reason=word, said_at=at)
    return channel.keywords.opt_out_reply


def opted_out_at(unit: Unit, channel: Channel, contact_id: UUID, number: str = "") -> datetime | None:
    """Return when somebody said that they want no messages of a channel; None where they did not, or took that back.

    Asked is whoever counts as this contact, and whoever has the number that is written to, each for themselves: one who wants
    messages does not speak for another who wants none. Only what was said later for that very number takes it back.
    """
    if not kind_of(channel.kind).opting:
        return None
    speaker = _holder(unit, _spoken_for(unit, channel, number))
    known_by = ((kind_of(channel.kind).identity, number), ("phone", f"+{number}"))
    holders = [_holder(unit, unit.claim_id("identity", *one)) for one in known_by]
    asked = [unit.get(Contact, contact_id), *filter(None, (speaker, *holders))]
    out = max(filter(None, (_said_at(unit, channel, one, "withdrawn") for one in asked)), default=None)
    wanted = None if speaker is None else _said_at(unit, channel, speaker, "given")
    return None if out is not None and wanted is not None and wanted > out else out


def _said_at(unit: Unit, channel: Channel, contact: Contact, state: str) -> datetime | None:
    """Return when whoever counts as a contact said so; None where that is not the last they said."""
    said = [one for one in _known(unit, channel, contact) if one.said_at is not None]
    last = max(said, key=lambda one: (one.said_at, one.state == "withdrawn"), default=None)
    return last.said_at if last is not None and last.state == state else None


def _holder(unit: Unit, stream: UUID) -> Contact | None:
    held = unit.find(Claim, stream)
    return None if held is None or held.holder_id is None else unit.get(Contact, held.holder_id)


def _speak_for(unit: Unit, channel: Channel, number: str, contact: Contact) -> None:
    """Let what a contact says count for a number from here on, even once it is theirs no longer (WAB-03)."""
    stream = _spoken_for(unit, channel, number)
    held = unit.find(Claim, stream)
    if held is not None and held.holder_id not in (None, contact.id):
        held.release(unit.env, held.holder_id)
    claim(unit, stream, "opting", contact.id)


def _spoken_for(unit: Unit, channel: Channel, number: str) -> UUID:
    return unit.claim_id("opting", channel.id.hex, number)


def _stands(consent: Consent, what: str, at: datetime) -> bool:
    """Whether what is recorded stands against a word, in or out, that was written at a time."""
    if what == "out":
        return consent.overrules_declining(at)
    return consent.said_at is not None and consent.said_at >= at


def _terms(word: str) -> Terms:
    """Return what is agreed to: nothing is shown but the keyword itself."""
    return Terms(EXPLICIT, "", word, 0, text_hash(word))


def _known(unit: Unit, channel: Channel, contact: Contact) -> list[Consent]:
    people = group(unit, survivor(unit, contact))
    found = (unit.find(Consent, _id(unit, channel, one)) for one in people)
    return [one for one in found if one is not None]


def _own(unit: Unit, channel: Channel, contact: Contact) -> Consent:
    consent_id = _id(unit, channel, contact.id)
    found = unit.find(Consent, consent_id)
    if found is not None:
        return found
    begun = Consent.begin(
        consent_id,
        unit.env,
        contact_id=contact.id,
        channel_id=channel.id,
        inbox_id=channel.inbox_id,
        purpose=MESSAGES,
    )
    return unit.add(begun)


def _id(unit: Unit, channel: Channel, contact: Contact | UUID) -> UUID:
    contact_id = contact.id if isinstance(contact, Contact) else contact
    return unit.claim_id("consent", contact_id.hex, channel.id.hex, MESSAGES)
