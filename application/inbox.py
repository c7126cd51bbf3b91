"""Inboxes: made, renamed, opened to everyone or to chosen users and teams (ACC-01, ACC-10)."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from application.change import Change, unchanged
from application.unit import Unit
from domain.inbox.aggregate import Inbox
from domain.kernel.refusal import NotFound
from domain.team.aggregate import Team
from domain.user.aggregate import User


@dataclass(frozen=True, slots=True)
class CreateInbox:
    """Make an inbox, open to everyone of the account until somebody chooses."""

    PERMISSION: ClassVar[str] = "inbox_edit"

    name: str


@dataclass(frozen=True, slots=True)
class RenameInbox(Change):
    """Give an inbox another name."""

    PERMISSION: ClassVar[str] = "inbox_edit"

    inbox_id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class SetInboxAccess(Change):
    """Choose who may see an inbox."""

    PERMISSION: ClassVar[str] = "inbox_edit"

    inbox_id: UUID
    everyone: bool
    user_ids: tuple[UUID, ...] = ()
    team_ids: tuple[UUID, ...] = ()


def create_inbox(command: CreateInbox, unit: Unit) -> None:
    """Make it; the first stream is the inbox's."""
    unit.add(Inbox.create(unit.new_id("inbox"), unit.env, name=command.name))


def rename_inbox(command: RenameInbox, unit: Unit) -> None:
    """Rename it."""
    unchanged(visible_inbox(unit, command.inbox_id), command).rename(unit.env, command.name)


def set_inbox_access(command: SetInboxAccess, unit: Unit) -> None:
    """Set it; every user and team named must be of this account."""
    inbox = unchanged(visible_inbox(unit, command.inbox_id), command)
    for user_id in command.user_ids:
        unit.get(User, user_id)
    for team_id in command.team_ids:
        unit.get(Team, team_id)
    inbox.set_access(
        unit.env, everyone=command.everyone, user_ids=command.user_ids, team_ids=command.team_ids
    )


def visible_inbox(unit: Unit, inbox_id: UUID) -> Inbox:
    """Return an inbox the actor sees. Raises `NotFound`."""
    inbox = unit.get(Inbox, inbox_id)
    if not unit.standing.sees(inbox_id):
        raise NotFound(Inbox.TOPIC)
    return inbox
