"""Which conversation a message belongs to: the facts of the threading decision (EML-16)."""

from collections.abc import Iterator
from uuid import UUID

from application.inbound import InboundMessage, ThreadCandidate
from application.unit import Unit
from domain.channel.aggregate import Channel
from domain.channels.email import normalise_address, verify_reply_key
from domain.channels.kinds import kind_of
from domain.conversation import messages
from domain.conversation.aggregate import Conversation
from domain.conversation.threading import Match, ThreadingDecision, ThreadingFacts, decide

MOST_CANDIDATES = 30
"""Hints looked up per message, best first; a longer References list says nothing more."""


def receipt_id(unit: Unit, channel_id: UUID, provider_id: str) -> UUID:
    """Return the claim that makes a provider's message id unique in a channel: the same delivery twice is once."""
    return unit.claim_id("receipt", channel_id.hex, provider_id)


def claims_asked_for(unit: Unit, channel: Channel, message: InboundMessage) -> Iterator[UUID]:
    """Yield every claim that taking the message in looks up, to fetch them at once."""
    yield receipt_id(unit, channel.id, message.provider_id)
    yield unit.claim_id("identity", kind_of(channel.kind).identity, message.sender.address)
    hints = message.candidates[:MOST_CANDIDATES]
    for hint in hints:
        yield receipt_id(unit, channel.id, _provider_id(unit, hint))
    if hints:
        yield unit.global_claim_id("login", message.sender.address)


def thread(unit: Unit, channel: Channel, contact_id: UUID, message: InboundMessage) -> ThreadingDecision:
    """Gather what the message's hints lead to, and decide."""
    hints = message.candidates[:MOST_CANDIDATES]
    keys = [receipt_id(unit, channel.id, _provider_id(unit, hint)) for hint in hints]
    holders = unit.ports.log.holders(keys) if keys else {}
    matches = tuple(
        _match(unit, hint, holders[key].holder_id if key in holders else None, contact_id, message)
        for hint, key in zip(hints, keys, strict=True)
    )
    by_user = bool(matches) and _is_user(unit, message.sender.address)
    return decide(ThreadingFacts(channel.id, matches, contact_id, by_user, message.authenticated))


def _is_user(unit: Unit, address: str) -> bool:
    """Whether a user of this account signs in with the address."""
    login = unit.global_claim_id("login", address)
    held = unit.ports.log.holders([login]).get(login)
    return held is not None and held.ref_id == unit.env.account_id


def _provider_id(unit: Unit, hint: ThreadCandidate) -> str:
    return f"{hint.value}@{unit.ports.limits.mail_domain}" if hint.by == "token" else hint.value


def _match(
    unit: Unit, hint: ThreadCandidate, conversation_id: UUID | None, contact_id: UUID, message: InboundMessage
) -> Match:
    secret = unit.ports.secrets.of_account(unit.env.account_id)
    verified = hint.by != "token" or verify_reply_key((secret,), hint.value) is not None
    conversation = None if conversation_id is None else unit.find(Conversation, conversation_id)
    if conversation is None:
        return Match(hint.by, hint.value, verified=verified)
    return Match(
        hint.by,
        hint.value,
        conversation.id,
        conversation.contact_id,
        conversation.channel_id,
        addressed=conversation.contact_id != contact_id
        and _addressed(unit, conversation.id, message.sender.address),
        erased=conversation.erased,
        verified=verified,
    )


def _addressed(unit: Unit, conversation_id: UUID, address: str) -> bool:
    """Whether a message there was from the address, or had it in To or Cc."""
    for event in unit.ports.log.stream(conversation_id):
        match event:
            case messages.MessageReceived() if address in (event.sender, *event.to, *event.cc):
                return True
            case messages.MessagePosted() if address in map(normalise_address, (*event.to, *event.cc)):
                return True
    return False
