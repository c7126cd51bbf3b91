"""Originals that came without the consent they need: held as ciphertext nobody reads, and destroyed in time (PRV-02).

Whose they are stands nowhere in the clear: a claim under a keyed hash of who wrote leads to them, for when that person agrees.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar
from uuid import UUID

from application.claims import claim
from application.unit import Unit
from domain.channel.aggregate import Channel
from domain.claim.aggregate import Claim
from domain.claim.events import Claimed, Reclaimed
from domain.intake.aggregate import CONSENT_MISSING, Intake
from domain.kernel.refusal import NotAllowed


@dataclass(frozen=True, slots=True)
class DestroyUnagreed:
    """Destroy the key of an original whose time, from its acceptance, is over; nothing where it is not, or consent came.

    Taking it in again in vain prolongs nothing.
    """

    PERMISSION: ClassVar[str] = ""

    intake_id: UUID


def hold(unit: Unit, channel: Channel, who: str, intake: Intake) -> None:
    """Set an original aside for want of consent of `who`, as somebody is known on the channel."""
    intake.set_aside(unit.env, CONSENT_MISSING)
    stream = _list(unit, channel, who)
    known = unit.find(Claim, stream)
    if known is not None and known.holder_id not in (None, intake.id):
        known.release(unit.env, known.holder_id)
    claim(unit, stream, "unagreed", intake.id)


def held(unit: Unit, channel: Channel, who: str) -> list[Intake]:
    """Return what of somebody's waits for their consent still, in the order in which it came."""
    stream = _list(unit, channel, who)
    if unit.find(Claim, stream) is None:
        return []
    told = (one for one in unit.ports.log.stream(stream) if isinstance(one, Claimed | Reclaimed))
    found = [unit.get(Intake, intake_id) for intake_id in dict.fromkeys(one.holder_id for one in told)]
    return [one for one in found if one.ending == "set_aside" and one.reason == CONSENT_MISSING]


def _list(unit: Unit, channel: Channel, who: str) -> UUID:
    return unit.claim_id("unagreed", channel.id.hex, who)


def destroy_unagreed(command: DestroyUnagreed, unit: Unit) -> None:
    """Destroy key and blob, then record it: a repeat after a crash destroys nothing twice."""
    if not unit.env.actor.startswith("system:"):
        raise NotAllowed("compliance_manage")
    intake = unit.get(Intake, command.intake_id)
    over = unit.env.at - timedelta(days=unit.ports.limits.consent_hold_days)
    if intake.ending == "set_aside" and intake.reason == CONSENT_MISSING and intake.accepted_at <= over:
        intake.destroy(unit.env)
        unit.ports.keys.destroy((intake.id,))
        unit.ports.blobs.delete((intake.blob_id,))
