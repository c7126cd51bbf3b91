"""Teams and who belongs to them (ACC-10)."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from application.change import Change, unchanged
from application.unit import Unit
from domain.team.aggregate import Team
from domain.user.aggregate import User


@dataclass(frozen=True, slots=True)
class CreateTeam:
    """Form a team."""

    PERMISSION: ClassVar[str] = "user_manage"

    name: str


@dataclass(frozen=True, slots=True)
class OnTeam(Change):
    """A change of a team."""

    PERMISSION: ClassVar[str] = "user_manage"

    team_id: UUID


@dataclass(frozen=True, slots=True)
class RenameTeam(OnTeam):
    """Call a team otherwise."""

    name: str


@dataclass(frozen=True, slots=True)
class ArchiveTeam(OnTeam):
    """Use a team no longer: everybody leaves it, what it did stays."""


@dataclass(frozen=True, slots=True)
class AddTeamMember(Change):
    """Let a user belong to a team, as main or extra member."""

    PERMISSION: ClassVar[str] = "user_manage"

    team_id: UUID
    user_id: UUID
    extra: bool = False


@dataclass(frozen=True, slots=True)
class RemoveTeamMember(Change):
    """Let a user leave a team."""

    PERMISSION: ClassVar[str] = "user_manage"

    team_id: UUID
    user_id: UUID


def create_team(command: CreateTeam, unit: Unit) -> None:
    """Form it; the first stream is the team's."""
    unit.add(Team.create(unit.new_id("team"), unit.env, name=command.name))


def rename_team(command: RenameTeam, unit: Unit) -> None:
    """Rename it."""
    unchanged(unit.get(Team, command.team_id), command).rename(unit.env, command.name)


def archive_team(command: ArchiveTeam, unit: Unit) -> None:
    """Archive it."""
    unchanged(unit.get(Team, command.team_id), command).archive(unit.env)


def add_team_member(command: AddTeamMember, unit: Unit) -> None:
    """Add a user of this account."""
    team = unchanged(unit.get(Team, command.team_id), command)
    team.add_member(unit.env, unit.get(User, command.user_id).id, extra=command.extra)


def remove_team_member(command: RemoveTeamMember, unit: Unit) -> None:
    """Remove the user; nothing if they are no member."""
    unchanged(unit.get(Team, command.team_id), command).remove_member(unit.env, command.user_id)
