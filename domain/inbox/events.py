"""What happens to an inbox."""

from uuid import UUID

from domain.kernel.event import Event, Opening


class InboxCreated(Opening):
    """An inbox was made."""

    TOPIC = "inbox.created"
    OF = "inbox"

    name: str


class InboxRenamed(Event):
    """The inbox has another name."""

    TOPIC = "inbox.renamed"

    name: str


class InboxAccessSet(Event):
    """Who may see the inbox: everyone of the account, or these users and teams (ACC-10)."""

    TOPIC = "inbox.access_set"

    everyone: bool
    user_ids: tuple[UUID, ...]
    team_ids: tuple[UUID, ...]
