"""Canned replies: who may see and change them, and what becomes of them (CNV-02)."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from application.change import Change, unchanged
from application.unit import Unit
from domain.canned.aggregate import CannedReply, Prepared
from domain.canned.scope import Scope
from domain.inbox.aggregate import Inbox
from domain.kernel.refusal import NotAllowed, NotFound
from domain.team.aggregate import Team

WRITE = "conversation_write"
FOR_ALL = "inbox_edit"
"""What it takes to prepare something for everybody, or for a team or person one is not."""


@dataclass(frozen=True, slots=True)
class CreateCannedReply:
    """Prepare a text."""

    PERMISSION: ClassVar[str] = WRITE

    prepared: Prepared


@dataclass(frozen=True, slots=True)
class ChangeCannedReply(Change):
    """Make it another text."""

    PERMISSION: ClassVar[str] = WRITE

    reply_id: UUID
    prepared: Prepared


@dataclass(frozen=True, slots=True)
class DeleteCannedReply(Change):
    """Offer it no longer."""

    PERMISSION: ClassVar[str] = WRITE

    reply_id: UUID


@dataclass(frozen=True, slots=True)
class RestoreCannedReply(Change):
    """Offer a deleted one again."""

    PERMISSION: ClassVar[str] = WRITE

    reply_id: UUID


def must_be_in(unit: Unit, scope: Scope, what: str) -> None:
    """Raise `NotFound` unless something of that scope is the actor's to see (ACC-10)."""
    if not _within(unit, scope):
        raise NotFound(what)


def must_provide(unit: Unit, scope: Scope) -> None:
    """Raise `NotAllowed` unless the actor may prepare something for that scope, `NotFound` for no such inbox or team."""
    if scope.kind == "inbox":
        if not unit.standing.sees(unit.get(Inbox, _id(scope)).id):
            raise NotFound("inbox")
    elif scope.kind == "team":
        unit.get(Team, _id(scope))
    if not _within(unit, scope) or (scope.kind == "everyone" and not unit.standing.may(FOR_ALL)):
        raise NotAllowed(FOR_ALL)


def _within(unit: Unit, scope: Scope) -> bool:
    match scope.kind:
        case "inbox":
            return unit.standing.sees(_id(scope))
        case "team":
            team = unit.find(Team, _id(scope))
            return team is not None and (unit.env.user_id in team.members or unit.standing.may(FOR_ALL))
        case "own":
            return unit.env.user_id == scope.of_id
        case _:
            return True


def _id(scope: Scope) -> UUID:
    assert scope.of_id is not None  # noqa: S101 - a checked scope has one
    return scope.of_id


def create_canned_reply(command: CreateCannedReply, unit: Unit) -> None:
    """Prepare it; the first stream is the reply's."""
    must_provide(unit, command.prepared.scope.checked())
    unit.add(CannedReply.create(unit.new_id("canned_reply"), unit.env, command.prepared))


def change_canned_reply(command: ChangeCannedReply, unit: Unit) -> None:
    """Change it."""
    reply = _reply(command.reply_id, command, unit)
    must_provide(unit, command.prepared.scope.checked())
    reply.change(unit.env, command.prepared)


def delete_canned_reply(command: DeleteCannedReply, unit: Unit) -> None:
    """Delete it."""
    _reply(command.reply_id, command, unit).delete(unit.env)


def restore_canned_reply(command: RestoreCannedReply, unit: Unit) -> None:
    """Restore it."""
    _reply(command.reply_id, command, unit).restore(unit.env)


def _reply(reply_id: UUID, command: Change, unit: Unit) -> CannedReply:
    reply = unit.get(CannedReply, reply_id)
    must_be_in(unit, reply.scope, "canned reply")
    must_provide(unit, reply.scope)
    return unchanged(reply, command)
