"""Who can be given a conversation, or called to it: active people who see its inbox (RTG-06, CNV-02)."""

from uuid import UUID

from application.unit import Unit
from domain.inbox.aggregate import Inbox
from domain.kernel.refusal import InvalidInput
from domain.team.aggregate import Team
from domain.user.aggregate import User


def must_see(unit: Unit, user_id: UUID, inbox_id: UUID, *, field: str = "user_id") -> None:
    """Raise `InvalidInput` for somebody who would never see what they were given; capacity is a person's call."""
    if not unit.get(User, user_id).active:
        raise InvalidInput("This user is deactivated. Choose somebody else.", field=field)
    if not sees(unit, user_id, inbox_id):
        raise InvalidInput(
            "This user does not see the inbox. Open it to them first, or choose somebody else.", field=field
        )


def must_belong(team: Team, user_id: UUID) -> None:
    """Raise `InvalidInput` for somebody who is no member of the team."""
    if user_id not in team.members:
        raise InvalidInput("This user is not in the team. Choose one of its members.", field="user_id")


def sees(unit: Unit, user_id: UUID, inbox_id: UUID) -> bool:
    """Whether the inbox is open to the user."""
    inbox = unit.get(Inbox, inbox_id)
    teams = [team_id for team_id in inbox.team_ids if user_id in unit.get(Team, team_id).members]
    return inbox.admits(user_id, teams)
