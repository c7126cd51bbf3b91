"""A saved view (CNV-03)."""

from dataclasses import asdict, dataclass, field
from typing import Any, Self
from uuid import UUID

from domain.kernel.aggregate import Aggregate
from domain.kernel.checks import not_blank, one_of, within
from domain.kernel.envelope import Envelope
from domain.kernel.event import Event
from domain.kernel.refusal import InvalidInput
from domain.view import events
from domain.view.filter import Filter, checked_sort

SHARED = ("nobody", "team", "everyone")
LONGEST_NAME, LAST_PLACE = 80, 1_000_000


@dataclass(frozen=True, slots=True)
class Look:
    """All that makes a view what it is."""

    name: str
    filter: Filter = field(default_factory=Filter)
    sort: str = "newest"
    shared: str = "nobody"
    team_id: UUID | None = None
    place: int = 0

    def checked(self) -> dict[str, Any]:
        """Return it as the fields of an event. Raises `InvalidInput` naming the field."""
        name = not_blank(self.name, "name")
        if len(name) > LONGEST_NAME:
            raise InvalidInput(
                f"A name has at most {LONGEST_NAME} characters. Choose a shorter one.", field="name"
            )
        one_of(self.shared, SHARED, "shared")
        if (self.shared == "team") is (self.team_id is None):
            raise InvalidInput("Name a team where it is shared with one, and only there.", field="team_id")
        place = within(self.place, 0, LAST_PLACE, "place")
        chosen = self.filter.checked()
        sort = checked_sort(chosen.base, self.sort)
        told = {"name": name, "shared": self.shared, "team_id": self.team_id, "place": place, "sort": sort}
        return told | asdict(chosen)


class View(Aggregate):
    """`look` is what it was last told to be, `owner_id` who saved it: None for a machine."""

    TOPIC = "view"

    @classmethod
    def create(cls, view_id: UUID, env: Envelope, look: Look, *, owner_id: UUID | None) -> Self:
        """Save a view. Raises `InvalidInput`, also for one that nobody would see."""
        if owner_id is None and look.shared == "nobody":
            raise InvalidInput("A token has no views of its own. Share it.", field="shared")
        return cls.open(events.ViewCreated, view_id, env, owner_id=owner_id, **look.checked())

    def change(self, env: Envelope, look: Look) -> None:
        """Let it be otherwise; nothing if it is so. Raises `InvalidInput`."""
        told = look.checked()
        if told != self.look:
            self.record(events.ViewChanged, env, **told)

    def remove(self, env: Envelope) -> None:
        """Take it away; nothing if it is away."""
        if not self.removed:
            self.record(events.ViewRemoved, env)

    def restore(self, env: Envelope) -> None:
        """Bring it back as it was; nothing if it is there."""
        if self.removed:
            self.record(events.ViewRestored, env)

    def evolve(self, event: Event) -> None:
        """Apply one recorded event."""
        match event:
            case events.ViewCreated():
                self.owner_id, self.removed = event.owner_id, False
                self.look = _told(event)
            case events.ViewChanged():
                self.look = _told(event)
            case events.ViewRemoved():
                self.removed = True
            case events.ViewRestored():
                self.removed = False


def _told(event: events.ViewCreated | events.ViewChanged) -> dict[str, Any]:
    return {name: getattr(event, name) for name in events.ViewChanged.__annotations__ if name != "TOPIC"}
