"""What a channel held while it was switched off, taken in again in the order in which it came (MSG-07)."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from application.unit import Unit
from domain.channel.aggregate import PAUSED, Channel
from domain.intake.aggregate import Intake
from domain.kernel.refusal import NotAllowed

AT_ONCE = 200
"""Originals of one append; the rest follows."""


@dataclass(frozen=True, slots=True)
class ReplayHeld:
    """Have what was held since the channel was switched off last taken in; what an earlier time left is left."""

    PERMISSION: ClassVar[str] = ""

    channel_id: UUID


def replay_held(command: ReplayHeld, unit: Unit) -> None:
    """Ask for it, of the oldest so many; nothing where the channel is off again."""
    if not unit.env.actor.startswith("system:"):
        raise NotAllowed("inbox_edit")
    channel = unit.get(Channel, command.channel_id)
    if channel.state not in ("connected", "degraded") or channel.paused_at is None:
        return
    held = unit.ports.facts.held(unit.env.account_id, channel.id, PAUSED, channel.paused_at, AT_ONCE)
    waiting = [one for one in (unit.get(Intake, intake_id) for intake_id in held) if one.reason == PAUSED]
    for intake in waiting:
        intake.replay(unit.env)
    if waiting:
        channel.note_replayed(unit.env, len(waiting), more=len(held) == AT_ONCE)
