"""Originals that came without the consent they need: held as ciphertext nobody reads, and destroyed in time (PRV-02)."""

from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar
from uuid import UUID

from application.unit import Unit
from domain.intake.aggregate import CONSENT_MISSING, Intake
from domain.kernel.refusal import NotAllowed


@dataclass(frozen=True, slots=True)
class DestroyUnagreed:
    """Destroy the key of an original whose time, from its acceptance, is over; nothing where it is not, or consent came.

    Taking it in again in vain prolongs nothing.
    """

    PERMISSION: ClassVar[str] = ""

    intake_id: UUID


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
