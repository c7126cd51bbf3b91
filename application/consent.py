"""Consent: asked before or when somebody writes, recorded with evidence, taken back as easily (PRV-01..05).

Each contact has a consent on each channel for each purpose; contacts that were merged count as one person. What a channel
asks for is its own (`domain.channel.consenting`); any kind of channel may ask by this module.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar
from uuid import UUID

from application.inbound import Named
from application.linked import group, survivor
from application.unagreed import held
from application.unit import Unit
from application.visibility import visible
from application.visitors import of_contact, visitor_contact
from domain.channel.aggregate import Channel
from domain.channel.consent_settings import EXPLICIT, PURPOSES, ConsentSettings
from domain.claim.aggregate import Claim
from domain.consent.aggregate import Consent
from domain.consent.terms import Agreed, Evidence, Terms, host_of, truncated
from domain.contact.aggregate import Contact
from domain.kernel.refusal import NotAllowed, NotFound, Refusal

COMPLIANCE = "compliance_manage"


class ConsentOutdated(Refusal):
    """What somebody agreed to is not what is asked now (PRV-05)."""

    code = "consent_outdated"

    def __init__(self) -> None:
        """Say how to go on."""
        super().__init__("The text was changed meanwhile. Show it anew, and let the person agree to that.")


@dataclass(frozen=True, slots=True)
class OfVisitor:
    """Somebody on a channel, by what they are known by there, such as the cookie of a chat's visitor."""

    PERMISSION: ClassVar[str] = ""

    channel_id: UUID
    visitor: str


@dataclass(frozen=True, slots=True)
class LookAtConsent(OfVisitor):
    """What the visitor is to be asked, if anything: a question, not a command; an empty `visitor` is somebody new."""

    language: str = ""


@dataclass(frozen=True, slots=True)
class Agree(OfVisitor):
    """The visitor agrees, though they write nothing now. Nothing is kept of who never wrote: it comes with their message.

    What they wrote before, and what was set aside for want of this, is taken in.
    """

    agreed: Agreed
    peer_ip: str = ""
    page: str = ""


@dataclass(frozen=True, slots=True)
class Withdraw(OfVisitor):
    """The visitor takes back what they agreed to; what is asked for before writing is asked again."""

    peer_ip: str = ""


@dataclass(frozen=True, slots=True)
class WithdrawByHand:
    """A user records, and says why, that somebody took it back by another way, such as a letter."""

    PERMISSION: ClassVar[str] = COMPLIANCE

    consent_id: UUID
    reason: str


@dataclass(frozen=True, slots=True)
class UndoWithdrawal:
    """The same user recorded it by mistake, just now."""

    PERMISSION: ClassVar[str] = COMPLIANCE

    consent_id: UUID


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody is to be shown; `hashes` by language. With `blocks` nothing is taken before they agree."""

    mode: str
    text: str
    version: int
    hash: str
    language: str
    hashes: Mapping[str, str]
    blocks: bool

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages there is a text in."""
        return tuple(self.hashes)

    def lets(self, agreed: Agreed | None) -> bool:
        """Whether a message may be taken that says this was agreed to."""
        return not self.blocks or (agreed is not None and agreed.button and self.names(agreed))

    def names(self, agreed: Agreed) -> bool:
        """Whether that is the text that is asked now."""
        return agreed.text_version == self.version and self.hashes.get(agreed.language) == agreed.text_hash


def wanted_of(unit: Unit, channel: Channel, contact: Contact | None, language: str = "") -> Wanted | None:
    """Return what a contact, None for somebody new, is to be shown; None where nothing is asked, or they have agreed."""
    settings = channel.consent
    if not settings.asks:
        return None
    found = [] if contact is None else consents_of(unit, channel, contact, settings.purpose)
    taken_back = _is_taken_back(found)
    if not taken_back and any(one.holds_for(settings.mode, settings.text_version) for one in found):
        return None
    shown = settings.language_for(language)
    blocks = settings.mode == EXPLICIT or taken_back
    hashes = settings.hashes
    return Wanted(
        settings.mode, settings.texts[shown], settings.text_version, hashes[shown], shown, hashes, blocks
    )


def is_missing(unit: Unit, channel: Channel, contact: Contact | None, agreed: Agreed | None) -> bool:
    """Whether a message must not be taken: consent comes first and there is none, nor does it bring one (PRV-02)."""
    wanted = wanted_of(unit, channel, contact)
    return wanted is not None and not wanted.lets(agreed)


def keep_consent(
    unit: Unit,
    channel: Channel,
    contact: Contact,
    evidence: Evidence,
    agreed: Agreed | None = None,
    language: str = "",
) -> None:
    """Record what a message brings, in the same save: what was agreed to, or what writing implies (PRV-03, PRV-05).

    Nothing where nothing is asked, where it holds already, or where the page showed another text than is asked now: they
    are asked again. A page that does not say what it showed showed the text in its own `language`, if there is one. The
    caller made sure by `is_missing` that the message may be taken.
    """
    wanted = wanted_of(unit, channel, contact, language)
    if wanted is None or (agreed is not None and not wanted.names(agreed)):
        return
    terms = terms_in(channel.consent, wanted.language if agreed is None else agreed.language)
    # what one's own stream says may hold no more, as somebody who counts as the same person took it back since
    own_consent(unit, channel, contact).give(unit.env, terms, evidence, again=True)


def of_visitor(unit: Unit, kind: str, value: str) -> Contact | None:
    """Return whom an identity, such as a cookie, leads to; None where nobody wrote under it yet."""
    held = unit.find(Claim, unit.claim_id("identity", kind, value)) if value else None
    return None if held is None or held.holder_id is None else unit.get(Contact, held.holder_id)


def evidence_of(
    method: str, *, message_id: UUID | None = None, peer_ip: str = "", page: str = ""
) -> Evidence:
    """Return evidence as it is kept: of an address the network, of a page's address the host."""
    return Evidence(method, message_id, truncated(peer_ip), host_of(page))


def look_at_consent(question: LookAtConsent, unit: Unit) -> Wanted | None:
    """Answer it, as the log is now: what a cache may hold of all that the answer rests on is dropped first."""
    _looked(question, unit)
    unit.ports.log.evict(unit.touched)
    return _looked(question, Unit(unit.env, unit.ports))


def agree(command: Agree, unit: Unit) -> None:
    """Record it. Raises `ConsentOutdated`."""
    channel, contact = _visited(command, unit)
    wanted = wanted_of(unit, channel, contact)
    if wanted is None:
        return
    if not wanted.names(command.agreed):
        raise ConsentOutdated
    evidence = evidence_of("button", peer_ip=command.peer_ip, page=command.page)
    if not let_in(unit, channel, command.visitor, evidence, command.agreed) and contact is not None:
        keep_consent(unit, channel, contact, evidence, command.agreed)


def let_in(
    unit: Unit, channel: Channel, visitor: str, evidence: Evidence, agreed: Agreed, named: Named | None = None
) -> bool:
    """Record what a visitor agrees to where something of theirs waits for that, and have it taken in; false where nothing does."""
    waiting = held(unit, channel, visitor)
    if not waiting:
        return False
    new = unit.env.actor.startswith("visitor:")
    if new:
        # somebody begins to be known: a cookie's value is told to no history
        unit.env = replace(unit.env, actor="system:chat")
    contact = visitor_contact(unit, visitor, named, channel.kind)
    if new:
        unit.env = of_contact(unit.env, contact.id)
    keep_consent(unit, channel, contact, evidence, agreed)
    for one in waiting:
        one.replay(unit.env)
    return True


def withdraw(command: Withdraw, unit: Unit) -> None:
    """Record it of all that count as this person on the channel, whatever it was for."""
    channel, contact = _visited(command, unit)
    for one in [] if contact is None else consents_of(unit, channel, contact, *sorted(PURPOSES)):
        one.withdraw(unit.env, method="button", ip=truncated(command.peer_ip))


def withdraw_by_hand(command: WithdrawByHand, unit: Unit) -> None:
    """Record it of all that count as this person on the channel, for what that consent is for."""
    consent, channel = _seen(command.consent_id, unit)
    for one in consents_of(unit, channel, unit.get(Contact, consent.contact_id), consent.purpose):
        one.withdraw(unit.env, method="hand", reason=command.reason)


def undo_withdrawal(command: UndoWithdrawal, unit: Unit) -> None:
    """Undo it, with those of others that were recorded with it. Raises `NothingToUndo`."""
    consent, channel = _seen(command.consent_id, unit)
    last = consent.withdrawn
    consent.undo_withdrawal(unit.env)
    for one in consents_of(unit, channel, unit.get(Contact, consent.contact_id), consent.purpose):
        if one.withdrawn is not None and one.withdrawn == last:
            one.undo_withdrawal(unit.env)


def _looked(question: LookAtConsent, unit: Unit) -> Wanted | None:
    channel = unit.get(Channel, question.channel_id)
    return wanted_of(unit, channel, of_visitor(unit, "cookie", question.visitor), question.language)


def _visited(command: OfVisitor, unit: Unit) -> tuple[Channel, Contact | None]:
    """Return the channel, and who the visitor is, the actor from here on; only they themselves, or the system for them, may say what they want."""
    kind = unit.env.actor.partition(":")[0]
    if unit.env.actor != f"visitor:{command.visitor}" and kind != "system":
        raise NotAllowed(COMPLIANCE)
    channel, contact = unit.get(Channel, command.channel_id), of_visitor(unit, "cookie", command.visitor)
    if contact is not None:
        unit.env = of_contact(unit.env, contact.id)
    return channel, contact


def _seen(consent_id: UUID, unit: Unit) -> tuple[Consent, Channel]:
    consent = unit.find(Consent, consent_id)
    if consent is None:
        raise NotFound("consent")
    return consent, visible(unit, "consent", unit.get(Channel, consent.channel_id))


def consents_of(unit: Unit, channel: Channel, contact: Contact, *purposes: str) -> list[Consent]:
    """Return what all who count as this person agreed to on the channel, for these purposes."""
    people = group(unit, survivor(unit, contact))
    ids = [_id(unit, channel, one, purpose) for purpose in purposes for one in people]
    return [one for one in (unit.find(Consent, consent_id) for consent_id in ids) if one is not None]


def _is_taken_back(consents: list[Consent]) -> bool:
    """Whether the newest thing that one person said by any of these is that they take it back."""
    last = max((one.withdrawn.at for one in consents if one.withdrawn is not None), default=None)
    return last is not None and all(one.given_at is None or one.given_at <= last for one in consents)


def own_consent(unit: Unit, channel: Channel, contact: Contact) -> Consent:
    """Return a contact's own consent to what a channel asks for, begun where there is none."""
    purpose = channel.consent.purpose
    consent_id = _id(unit, channel, contact, purpose)
    found = unit.find(Consent, consent_id)
    if found is not None:
        return found
    begun = Consent.begin(
        consent_id, unit.env, contact_id=contact.id, channel_id=channel.id, inbox_id=channel.inbox_id,
        purpose=purpose,
    )  # fmt: skip
    return unit.add(begun)


def _id(unit: Unit, channel: Channel, contact: Contact, purpose: str) -> UUID:
    return unit.claim_id("consent", contact.id.hex, channel.id.hex, purpose)


def terms_in(settings: ConsentSettings, language: str) -> Terms:
    """Return what is asked, as it is said in a language that it has a text in."""
    text = settings.texts[language]
    return Terms(settings.mode, language, text, settings.text_version, settings.hashes[language])
