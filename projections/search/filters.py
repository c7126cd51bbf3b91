"""What a hit's conversation and message must be, in SQL."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, get_args
from uuid import UUID

Place = Literal["anywhere", "open", "mine", "unassigned", "snoozed", "closed", "spam", "trash", "archive"]
Direction = Literal["in", "out", "note"]
PLACES: tuple[Place, ...] = get_args(Place)
DIRECTIONS: tuple[Direction, ...] = get_args(Direction)
OF_PLACES: dict[str, str] = {
    "anywhere": "shelf NOT IN ('spam', 'trash')",
    "mine": "shelf = 'open' AND assignee_id = %(user_id)s",
    "unassigned": "shelf = 'open' AND assignee_id IS NULL",
}
VISIBLE = "account_id = %(account)s AND inbox_id = ANY(%(inboxes)s)"
TAGGED = "EXISTS (SELECT FROM jsonb_array_elements_text(tags) AS t (tag) WHERE lower(t.tag) = ANY(%(tags)s))"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """All of it holds; of several values one is enough, and none asks for nothing. Tags are compared without case."""

    place: Place = "anywhere"
    """`anywhere` leaves spam and trash out."""
    user_id: UUID | None = None
    """Whose list `mine` is."""
    channel_ids: tuple[UUID, ...] = ()
    assignee_ids: tuple[UUID, ...] = ()
    tags: tuple[str, ...] = ()
    since: datetime | None = None
    until: datetime | None = None
    attached: bool | None = None
    direction: Direction | None = None

    @property
    def of_message(self) -> str:
        """Conditions on a message."""
        chosen = {
            "at >= %(since)s": self.since, "at < %(until)s": self.until, "attached = %(attached)s": self.attached,
            "direction = %(direction)s": self.direction,
        }  # fmt: skip
        return " AND ".join(["true", *(text for text, value in chosen.items() if value is not None)])

    @property
    def of_conversation(self) -> str:
        """Conditions on a conversation of the list."""
        chosen = {
            "channel_id = ANY(%(channel_ids)s)": self.channel_ids,
            "assignee_id = ANY(%(assignee_ids)s)": self.assignee_ids,
            TAGGED: self.tags,
        }
        place = OF_PLACES.get(self.place, "shelf = %(place)s")
        return " AND ".join([VISIBLE, place, *(text for text, value in chosen.items() if value)])

    def values(self) -> dict[str, Any]:
        """Return what the conditions are about."""
        values = {name: getattr(self, name) for name in self.__dataclass_fields__}
        lists = {name: list(value) for name, value in values.items() if isinstance(value, tuple)}
        return values | lists | {"tags": [tag.lower() for tag in self.tags]}
