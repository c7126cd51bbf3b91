"""Whom mail belongs to that somebody passed on: what channels and the account are set to (EML-13, EML-14)."""

from dataclasses import dataclass
from typing import ClassVar

from application.change import Change, unchanged
from application.channel import OnChannel, editable
from application.unit import Unit
from domain.account.aggregate import Account


@dataclass(frozen=True, slots=True)
class SetForwarding(OnChannel):
    """Let mail that a user passed on belong to its original sender, or to the forwarder."""

    forwarded_to: str


@dataclass(frozen=True, slots=True)
class SetForwardsBy(Change):
    """Say who may name a mail's sender by passing it on: users of the account, or anyone."""

    PERMISSION: ClassVar[str] = "account_access"

    forwards_by: str


def set_forwarding(command: SetForwarding, unit: Unit) -> None:
    """Set it."""
    editable(command, unit).set_forwarding(unit.env, command.forwarded_to)


def set_forwards_by(command: SetForwardsBy, unit: Unit) -> None:
    """Set it."""
    account = unchanged(unit.get(Account, unit.env.account_id), command)
    account.set_forwards_by(unit.env, command.forwards_by)
