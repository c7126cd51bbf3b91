"""The rows of saved views; their columns are described where they are read, in `queries`."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from projections.common.table import Table


@dataclass(slots=True)
class ViewRow:
    """A saved view as it is, removed ones too: they can come back."""

    account_id: UUID
    view_id: UUID
    owner_id: UUID | None
    name: str
    shared: str
    team_id: UUID | None
    place: int
    sort: str
    base: str
    inbox_ids: Sequence[UUID]
    channel_ids: Sequence[UUID]
    assignee_ids: Sequence[UUID]
    tags: Sequence[str]
    priorities: Sequence[str]
    kinds: Sequence[str]
    waiting: bool
    unread: bool
    team_ids: Sequence[UUID]
    dues: Sequence[str]
    properties: Sequence[Sequence[str]]
    removed: bool
    version: int
    position: int


VIEWS = Table("saved_view", ViewRow, ("account_id", "view_id"))
