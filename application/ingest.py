"""One inbound message of any channel: one atomic save of receipt, identity, contact, thread, conversation, assignment
and ticket. Two workers that race: both win on different things, or one decides again (RL-04).
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import ClassVar
from uuid import UUID

from application.assignment import holder, settle
from application.bounces import Returned, record_bounce, returned_message
from application.call_intake import SAID, keep_call, message_id_of
from application.chat_intake import comes_after_others, keep_chat, lacks_consent
from application.chatflow import let_flow_answer
from application.claims import claim
from application.early import original_missing, take_up
from application.forwards import attributed
from application.inbound import InboundMessage, TextPart
from application.intake import AcceptMessage, accepted
from application.messenger_consent import waits_for_consent
from application.messenger_intake import keep_messenger, said_on_page
from application.messenger_signs import take_sign
from application.ports import Unreadable
from application.routing import assign_by_rule, route_again
from application.submission import contact_by, keep_submission
from application.talking import Heard, give_way, talk
from application.threads import conversation_for, receipt_id, thread
from application.ticketing import ticket_for
from application.unagreed import hold
from application.unit import Unit
from domain.channel.aggregate import PAUSED, Channel
from domain.claim.aggregate import Claim
from domain.conversation.aggregate import Conversation, Status
from domain.conversation.content import Incoming, Parts
from domain.intake.aggregate import Intake

TICKETS = "ticket_automation"
INGEST = "system:ingest"
"""Who takes originals in."""
SET_ASIDE = {"paused": PAUSED, "disconnected": "channel_disconnected"}


@dataclass(frozen=True, slots=True)
class IngestMessage:
    """Make of an accepted original what it is; nothing where that is known already."""

    PERMISSION: ClassVar[str] = ""

    intake_id: UUID


@dataclass(frozen=True, slots=True)
class TakeInMessage:
    """Accept an original and make of it what it is, in one save: for whoever waits for that (CHT-11, RL-03).

    `message` is what the reader of the channel's kind makes of the original.
    """

    PERMISSION: ClassVar[str] = ""

    accepted: AcceptMessage
    message: InboundMessage


@dataclass(frozen=True, slots=True)
class FailIntake:
    """Put an original that could not be taken in on the visible list (RL-05)."""

    PERMISSION: ClassVar[str] = ""

    intake_id: UUID
    reason: str


def fail_intake(command: FailIntake, unit: Unit) -> None:
    """End the intake as failed, unless it has another ending."""
    intake = unit.get(Intake, command.intake_id)
    if not intake.ended:
        intake.fail(unit.env, command.reason)


def ingest_message(command: IngestMessage, unit: Unit) -> None:
    """Read the original and take it in; every way it can end is an event of its intake."""
    intake = unit.get(Intake, command.intake_id)
    if intake.ended:
        return
    channel = unit.get(Channel, intake.channel_id)
    if channel.state in SET_ASIDE:
        intake.set_aside(unit.env, SET_ASIDE[channel.state])
        return
    try:
        message = unit.ports.originals.read(
            channel.kind, intake.blob_id, intake.id, own=(channel.address, channel.hosted_address)
        )
    except Unreadable as error:
        intake.fail(unit.env, error.reason)
        return
    _end(unit, intake, channel, message)


def take_in_message(command: TakeInMessage, unit: Unit) -> None:
    """Accept it, and take it in as `ingest_message` does."""
    intake = accepted(command.accepted, unit, at_once=True)
    unit.env = replace(unit.env, actor=INGEST, causation_id=intake.id)
    channel = unit.get(Channel, intake.channel_id)
    if channel.state in SET_ASIDE:
        intake.set_aside(unit.env, SET_ASIDE[channel.state])
    else:
        _end(unit, intake, channel, command.message)


def _end(unit: Unit, intake: Intake, channel: Channel, message: InboundMessage) -> None:
    receipt = receipt_id(unit, channel.id, message.provider_id)
    held = unit.find(Claim, receipt)
    if held is not None and held.ref_id is not None:
        intake.duplicate(unit.env, held.ref_id)
        return
    if message.sign is not None:
        take_sign(unit, intake, channel, message, message.sign)
        return
    if lacks_consent(unit, channel, message):
        hold(unit, channel, message.sender.address, intake)
        return
    if comes_after_others(unit, channel, intake, message) or waits_for_consent(
        unit, intake, channel, message
    ):
        return
    if original_missing(unit, channel, message, intake):
        return
    returned = returned_message(unit, channel, message)
    if returned is None:
        _take_in(unit, intake, channel, message, receipt)
    else:
        _take_bounce(unit, intake, channel, message, receipt, returned)


def _take_in(unit: Unit, intake: Intake, channel: Channel, message: InboundMessage, receipt: UUID) -> None:
    message_id = message_id_of(unit, channel, message)
    attribution = attributed(unit, channel, message)
    message = attribution.message
    contact = contact_by(unit, channel, message)
    decision = thread(unit, channel, contact.id, message)
    conversation, is_new = conversation_for(unit, channel, contact, message, decision)
    had, closed, spoken = holder(conversation), conversation.status is Status.CLOSED, conversation.spoken
    conversation.thread(unit.env, message_id, decision)
    attribution.record(unit, conversation, message_id)
    conversation.receive(
        unit.env, _incoming(unit, intake, channel, message_id, message), channel_id=channel.id
    )
    claim(unit, receipt, "receipt", conversation.id, message_id)
    if message.messaged is not None:
        take_up(unit, channel.id, message.provider_id)
    channel.verify(unit.env, intake.id)
    if message.chat is not None:
        keep_chat(
            unit, channel, contact, conversation, message.chat, message_id=message_id, peer_ip=intake.peer_ip
        )
    keep_call(unit, intake, channel, conversation, message, message_id)
    if message.messaged is None:
        held = _talks(unit, channel, conversation, message_id, message, is_new=is_new)
    elif keep_messenger(unit, channel, contact, conversation, message, message_id=message_id):
        # who takes consent back is for people to look at
        give_way(unit, conversation)
        held = False
    else:
        held = let_flow_answer(
            unit,
            intake,
            channel,
            conversation,
            message,
            message.messaged,
            message_id=message_id,
            spoken=spoken,
        )
    if not held:
        if is_new:
            assign_by_rule(unit, channel, conversation, "arrived")
        elif closed and conversation.status is Status.OPEN:
            route_again(unit, conversation)
    settle(unit, conversation, had)
    if is_new:
        # a kind without automation of tickets, as a chat, skips none: people open them by hand, or a bot does
        automated = TICKETS in channel.steps
        ticket = ticket_for(unit, channel, contact, conversation, message) if automated else (None, "")
        keep_submission(
            unit,
            channel,
            contact,
            conversation,
            message,
            message_id=message_id,
            intake_id=intake.id,
            ticket=ticket,
        )
    intake.ingested(unit.env, conversation.id, message_id)


def _talks(
    unit: Unit,
    channel: Channel,
    conversation: Conversation,
    message_id: UUID,
    message: InboundMessage,
    *,
    is_new: bool,
) -> bool:
    """Let a bot answer; whether one holds the conversation, so that no rule is asked (CHT-01)."""
    if message.chat is not None:
        heard = Heard(message_id, message.chat.visitor, message.text, message.chat.shown)
        return talk(unit, channel, conversation, heard, begins=is_new)
    if not message.automatic:
        give_way(unit, conversation)
    return False


def _take_bounce(
    unit: Unit, intake: Intake, channel: Channel, message: InboundMessage, receipt: UUID, returned: Returned
) -> None:
    """Put it beside what it is about: nobody new is made of a mail system, nothing opens, nobody is told (EML-18)."""
    message_id = unit.new_id("message")
    returned.place.thread(unit.env, message_id, returned.decision)
    incoming = _incoming(unit, intake, channel, message_id, message)
    returned.place.receive(unit.env, incoming, channel_id=channel.id)
    record_bounce(unit, returned, message_id)
    claim(unit, receipt, "receipt", returned.place.id, message_id)
    channel.verify(unit.env, intake.id)
    intake.ingested(unit.env, returned.place.id, message_id)


def _incoming(
    unit: Unit, intake: Intake, channel: Channel, message_id: UUID, message: InboundMessage
) -> Incoming:
    kept, chat, page = unit.ports.limits.text_kept, message.chat, message.messaged
    incoming = Incoming(
        message_id=message_id,
        intake_id=intake.id,
        blob_id=intake.blob_id,
        provider_id=message.provider_id,
        sender=message.sender.address,
        sender_name=message.sender.name,
        sender_why=message.sender_why,
        to=tuple(party.address for party in message.to),
        cc=tuple(party.address for party in message.cc),
        subject=message.subject,
        text=message.text[:kept],
        text_cut=len(message.text) > kept,
        has_html=message.has_html,
        attachments=tuple(asdict(attachment) for attachment in message.attachments),
        automatic=message.automatic,
        defects=message.defects,
        sent_at=message.sent_at,
        parts=_kept(message.parts, kept),
        protected=message.protected,
        page="" if chat is None else chat.page,
        answers_to=None if chat is None else chat.answers_to,
        answer=None if chat is None else chat.answer,
        said="" if message.call is None else SAID,
    )
    return incoming if page is None else said_on_page(unit, channel, incoming, page)


def _kept(parts: Sequence[TextPart], length: int) -> Parts:
    """Give what of the parts is within the text that is kept."""
    return tuple(
        {"kind": part.kind, "start": part.start, "end": min(part.end, length)}
        for part in parts
        if part.start < length
    )
