"""What comes about a message before that message: kept, and taken in once the message comes (MSG-11, WAB-02).

Webhooks come in any order, and one that was refused comes minutes or hours later. Which originals wait for a message stands
nowhere in the clear: claims under a keyed hash of its id lead to them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar
from uuid import UUID

from application.claims import claim
from application.inbound import InboundMessage
from application.items import known_as
from application.threads import receipt_id, waiting_id
from application.unit import Unit
from domain.channel.aggregate import Channel
from domain.claim.aggregate import Claim
from domain.claim.events import Claimed, Reclaimed
from domain.intake.aggregate import MESSAGE_MISSING, ORIGINAL_MISSING, Intake
from domain.kernel.refusal import NotAllowed

KEPT_FOR = {MESSAGE_MISSING: timedelta(days=1), ORIGINAL_MISSING: timedelta(minutes=10)}
"""For how long from when it was accepted, by why it waits: what nobody would read otherwise as long as platforms mostly try
again; what somebody wrote is shown after a while, with or without what it puts right."""
MOST = 20
"""Originals that wait for one message; more say nothing that could matter."""
EDIT = "edit"
"""As what a message is said that puts another one right."""
UNKNOWN = "about_nothing_known"


@dataclass(frozen=True, slots=True)
class GiveUpWaiting:
    """Let an original wait no longer for a message that never came; nothing where its time is not over, or it came."""

    PERMISSION: ClassVar[str] = ""

    intake_id: UUID


def give_up_waiting(command: GiveUpWaiting, unit: Unit) -> None:
    """End it as one about nothing that is known here; what somebody wrote is taken in by itself."""
    if not unit.env.actor.startswith("system:"):
        raise NotAllowed("inbox_edit")
    intake = unit.get(Intake, command.intake_id)
    if not intake.waits or intake.accepted_at + KEPT_FOR[intake.reason] > unit.env.at:
        return
    if intake.reason == ORIGINAL_MISSING:
        intake.replay(unit.env)
    else:
        intake.ignore(unit.env, UNKNOWN)


def original_missing(unit: Unit, channel: Channel, message: InboundMessage, intake: Intake) -> bool:
    """Keep a message for a while that puts right one which has not come yet; false where there is nothing to wait for."""
    about = message.messaged
    if about is None or about.said != EDIT or not about.reply_to:
        return False
    original = known_as(channel.kind, about.reply_to)
    held = unit.find(Claim, receipt_id(unit, channel.id, original))
    return held is None and wait_for(unit, channel, [original], intake, ORIGINAL_MISSING)


def wait_for(
    unit: Unit, channel: Channel, awaited: Sequence[str], intake: Intake, why: str = MESSAGE_MISSING
) -> bool:
    """Set an original aside until one of these messages comes; false where it waited for too long, or many wait already.

    They are named as their receipts are (`application.threads.receipt_id`).
    """
    if intake.accepted_at + KEPT_FOR[why] <= unit.env.at:
        return False
    waits = [note(unit, channel, one, intake.id) for one in awaited]
    if any(waits):
        intake.set_aside(unit.env, why)
    return any(waits)


def note(unit: Unit, channel: Channel, awaited: str, intake_id: UUID) -> bool:
    """Note that an original is about a message that is yet to come; false where too many are."""
    stream = waiting_id(unit, channel.id, awaited)
    noted = _noted(unit, stream)
    if intake_id not in noted:
        if len(noted) >= MOST:
            return False
        held = unit.find(Claim, stream)
        if held is not None and held.holder_id is not None:
            held.release(unit.env, held.holder_id)
        claim(unit, stream, "early", intake_id)
    return True


def name(unit: Unit, channel: Channel, known: str, conversation_id: UUID, message_id: UUID) -> None:
    """Know a message by an id of the platform's from here on, and take in again what waited for it."""
    claim(unit, receipt_id(unit, channel.id, known), "receipt", conversation_id, message_id)
    take_up(unit, channel.id, known)


def take_up(unit: Unit, channel_id: UUID, known: str) -> None:
    """Take in again what waited for a message, in the order in which it came."""
    for intake_id in _noted(unit, waiting_id(unit, channel_id, known)):
        intake = unit.get(Intake, intake_id)
        if intake.waits:
            intake.replay(unit.env)


def _noted(unit: Unit, stream: UUID) -> list[UUID]:
    # it is looked for though there is none, so that of a message and what waits for it, both on the way, one decides again
    if unit.find(Claim, stream) is None:
        return []
    told = (one for one in unit.ports.log.stream(stream) if isinstance(one, Claimed | Reclaimed))
    return list(dict.fromkeys(one.holder_id for one in told))
