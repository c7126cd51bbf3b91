"""A team: who belongs to it, as main or extra member (ACC-10)."""

from typing import Self
from uuid import UUID

from domain.kernel.aggregate import Aggregate
from domain.kernel.checks import not_blank
from domain.kernel.envelope import Envelope
from domain.kernel.event import Event
from domain.kernel.refusal import Refusal
from domain.team import events


class TeamIsArchived(Refusal):
    """Nothing is done with an archived team."""

    code = "team_archived"

    def __init__(self) -> None:
        """Say how to go on."""
        super().__init__("This team is archived. Form a new one.")


class Team(Aggregate):
    """`members` says of each user whether they are an extra member."""

    TOPIC = "team"

    @classmethod
    def create(cls, team_id: UUID, env: Envelope, *, name: str) -> Self:
        """Form a team. Raises `InvalidInput` without a name."""
        return cls.open(events.TeamCreated, team_id, env, name=not_blank(name, "name"))

    def rename(self, env: Envelope, name: str) -> None:
        """Give it another name; nothing if it is this. Raises `InvalidInput` without one, `TeamIsArchived`."""
        self._must_be_used()
        if not_blank(name, "name") != self.name:
            self.record(events.TeamRenamed, env, name=name.strip())

    def archive(self, env: Envelope) -> None:
        """Use it no longer: everybody leaves. Nothing if so."""
        if not self.archived:
            self.record(events.TeamArchived, env, user_ids=tuple(self.members))

    def _must_be_used(self) -> None:
        if self.archived:
            raise TeamIsArchived

    def add_member(self, env: Envelope, user_id: UUID, *, extra: bool = False) -> None:
        """Let a user belong to it, or change between main and extra; nothing if it is so. Raises `TeamIsArchived`."""
        self._must_be_used()
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
                self.name = event.name
                self.archived = False
                self.members: dict[UUID, bool] = {}
            case events.TeamRenamed():
                self.name = event.name
            case events.TeamArchived():
                self.archived, self.members = True, {}
            case events.TeamMemberAdded():
                self.members = self.members | {event.user_id: event.extra}
            case events.TeamMemberRemoved():
                self.members = {user: extra for user, extra in self.members.items() if user != event.user_id}
