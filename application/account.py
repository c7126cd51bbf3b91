"""Accounts: opened with all that a first sign-in needs, their subscriptions, limits and relay."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from application.change import Change, unchanged
from application.unit import Unit
from application.user import invited
from domain.account.aggregate import Account, Relay
from domain.inbox.aggregate import Inbox
from domain.kernel.refusal import InvalidInput, Refusal
from domain.pipeline.aggregate import Pipeline
from domain.schedule.zones import checked_zone

RELAY_PASSWORD = "relay_password"  # noqa: S105 - the name of a secret, not one
FIRST_SEATS = ("sales", "service")


class AccountExists(Refusal):
    """The account was opened before."""

    code = "account_exists"


@dataclass(frozen=True, slots=True)
class OpenAccount:
    """Open the envelope's account: its default pipeline, an administrator with seats, and a first inbox come with it."""

    PERMISSION: ClassVar[str] = "account_access"

    name: str
    created_on: date
    time_zone: str
    language: str
    admin_email: str
    admin_name: str


@dataclass(frozen=True, slots=True)
class ChangeSubscription(Change):
    """Put a hub on a tier (ACC-05)."""

    PERMISSION: ClassVar[str] = "account_access"

    hub: str
    tier: str


@dataclass(frozen=True, slots=True)
class SetLimits(Change):
    """Limit the tickets of one contact (TKT-03)."""

    PERMISSION: ClassVar[str] = "account_access"

    tickets_per_contact: int


@dataclass(frozen=True, slots=True)
class SetReopening(Change):
    """Say after how many days a message begins a new conversation instead of opening the closed one; None: never."""

    PERMISSION: ClassVar[str] = "account_access"

    reopen_days: int | None


@dataclass(frozen=True, slots=True)
class SetRelay(Change):
    """Let outgoing mail leave by this relay; a password of None keeps the one there is, an empty one forgets it."""

    PERMISSION: ClassVar[str] = "account_access"

    host: str
    port: int
    security: str = "starttls"
    username: str = ""
    password: str | None = None


@dataclass(frozen=True, slots=True)
class RemoveRelay(Change):
    """Let outgoing mail leave by the installation's relay again, and forget the password of the account's own."""

    PERMISSION: ClassVar[str] = "account_access"


@dataclass(frozen=True, slots=True)
class NoteExport:
    """Record that rows of the account leave it, before they do (CON-04, PRV-10); filters name no person."""

    PERMISSION: ClassVar[str] = "compliance_manage"

    what: str
    rows: int
    filters: tuple[str, ...] = ()


def open_account(command: OpenAccount, unit: Unit) -> None:
    """Open it, whole. The first stream is the account, then pipeline, user and inbox."""
    env = unit.env
    if unit.find(Account, env.account_id) is not None:
        raise AccountExists("This account is open already. Sign in, or open another.")
    checked_zone(command.time_zone, "time_zone")
    account = unit.add(
        Account.create(
            env.account_id,
            env,
            name=command.name,
            created_on=command.created_on,
            time_zone=command.time_zone,
            language=command.language,
        )
    )
    pipeline = unit.add(Pipeline.create(unit.new_id("pipeline"), env, name="Support"))
    account.set_default_pipeline(env, pipeline.id)
    admin = invited(
        unit,
        unit.new_id("user"),
        email=command.admin_email,
        name=command.admin_name,
        roles=("admin",),
        field="admin_email",
    )
    for hub in FIRST_SEATS:
        admin.assign_seat(env, hub)
    unit.add(Inbox.create(unit.new_id("inbox"), env, name="Inbox"))


def change_subscription(command: ChangeSubscription, unit: Unit) -> None:
    """Put the hub on the tier."""
    _account(command, unit).change_subscription(unit.env, command.hub, command.tier)


def set_limits(command: SetLimits, unit: Unit) -> None:
    """Set the limits."""
    _account(command, unit).set_limits(unit.env, tickets_per_contact=command.tickets_per_contact)


def set_reopening(command: SetReopening, unit: Unit) -> None:
    """Set it."""
    _account(command, unit).set_reopening(unit.env, days=command.reopen_days)


def set_relay(command: SetRelay, unit: Unit) -> None:
    """Set the relay; the password becomes a sealed secret, never part of an event.

    Raises `InvalidInput` where the host leads into a network that is closed to us (SE-04).
    """
    closed = unit.ports.egress.mail_refusal(command.host, command.port)
    if closed:
        raise InvalidInput(closed, field="host")
    account = _account(command, unit)
    known = account.relay
    kept = known is not None and known.has_password
    if known is not None and kept and command.password is None:
        _must_stay_there(known, command)
    has_password = kept if command.password is None else command.password != ""
    account.set_relay(
        unit.env, Relay(command.host, command.port, command.security, command.username, has_password)
    )
    if command.password:
        unit.keep_secret(RELAY_PASSWORD, command.password.encode())
    elif not has_password:
        unit.keep_secret(RELAY_PASSWORD, None)


def remove_relay(command: RemoveRelay, unit: Unit) -> None:
    """Remove it; what waits to be sent leaves by the other one."""
    _account(command, unit).remove_relay(unit.env)
    unit.keep_secret(RELAY_PASSWORD, None)


def note_export(command: NoteExport, unit: Unit) -> None:
    """Record it."""
    account = unit.get(Account, unit.env.account_id)
    account.note_export(unit.env, what=command.what, rows=command.rows, filters=command.filters)


def _must_stay_there(known: Relay, command: SetRelay) -> None:
    """Raise `InvalidInput` where a kept password, which nobody can read, would be told to somebody else."""
    if (known.host, known.port) != (
        command.host,
        command.port,
    ) or command.security == "none" != known.security:
        raise InvalidInput(
            "The password that is kept belongs to the relay that is set. Give the new relay's password, or an empty one.",
            field="password",
        )


def _account(command: Change, unit: Unit) -> Account:
    return unchanged(unit.get(Account, unit.env.account_id), command)
