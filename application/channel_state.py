"""Channels switched off and on, and disconnected (ACC-03, ACC-09)."""

from dataclasses import dataclass

from application.channel import OnChannel, editable
from application.claims import release
from application.unit import Unit
from domain.form.aggregate import Form


@dataclass(frozen=True, slots=True)
class PauseChannel(OnChannel):
    """Switch it off: what comes in is kept and starts nothing."""


@dataclass(frozen=True, slots=True)
class ResumeChannel(OnChannel):
    """Switch it on again; `replay`: what was held meanwhile is taken in, in order, else it is left (MSG-07)."""

    replay: bool = False


@dataclass(frozen=True, slots=True)
class DisconnectChannel(OnChannel):
    """End it; its address is free again, its history belongs to the inbox."""


def pause_channel(command: PauseChannel, unit: Unit) -> None:
    """Pause it."""
    editable(command, unit).pause(unit.env)


def resume_channel(command: ResumeChannel, unit: Unit) -> None:
    """Resume it."""
    editable(command, unit).resume(unit.env, replay=command.replay)


def disconnect_channel(command: DisconnectChannel, unit: Unit) -> None:
    """Disconnect it and free its address, and its form; mail to the forwarding address is kept and set aside."""
    channel = editable(command, unit)
    channel.disconnect(unit.env)
    number = channel.number
    for held in (
        channel.claim_id,
        channel.page.claim_id,
        number.claim_id,
        number.place_id,
        channel.line.claim_id,
    ):
        if held is not None:
            release(unit, held, channel.id)
    if channel.form_id is not None:
        unit.get(Form, channel.form_id).disconnect(unit.env, channel.id)
