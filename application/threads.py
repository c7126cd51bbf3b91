"""Which conversation a message belongs to: the facts of the threading decision (EML-16)."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

from application.inbound import Forwarded, InboundMessage, ThreadCandidate
from application.linked import are_linked
from application.places import place_of, root_of
from application.ports import Claimant
from application.unit import Unit
from application.visitors import claims_of, identity_kind, thread_claim
from domain.account.aggregate import Account
from domain.channel.aggregate import Channel
from domain.channels.email import normalise_address, verify_reply_key
from domain.claim.aggregate import Claim
from domain.contact.aggregate import Contact
from domain.conversation import messages
from domain.conversation.aggregate import Conversation
from domain.conversation.handling import Folder
from domain.conversation.threading import Match, ThreadingDecision, ThreadingFacts, decide
from domain.conversation.visiting_events import AddressGiven

DISCARDED = frozenset({Folder.SPAM, Folder.TRASH})
MOST_CANDIDATES = 30
"""Hints looked up per message, best first; a longer References list says nothing more."""


def receipt_id(unit: Unit, channel_id: UUID, provider_id: str) -> UUID:
    """Return the claim that makes a provider's message id unique in a channel: the same delivery twice is once."""
    return unit.claim_id("receipt", channel_id.hex, provider_id)


def waiting_id(unit: Unit, channel_id: UUID, known: str) -> UUID:
    """Return the stream of claims that leads to what came about a message before it (`application.early`)."""
    return unit.claim_id("early", channel_id.hex, known)


def claims_asked_for(unit: Unit, channel: Channel, message: InboundMessage) -> Iterator[UUID]:
    """Yield every claim that taking the message in looks up, to fetch them at once."""
    yield receipt_id(unit, channel.id, message.provider_id)
    if message.messaged is not None:
        yield waiting_id(unit, channel.id, message.provider_id)
    yield unit.claim_id("identity", identity_kind(channel, message), message.sender.address)
    yield from claims_of(unit, message)
    if message.submission is not None and message.submission.phone:
        yield unit.claim_id("identity", "phone", message.submission.phone)
    if message.forward is not None:
        yield from _claims_of_forward(unit, message.forward, identity_kind(channel, message))
    hints = message.candidates[:MOST_CANDIDATES]
    for hint in hints:
        yield key_of(unit, channel, hint)
    if hints and not message.talked:
        yield unit.global_claim_id("login", message.sender.address)


def _claims_of_forward(unit: Unit, forward: Forwarded, kind: str) -> Iterator[UUID]:
    yield unit.global_claim_id("login", forward.forwarder.address)
    for party in (forward.forwarder, forward.original):
        if party is not None and party.address:
            yield unit.claim_id("mailbox", party.address)
            yield unit.claim_id("identity", kind, party.address)


def thread(unit: Unit, channel: Channel, contact_id: UUID, message: InboundMessage) -> ThreadingDecision:
    """Gather what the message's hints lead to, and decide."""
    hints = message.candidates[:MOST_CANDIDATES]
    keys = [key_of(unit, channel, hint) for hint in hints]
    if not message.talked:
        holders = unit.ports.log.holders(keys) if keys else {}
        held = [holders.get(key) for key in keys]
    else:
        # read with the rest, so that of two messages that begin a conversation at once one decides again
        held = [_claimant(unit, key) for key in keys]
    matches = tuple(
        _match(unit, channel, hint, one, contact_id, message) for hint, one in zip(hints, held, strict=True)
    )
    by_user = bool(matches) and not message.talked and is_user(unit, message.sender.address)
    return decide(ThreadingFacts(channel.id, matches, contact_id, by_user, message.authenticated))


def conversation_for(
    unit: Unit,
    channel: Channel,
    contact: Contact,
    message: InboundMessage,
    decision: ThreadingDecision,
    *,
    started_by: str = "contact",
) -> tuple[Conversation, bool]:
    """Return the conversation the decision names, or a new one, and whether it is; the one it is too late for names it."""
    if decision.outcome == "joined" and decision.matched_id is not None:
        return unit.get(Conversation, decision.matched_id), False
    conversation = Conversation.start(
        unit.new_id("conversation"),
        unit.env,
        inbox_id=channel.inbox_id,
        channel_id=channel.id,
        channel_kind=channel.kind,
        contact_id=contact.id,
        subject=message.subject,
        started_by=started_by,
    )
    unit.add(conversation)
    if "closed_too_long" in decision.reasons and decision.matched_id is not None:
        unit.get(Conversation, decision.matched_id).continue_in(unit.env, conversation.id)
    return conversation, True


def is_user(unit: Unit, address: str) -> bool:
    """Whether a user of this account signs in with the address."""
    login = unit.global_claim_id("login", address)
    held = unit.ports.log.holders([login]).get(login)
    return held is not None and held.ref_id == unit.env.account_id


def key_of(unit: Unit, channel: Channel, hint: ThreadCandidate) -> UUID:
    """Return the claim that a hint leads by: a message's receipt, or a visitor's conversation."""
    if hint.by == "visitor":
        return thread_claim(unit, channel.id, hint.value)
    return receipt_id(unit, channel.id, provider_id_of(unit, hint))


def _claimant(unit: Unit, key: UUID) -> Claimant | None:
    held = unit.find(Claim, key)
    return None if held is None or held.holder_id is None else Claimant(held.holder_id, held.ref_id)


def provider_id_of(unit: Unit, hint: ThreadCandidate) -> str:
    """Return the Message-ID that a hint comes to."""
    return f"{hint.value}@{unit.ports.limits.mail_domain}" if hint.by == "token" else hint.value


def _match(
    unit: Unit,
    channel: Channel,
    hint: ThreadCandidate,
    held: Claimant | None,
    contact_id: UUID,
    message: InboundMessage,
) -> Match:
    """Return what a hint leads to: who may join is judged by where it was written, wherever that stands by now.

    What it names came or went by this channel, under which its receipt is, whichever the conversation began by (CNV-05).
    """
    secret = unit.ports.secrets.of_account(unit.env.account_id)
    verified = hint.by != "token" or verify_reply_key((secret,), hint.value) is not None
    home = None if held is None else unit.find(Conversation, held.holder_id)
    if held is None or home is None:
        return Match(hint.by, hint.value, verified=verified)
    place = place_of(unit, home, held.ref_id)
    while _stale(unit, place) and place.continued_in is not None:
        place = root_of(unit, unit.get(Conversation, place.continued_in))
    # of contacts that were merged, each may go on where the other began
    whose = contact_id if are_linked(unit, contact_id, home.contact_id) else home.contact_id
    return Match(
        hint.by,
        hint.value,
        place.id,
        whose,
        channel.id,
        addressed=whose != contact_id and _addressed(unit, home.id, message.sender.address),
        erased=home.erased or place.erased,
        stale=_stale(unit, place),
        discarded=hint.by == "visitor" and not place.erased and place.folder in DISCARDED,
        via_id=None if place is home else home.id,
        verified=verified,
    )


def _stale(unit: Unit, conversation: Conversation) -> bool:
    """Whether it has been closed for longer than the account waits for answers (CNV-01)."""
    if conversation.closed_at is None or conversation.erased:
        return False
    days = unit.get(Account, unit.env.account_id).reopen_days
    return days is not None and unit.env.at - conversation.closed_at > timedelta(days=days)


def _addressed(unit: Unit, conversation_id: UUID, address: str) -> bool:
    """Whether a message there was from the address, or had it in To or Cc, or a visitor there gave it."""
    for event in unit.ports.log.stream(conversation_id):
        match event:
            case messages.MessageReceived() if address in (event.sender, *event.to, *event.cc):
                return True
            case messages.MessagePosted() if address in map(normalise_address, (*event.to, *event.cc)):
                return True
            case AddressGiven() if address == event.email:
                return True
    return False
