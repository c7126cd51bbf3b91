"""What happens to a team."""

from uuid import UUID

from domain.kernel.event import Event, Opening


class TeamCreated(Opening):
    """A team was formed."""

    TOPIC = "team.created"
    OF = "team"

    name: str


class TeamMemberAdded(Event):
    """A user belongs to the team, as main or extra member."""

    TOPIC = "team.member_added"

    user_id: UUID
    extra: bool


class TeamMemberRemoved(Event):
    """A user left the team."""

    TOPIC = "team.member_removed"

    user_id: UUID
