"""What happens to a team."""

from uuid import UUID

from domain.kernel.event import Event, Opening


class TeamCreated(Opening):
    """A team was formed."""

    TOPIC = "team.created"
    OF = "team"

    name: str


class TeamRenamed(Event):
    """The team is called otherwise."""

    TOPIC = "team.renamed"

    name: str


class TeamArchived(Event):
    """The team is no longer used: `user_ids` left it, so that rules and inboxes which name it reach nobody by it."""

    TOPIC = "team.archived"

    user_ids: tuple[UUID, ...]


class TeamMemberAdded(Event):
    """A user belongs to the team, as main or extra member."""

    TOPIC = "team.member_added"

    user_id: UUID
    extra: bool


class TeamMemberRemoved(Event):
    """A user left the team."""

    TOPIC = "team.member_removed"

    user_id: UUID
