"""A team: who belongs to it, as main or extra member (ACC-10)."""

from typing import Self
from uuid import UUID

from domain.kernel.aggregate import Aggregate
from domain.kernel.checks import not_blank
from domain.kernel.envelope import Envelope
from domain.kernel.event import Event
from domain.team import events


class Team(Aggregate):
    """`members` says of each user whether they are an extra member."""

    TOPIC = "team"

    @classmethod
    def create(cls, team_id: UUID, env: Envelope, *, name: str) -> Self:
        """Form a team. Raises `InvalidInput` without a name."""
        return cls.open(events.TeamCreated, team_id, env, name=not_blank(name, "name"))

    def add_member(self, env: Envelope, user_id: UUID, *, extra: bool = False) -> None:
        """Let a user belong to it, or change between main and extra; nothing if it is so."""
        if self.members.get(user_id) is not extra:
            self.record(events.TeamMemberAdded, env, user_id=user_id, extra=extra)

    def remove_member(self, env: Envelope, user_id: UUID) -> None:
        """Let a user leave; nothing if they did."""
        if user_id in self.members:
            self.record(events.TeamMemberRemoved, env, user_id=user_id)

    def evolve(self, event: Event) -> None:
        """Apply one recorded event."""
        match event:
            case events.TeamCreated():
                self.members: dict[UUID, bool] = {}
            case events.TeamMemberAdded():
                self.members = self.members | {event.user_id: event.extra}
            case events.TeamMemberRemoved():
                self.members = {user: extra for user, extra in self.members.items() if user != event.user_id}
