"""Who a chat's visitors are: known by a cookie, perhaps named by the site's server, perhaps by themselves (CON-02, SE-03).

What somebody types joins them to nobody: it names a contact only where nobody else has it, and until somebody shows that it
is theirs. What the site's server signed is believed.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import ClassVar
from uuid import UUID

from application.attribution import contact_of
from application.claims import claim, release
from application.identities import IdentityTaken, identify, normalised
from application.inbound import InboundMessage, Named, Party
from application.linked import are_linked, check_room, survivor
from application.places import root_of
from application.unit import Unit
from domain.channel.aggregate import Channel
from domain.channels.email import is_address, normalise_address
from domain.channels.kinds import kind_of
from domain.claim.aggregate import Claim
from domain.contact.aggregate import Contact
from domain.contact.refusals import TooManyIdentities
from domain.conversation.aggregate import Conversation
from domain.kernel.envelope import Envelope
from domain.kernel.refusal import InvalidInput, NotAllowed, NotFound

COOKIE, EMAIL = "cookie", "email"
LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class GiveDetails:
    """A visitor says how they are reached and called, to be answered when they have left (CHT-11)."""

    PERMISSION: ClassVar[str] = ""

    channel_id: UUID
    visitor: str
    email: str = ""
    name: str = ""


def identity_kind(channel: Channel, message: InboundMessage) -> str:
    """Return what the message's sender is known by: mail to a chat's own address is from an address (CON-01)."""
    kind = kind_of(channel.kind).identity
    return EMAIL if kind == COOKIE and message.chat is None else kind


def thread_claim(unit: Unit, channel_id: UUID, visitor: str) -> UUID:
    """Return the claim that leads from a visitor to their conversation on a channel."""
    return unit.claim_id("chat_thread", channel_id.hex, visitor)


def conversation_of(unit: Unit, channel_id: UUID, visitor: str) -> Conversation | None:
    """Return the conversation a visitor is in on a channel, where it was begun; None for who never wrote."""
    held = unit.find(Claim, thread_claim(unit, channel_id, visitor))
    return None if held is None or held.holder_id is None else unit.get(Conversation, held.holder_id)


def lead_to(unit: Unit, channel_id: UUID, visitor: str, conversation_id: UUID) -> None:
    """Let the visitor be in this conversation from here on; two that begin at once collide on the claim."""
    stream = thread_claim(unit, channel_id, visitor)
    held = unit.find(Claim, stream)
    if held is not None and held.holder_id not in (None, conversation_id):
        held.release(unit.env, held.holder_id)
    claim(unit, stream, "chat_thread", conversation_id)


def claims_of(unit: Unit, message: InboundMessage) -> Iterator[UUID]:
    """Yield the claims that finding a visitor looks up, to fetch them at once."""
    if message.chat is not None and message.chat.named is not None and message.chat.named.email:
        yield unit.claim_id("identity", EMAIL, normalise_address(message.chat.named.email))


def visitor_contact(unit: Unit, visitor: str, named: Named | None, source: str) -> Contact:
    """Return whose the cookie is; somebody new, or whoever has the address that the site's server vouches for (SE-03)."""
    email = "" if named is None or not is_address(named.email) else normalise_address(named.email)
    name = "" if named is None else named.name
    own = _holder(unit, COOKIE, visitor)
    if email:
        prove(unit, email, own)
    known = _holder(unit, EMAIL, email) if email else None
    if own is None and known is not None:
        _recognise(unit, known, visitor)
        own = _holder(unit, COOKIE, visitor)
    elif own is not None and name and known is None and _is_unnamed(own):
        own.rename(unit.env, name)
    contact = own or contact_of(unit, COOKIE, Party(visitor, name), source).contact
    if email and known is None:
        _reach(unit, contact, email)
    elif known is not None and _is_unnamed(contact) and not are_linked(unit, contact.id, known.id):
        _join(unit, contact, known)
    return contact


def give_details(command: GiveDetails, unit: Unit) -> None:
    """Keep them with the conversation, and with its contact where nobody else has the address. Raises `InvalidInput`."""
    if unit.env.actor != f"visitor:{command.visitor}":
        raise NotAllowed("conversation_write")
    name = " ".join(command.name.split())
    if len(name) > LONGEST_NAME:
        raise InvalidInput(f"A name has at most {LONGEST_NAME} characters.", field="name")
    email = normalised(EMAIL, command.email, "email") if command.email.strip() else ""
    if not (email or name):
        raise InvalidInput("Give an e-mail address or a name.", field="email")
    conversation = conversation_of(unit, command.channel_id, command.visitor)
    if conversation is None or conversation.erased:
        raise NotFound("conversation")
    unit.env = of_contact(unit.env, conversation.contact_id)
    keep_details(unit, conversation, email=email, name=name)


def keep_details(unit: Unit, conversation: Conversation, *, email: str = "", name: str = "") -> None:
    """Keep what a visitor says of themselves, as it is compared, with the conversation, and with an unnamed contact."""
    conversation.give_address(unit.env, email=email, name=name)
    contact = unit.get(Contact, conversation.contact_id)
    if not _is_unnamed(contact):
        return
    if name:
        contact.rename(unit.env, name)
    if email:
        _reach(unit, contact, email, proven=False)


def prove(unit: Unit, email: str, whose: Contact | None) -> None:
    """Let an address that somebody only typed be theirs where `whose`, who shows that it is theirs, is them; else nobody's.

    So nobody keeps another person's address by typing it before they come. What a user merged since stays as they said.
    """
    holder, claim_id = _holder(unit, EMAIL, email), unit.claim_id("identity", EMAIL, email)
    if holder is None or claim_id not in holder.typed or holder.merged_into is not None or holder.absorbed:
        return
    holder.remove_identity(unit.env, claim_id)
    if whose is not None and are_linked(unit, whose.id, holder.id):
        holder.add_identity(unit.env, kind=EMAIL, value=email, claim_id=claim_id)
    else:
        release(unit, claim_id, holder.id)


def must_be_in(unit: Unit, conversation: Conversation, visitor: str) -> None:
    """Raise `NotFound` unless the conversation is the visitor's, or shows theirs."""
    own = conversation_of(unit, conversation.channel_id, visitor)
    if own is None or root_of(unit, own).id != root_of(unit, conversation).id:
        raise NotFound("conversation")


def of_contact(env: Envelope, contact_id: UUID) -> Envelope:
    """Return the envelope with the contact as its actor: a cookie's value is told to no history (PRV-08)."""
    return replace(env, actor=f"contact:{contact_id}")


def _holder(unit: Unit, kind: str, value: str) -> Contact | None:
    held = unit.find(Claim, unit.claim_id("identity", kind, value))
    return None if held is None or held.holder_id is None else unit.get(Contact, held.holder_id)


def _is_unnamed(contact: Contact) -> bool:
    """Whether all that is known of somebody is a cookie: what they say of themselves is then all there is."""
    return contact.claims == contact.cookies and contact.merged_into is None and not contact.absorbed


def _recognise(unit: Unit, contact: Contact, visitor: str) -> None:
    """Know somebody by the cookie, too; one person has room for so many, and then the cookie is somebody new's."""
    with suppress(TooManyIdentities):
        check_room(unit, survivor(unit, contact), more=1)
        identify(unit, contact, COOKIE, visitor)


def _reach(unit: Unit, contact: Contact, email: str, *, proven: bool = True) -> None:
    """Let the contact be reached by an address, unless it is somebody else's or there is no room."""
    with suppress(IdentityTaken, TooManyIdentities):
        check_room(unit, survivor(unit, contact), more=1)
        identify(unit, contact, EMAIL, email, proven=proven)


def _join(unit: Unit, contact: Contact, known: Contact) -> None:
    """Let a contact that is nothing but this cookie count for whom the site's server names."""
    into = survivor(unit, known)
    with suppress(TooManyIdentities):
        check_room(unit, into, contact)
        contact.merge_into(unit.env, into.id)
        into.absorb(unit.env, contact.id)
