"""What happens at the door: noted as facts, by the user it concerns or by the system (SE-05)."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from application.unit import Unit
from domain.access.aggregate import Access, access_id
from domain.kernel.refusal import NotAllowed, NotFound
from domain.user.aggregate import User


@dataclass(frozen=True, slots=True)
class AtTheDoor:
    """Something that happened at the door to a user of the account."""

    PERMISSION: ClassVar[str] = ""

    user_id: UUID


@dataclass(frozen=True, slots=True)
class NoteSignIn(AtTheDoor):
    """The user signed in; `client` is their network address."""

    session_id: UUID
    method: str
    known_browser: bool
    client: str


@dataclass(frozen=True, slots=True)
class NoteSignOut(AtTheDoor):
    """The user ended one session."""

    session_id: UUID


@dataclass(frozen=True, slots=True)
class NoteSessionsEnded(AtTheDoor):
    """Sessions of the user were ended together."""

    PERMISSION: ClassVar[str] = ""

    reason: str


@dataclass(frozen=True, slots=True)
class NoteGuessing(AtTheDoor):
    """Somebody gives wrong passwords or codes for the user."""

    step: str


def note_sign_in(command: NoteSignIn, unit: Unit) -> None:
    """Note it; only an active user signs in."""
    if not _own(command, unit).active:
        raise NotFound("user")
    _access(command, unit).signed_in(
        unit.env,
        session_id=command.session_id,
        method=command.method,
        known_browser=command.known_browser,
        client=command.client,
    )


def note_sign_out(command: NoteSignOut, unit: Unit) -> None:
    """Note it."""
    _own(command, unit)
    _access(command, unit).signed_out(unit.env, command.session_id)


def note_sessions_ended(command: NoteSessionsEnded, unit: Unit) -> None:
    """Note it: the user's own doing, or of whoever manages users."""
    _own(command, unit, "user_manage")
    _access(command, unit).ended_all(unit.env, command.reason)


def note_guessing(command: NoteGuessing, unit: Unit) -> None:
    """Note it, once a day at most; it is never the user's own doing."""
    unit.get(User, command.user_id)
    if not unit.env.actor.startswith("system:"):
        raise NotAllowed("user_manage")
    _access(command, unit).guessed(unit.env, command.step)


def _own(command: AtTheDoor, unit: Unit, permission: str = "") -> User:
    env = unit.env
    if env.actor != f"user:{command.user_id}" and not (permission and unit.standing.may(permission)):
        raise NotAllowed(permission or "user_manage")
    return unit.get(User, command.user_id)


def _access(command: AtTheDoor, unit: Unit) -> Access:
    found = unit.find(Access, access_id(command.user_id))
    return found or unit.add(Access.begin(command.user_id, unit.env))
