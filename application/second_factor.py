"""Second factors: on, off, reset, recovery codes. The secrets themselves are sealed beside the log (API-06)."""

from dataclasses import dataclass, field
from typing import ClassVar
from uuid import UUID

from application.unit import Unit
from application.user import OnUser, must_have, user_of
from domain.kernel.refusal import NotAllowed
from domain.user.aggregate import User


def factor_secret(user_id: UUID) -> str:
    """Return the name of the secret that a user's app shares with us."""
    return f"totp:{user_id}"


@dataclass(frozen=True, slots=True)
class OnOwnFactor(OnUser):
    """A change of one's own second factor; whoever asks has checked password and code."""

    PERMISSION: ClassVar[str] = ""


@dataclass(frozen=True, slots=True)
class EnableSecondFactor(OnOwnFactor):
    """Ask for codes of this secret after the password."""

    secret: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class DisableSecondFactor(OnOwnFactor):
    """Ask for no codes any more."""


@dataclass(frozen=True, slots=True)
class NoteRecoveryCodes(OnOwnFactor):
    """New recovery codes were shown."""

    number: int


@dataclass(frozen=True, slots=True)
class ResetSecondFactor(OnUser):
    """Take another's lost second factor away."""


def enable_second_factor(command: EnableSecondFactor, unit: Unit) -> None:
    """Keep the secret and record that codes are asked for."""
    user = _oneself(command, unit)
    unit.keep_secret(factor_secret(user.id), command.secret)
    user.enable_second_factor(unit.env)


def disable_second_factor(command: DisableSecondFactor, unit: Unit) -> None:
    """Forget the secret and record it."""
    user = _oneself(command, unit)
    user.disable_second_factor(unit.env)
    unit.keep_secret(factor_secret(user.id), None)


def note_recovery_codes(command: NoteRecoveryCodes, unit: Unit) -> None:
    """Record it."""
    _oneself(command, unit).note_recovery_codes(unit.env, command.number)


def reset_second_factor(command: ResetSecondFactor, unit: Unit) -> None:
    """Forget another's secret, who may do no more than the actor, and record it (ACC-10)."""
    user = user_of(command, unit)
    must_have(unit, user.permissions)
    user.reset_second_factor(unit.env)
    unit.keep_secret(factor_secret(user.id), None)


def _oneself(command: OnUser, unit: Unit) -> User:
    if unit.env.actor != f"user:{command.user_id}":
        raise NotAllowed("user_manage")
    return user_of(command, unit)
