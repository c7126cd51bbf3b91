"""What comes by Messenger and is no message of somebody outside: echoes, receipts and reactions (MSG-01).

The provider sends them in any order, and some twice: each says nothing more where what it says is known.
"""

from datetime import datetime
from uuid import UUID

from application import consent
from application.attribution import contact_of
from application.early import UNKNOWN, name, take_up, wait_for
from application.inbound import InboundMessage, Sign
from application.items import known_as
from application.messaged import file_of
from application.messenger_consent import whose
from application.places import parts_of, root_of
from application.talking import give_way
from application.threads import conversation_for, receipt_id, thread
from application.unit import Unit
from application.visitors import conversation_of, identity_kind, lead_to
from application.windows import own_id
from domain.channel.aggregate import Channel
from domain.channels.whatsapp_failures import UNKNOWN as NO_REASON
from domain.channels.whatsapp_failures import reason_of, worth_trying
from domain.claim.aggregate import Claim
from domain.conversation.aggregate import Conversation
from domain.conversation.content import Attachments, Outgoing
from domain.conversation.delivery import State
from domain.conversation.messages import MessagePosted, MessageSent, SendStarted
from domain.conversation.visiting_events import MessageDelivered
from domain.intake.aggregate import Intake
from domain.kernel.event import Event

NOT_READ = "not_understood"
"""Why one is ignored where we do not know what it means."""


def take_sign(unit: Unit, intake: Intake, channel: Channel, message: InboundMessage, sign: Sign) -> None:
    """Take it in; its original ends as the message it is about, or as ignored."""
    match sign.kind:
        case "echo":
            about = (
                _own_echo(unit, channel, message, sign)
                if sign.ours
                else _echo(unit, intake, channel, message)
            )
        case "reaction":
            about = _reaction(unit, channel, message, sign)
        case "delivered" | "seen":
            about = _receipt(unit, channel, message, sign)
        case "sent" | "undelivered":
            about = _left(unit, channel, message, sign)
        case _:
            intake.ignore(unit.env, NOT_READ)
            return
    awaited = _awaited(unit, channel, sign, about)
    if awaited and wait_for(unit, channel, awaited, intake):
        return
    if about is None:
        intake.ignore(unit.env, UNKNOWN)
    else:
        intake.ingested(unit.env, *about)


About = tuple[UUID, UUID]
"""A conversation, and a message of it."""


def _known(unit: Unit, channel: Channel, mid: str) -> About | None:
    held = unit.find(Claim, receipt_id(unit, channel.id, known_as(channel.kind, mid)))
    return (
        None
        if held is None or held.holder_id is None or held.ref_id is None
        else (held.holder_id, held.ref_id)
    )


def _awaited(unit: Unit, channel: Channel, sign: Sign, last: About | None) -> list[str]:
    """Return the messages that a sign is about and that are yet to come, or whose attempt has not said how it ended."""
    if sign.kind == "echo":
        return []
    found = {mid: _known(unit, channel, mid) for mid in sign.mids if mid}
    # what names a message of ours is told of it after it, or of none
    missing = [known_as(channel.kind, mid) for mid, about in found.items() if about is None and not sign.ours]
    told = {*filter(None, (*found.values(), last))} if sign.kind in ("delivered", "seen") else set[About]()
    unsettled = [each for home, each in sorted(told) if _is_open(unit.get(Conversation, home), each)]
    return missing + [known_as(channel.kind, each.hex) for each in unsettled]


def _is_open(conversation: Conversation, message_id: UUID) -> bool:
    delivery = conversation.deliveries.get(message_id)
    return delivery is not None and delivery.state is State.SENDING


def _own_echo(unit: Unit, channel: Channel, message: InboundMessage, sign: Sign) -> About | None:
    """Note under which id a message of ours goes; an attempt that never said how it ended ends with it."""
    about = None if sign.ours is None else _known(unit, channel, sign.ours.hex)
    if about is None:
        return None
    conversation, message_id = unit.get(Conversation, about[0]), about[1]
    name(unit, channel, message.provider_id, conversation.id, message_id)
    _went(unit, channel, conversation, message_id, message.provider_id)
    return about


def _went(unit: Unit, channel: Channel, conversation: Conversation, message_id: UUID, known: str) -> None:
    """End an attempt that never said how it ended: the message went under an id.

    One with files goes in several parts, each with a word about it: only its sender knows whether all of them went.
    """
    delivery = conversation.delivery(message_id)
    (posted,) = unit.ports.log.versions(conversation.id, [delivery.version])
    told = not delivery.open or _went_as(unit, conversation, message_id, known)
    if not told and isinstance(posted, MessagePosted) and not posted.attachments:
        conversation.sent(unit.env, message_id, max(delivery.open), 0, recipients=1, known_as=known)
        take_up(unit, channel.id, known_as(channel.kind, message_id.hex))


def _went_as(unit: Unit, conversation: Conversation, message_id: UUID, known: str) -> bool:
    """Whether it is recorded that a message went under an id: a word about that copy ends no other attempt."""
    sent = (one for one in unit.ports.log.stream(conversation.id) if isinstance(one, MessageSent))
    return any((one.message_id, one.known_as) == (message_id, known) for one in sent)


def _left(unit: Unit, channel: Channel, message: InboundMessage, sign: Sign) -> About | None:
    """Note that a message of ours left, or that it did not arrive, which may be said before its sender knows its id."""
    about = _about(unit, channel, sign)
    if about is None:
        return None
    conversation, message_id = unit.get(Conversation, about[0]), about[1]
    if message_id not in conversation.deliveries:
        return None
    _went(unit, channel, conversation, message_id, known_as(channel.kind, sign.mids[0]))
    if sign.kind == "undelivered":
        # of a message, no code is none of Meta's
        reason = reason_of(sign.code) if sign.code else NO_REASON
        conversation.undelivered(
            unit.env, message_id, at=message.sent_at or unit.env.at, code=sign.code, reason=reason,
            permanent=not worth_trying(reason),
        )  # fmt: skip
    return about


def _about(unit: Unit, channel: Channel, sign: Sign) -> About | None:
    """Return the message of ours that a sign names, by what we sent along or by the platform's id, and know that id from here on."""
    known = [sign.ours.hex] if sign.ours is not None else []
    found = next(filter(None, (_known(unit, channel, one) for one in (*known, *sign.mids))), None)
    if found is not None and sign.mids[0]:
        name(unit, channel, known_as(channel.kind, sign.mids[0]), *found)
    return found


def _echo(unit: Unit, intake: Intake, channel: Channel, message: InboundMessage) -> About:
    """Show what the page wrote elsewhere as what it is: ours, of nobody here, and gone already."""
    contact, begins = contact_of(unit, identity_kind(channel, message), message.sender, channel.kind)
    decision = thread(unit, channel, contact.id, message)
    conversation, is_new = conversation_for(unit, channel, contact, message, decision, started_by="agent")
    message_id = unit.new_id("message")
    conversation.thread(unit.env, message_id, decision)
    written = Outgoing(
        message_id,
        message.provider_id,
        "",
        (own_id(message.sender.address),),
        "",
        message.text,
        origin="page",
        attachments=_stored(unit, intake, conversation.contact_id, message, begins=begins),
    )
    conversation.post(unit.env, written)
    attempt = conversation.send_started(unit.env, message_id)
    conversation.sent(unit.env, message_id, attempt, 0, recipients=1, known_as=message.provider_id)
    name(unit, channel, message.provider_id, conversation.id, message_id)
    if is_new:
        lead_to(unit, channel.id, message.sender.address, conversation.id)
        # nothing is owed before they answer
        conversation.close(unit.env)
    give_way(unit, conversation)
    return conversation.id, message_id


def _stored(
    unit: Unit, intake: Intake, contact_id: UUID, message: InboundMessage, *, begins: bool
) -> Attachments:
    """Store the files of an echo as those of any message of ours are: sealed under whom it is for."""
    raw = unit.ports.blobs.get(intake.blob_id, intake.id) if message.attachments else None
    stored: list[dict[str, str | int | bool]] = []
    for one in message.attachments:
        file = None if raw is None else file_of(raw, one.part)
        if file is not None:
            blob_id = unit.new_id(f"attachment:{one.part}:{one.sha256}")
            unit.ports.blobs.put(blob_id, contact_id, file.data, begins=begins)
            stored.append(
                {"blob": blob_id.hex, "filename": one.filename, "content_type": one.content_type, "size": one.size}
            )  # fmt: skip
    return tuple(stored)


def _reaction(unit: Unit, channel: Channel, message: InboundMessage, sign: Sign) -> About | None:
    about = _known(unit, channel, sign.mids[0])
    conversation = None if about is None else unit.get(Conversation, about[0])
    if about is None or conversation is None or conversation.erased:
        return None
    if consent.is_missing(unit, channel, whose(unit, channel, message), None):
        return None
    conversation.react(
        unit.env, about[1], sign.reaction, message.sent_at or unit.env.at, removed=sign.removed
    )
    return about


def _receipt(unit: Unit, channel: Channel, message: InboundMessage, sign: Sign) -> About | None:
    """Note how far somebody has got: with the messages it names, or with all that had been sent by its time."""
    if sign.until is None and len(sign.mids) == 1:
        alone = _left(unit, channel, message, sign)
        if alone is not None:
            unit.get(Conversation, alone[0]).receive_receipt(unit.env, alone[1], sign.kind, alone=True)
        return alone
    found = [about for mid in sign.mids if (about := _known(unit, channel, mid))]
    if not sign.mids and sign.until is not None:
        found = _sent_until(unit, channel, message.sender.address, sign)
    ours = [about for about in found if about[1] in unit.get(Conversation, about[0]).deliveries]
    for conversation_id, message_id in ours:
        until = sign.until if sign.mids else None
        unit.get(Conversation, conversation_id).receive_receipt(unit.env, message_id, sign.kind, until=until)
    return ours[-1] if ours else None


def _sent_until(unit: Unit, channel: Channel, person: str, sign: Sign) -> list[About]:
    """Return the last message that was on its way by then, of each part of where somebody is.

    That is so of what the provider said to be delivered by then, of whatever time it is by our clock; else our clock tells.
    """
    own = conversation_of(unit, channel.id, person)
    found: list[About] = []
    for part in [] if own is None else parts_of(unit, root_of(unit, own)):
        begun = {
            message_id
            for event in unit.ports.log.stream(part.id)
            if sign.until is not None
            for message_id in _there_by(event, sign.until)
        }
        last = max(begun, key=lambda one: part.delivery(one).version, default=None)
        if last is not None:
            found.append((part.id, last))
    return found


def _there_by(event: Event, until: datetime) -> tuple[UUID, ...]:
    match event:
        case SendStarted() if event.timestamp <= until:
            return (event.message_id,)
        case MessageDelivered() if event.until is not None and event.until <= until:
            return (*event.others, event.message_id)
        case _:
            return ()
