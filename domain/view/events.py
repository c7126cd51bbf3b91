"""What happens to a saved view."""

from uuid import UUID

from domain.kernel.event import Event, Opening
from domain.view.wanted import Wanted


class ViewCreated(Opening):
    """Somebody saved a view; `shared` is nobody, team or everyone, `place` where it stands among the others (CNV-03).

    The rest is its filter: see `domain.view.filter.Filter`.
    """

    TOPIC = "view.created"
    OF = "view"

    owner_id: UUID | None
    name: str
    shared: str
    team_id: UUID | None
    place: int
    sort: str
    base: str
    inbox_ids: tuple[UUID, ...]
    channel_ids: tuple[UUID, ...]
    assignee_ids: tuple[UUID, ...]
    tags: tuple[str, ...]
    priorities: tuple[str, ...]
    kinds: tuple[str, ...]
    waiting: bool
    unread: bool
    team_ids: tuple[UUID, ...] = ()
    dues: tuple[str, ...] = ()
    properties: tuple[Wanted, ...] = ()


class ViewChanged(Event):
    """It is called, shared, placed, sorted or filtered otherwise; all of it as it is now."""

    TOPIC = "view.changed"

    name: str
    shared: str
    team_id: UUID | None
    place: int
    sort: str
    base: str
    inbox_ids: tuple[UUID, ...]
    channel_ids: tuple[UUID, ...]
    assignee_ids: tuple[UUID, ...]
    tags: tuple[str, ...]
    priorities: tuple[str, ...]
    kinds: tuple[str, ...]
    waiting: bool
    unread: bool
    team_ids: tuple[UUID, ...] = ()
    dues: tuple[str, ...] = ()
    properties: tuple[Wanted, ...] = ()


class ViewRemoved(Event):
    """Nobody sees it any more."""

    TOPIC = "view.removed"


class ViewRestored(Event):
    """It is back as it was."""

    TOPIC = "view.restored"
