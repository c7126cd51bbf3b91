"""An inbox: its name and who may see it."""

from collections.abc import Collection
from typing import Self
from uuid import UUID

from domain.inbox import events
from domain.kernel.aggregate import Aggregate
from domain.kernel.checks import not_blank
from domain.kernel.envelope import Envelope
from domain.kernel.event import Event


class Inbox(Aggregate):
    """Open to everyone of the account until somebody chooses users and teams (ACC-10)."""

    TOPIC = "inbox"

    @classmethod
    def create(cls, inbox_id: UUID, env: Envelope, *, name: str) -> Self:
        """Make an inbox. Raises `InvalidInput` without a name."""
        return cls.open(events.InboxCreated, inbox_id, env, name=not_blank(name, "name"))

    def rename(self, env: Envelope, name: str) -> None:
        """Give it another name; nothing if it is this. Raises `InvalidInput` without one."""
        if not_blank(name, "name") != self.name:
            self.record(events.InboxRenamed, env, name=name.strip())

    def set_access(
        self,
        env: Envelope,
        *,
        everyone: bool,
        user_ids: tuple[UUID, ...] = (),
        team_ids: tuple[UUID, ...] = (),
    ) -> None:
        """Choose who may see it: everyone, or these users and teams; nothing if it is so."""
        access = (everyone, frozenset(user_ids), frozenset(team_ids))
        if access != (self.everyone, self.user_ids, self.team_ids):
            self.record(events.InboxAccessSet, env, everyone=everyone, user_ids=user_ids, team_ids=team_ids)

    def admits(self, user_id: UUID, team_ids: Collection[UUID] = ()) -> bool:
        """Whether a user of these teams may see it."""
        return self.everyone or user_id in self.user_ids or not self.team_ids.isdisjoint(team_ids)

    def evolve(self, event: Event) -> None:
        """Apply one recorded event."""
        match event:
            case events.InboxCreated():
                self.name = event.name
                self.everyone = True
                self.user_ids: frozenset[UUID] = frozenset()
                self.team_ids: frozenset[UUID] = frozenset()
            case events.InboxRenamed():
                self.name = event.name
            case events.InboxAccessSet():
                self.everyone = event.everyone
                self.user_ids = frozenset(event.user_ids)
                self.team_ids = frozenset(event.team_ids)
