"""Raw first: an original is accepted before anything is made of it, and can be taken in again."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from application.unit import Unit
from application.visibility import visible
from domain.channel.aggregate import Channel
from domain.intake.aggregate import Intake


@dataclass(frozen=True, slots=True)
class AcceptMessage:
    """An original lies sealed in the blob store; say so, so that it can be acknowledged (RL-03)."""

    PERMISSION: ClassVar[str] = ""

    intake_id: UUID
    channel_id: UUID
    blob_id: UUID
    size: int
    mail_from: str
    recipient: str
    peer_ip: str


@dataclass(frozen=True, slots=True)
class ReplayIntake:
    """Take an original in again that failed or was set aside (RL-05)."""

    PERMISSION: ClassVar[str] = "inbox_edit"

    intake_id: UUID


def accept_message(command: AcceptMessage, unit: Unit) -> None:
    """Record the acceptance."""
    accepted(command, unit)


def accepted(command: AcceptMessage, unit: Unit, *, at_once: bool = False) -> Intake:
    """Return the intake of an original that is accepted; its own key seals it."""
    return unit.add(
        Intake.accept(
            command.intake_id,
            unit.env,
            channel_id=command.channel_id,
            blob_id=command.blob_id,
            size=command.size,
            mail_from=command.mail_from,
            recipient=command.recipient,
            peer_ip=command.peer_ip,
            at_once=at_once,
        )
    )


def replay_intake(command: ReplayIntake, unit: Unit) -> None:
    """Ask for it to be taken in again."""
    intake = unit.get(Intake, command.intake_id)
    visible(unit, "intake", unit.get(Channel, intake.channel_id))
    intake.replay(unit.env)
