"""Who can be given a conversation, or called to it: active people who see its inbox (RTG-06, CNV-02)."""

from uuid import UUID

from application.unit import Unit
from domain.inbox.aggregate import Inbox
from domain.kernel.refusal import InvalidInput
from domain.team.aggregate import Team
from domain.user.aggregate import User


def must_see(unit: Unit, user_id: UUID, inbox_id: UUID, *, field: str = "user_id") -> None:
    """Raise `InvalidInput` for somebody who would never see what they were given; capacity is a person's call."""
    user, inbox = unit.get(User, user_id), unit.get(Inbox, inbox_id)
    teams = [team_id for team_id in inbox.team_ids if user.id in unit.get(Team, team_id).members]
    if not user.active:
        raise InvalidInput("This user is deactivated. Choose somebody else.", field=field)
    if not inbox.admits(user.id, teams):
        raise InvalidInput(
            "This user does not see the inbox. Open it to them first, or choose somebody else.", field=field
        )
