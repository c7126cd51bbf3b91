"""Who looks at a conversation and who writes in it: kept for seconds and never stored (CNV-04)."""

from collections.abc import Mapping
from typing import Protocol
from uuid import UUID

VIEWING, TYPING, LEFT = "viewing", "typing", "left"
SECONDS = {VIEWING: 30, TYPING: 6}
"""After which somebody who says nothing more is no longer there."""


class Presence(Protocol):
    """What all API processes know of who is where; where it is away, nobody seems to be anywhere."""

    def note(
        self, account_id: UUID, inbox_id: UUID, conversation_id: UUID, user_id: UUID, doing: str
    ) -> None:
        """Keep what a user does in a conversation, and let the streams of all processes tell of it."""

    def of(self, account_id: UUID, conversation_id: UUID) -> Mapping[UUID, str]:
        """Return user -> viewing or typing, as it is now."""


class ScreensSeen(Protocol):
    """Keeps who has a screen open, for whoever makes those away who have none (ACC-12)."""

    def beat(self, account_id: UUID, user_id: UUID) -> None:
        """Keep that a user has a screen open now."""


class NobodyThere:
    """Stands in where nobody keeps it."""

    def note(
        self, account_id: UUID, inbox_id: UUID, conversation_id: UUID, user_id: UUID, doing: str
    ) -> None:
        """See `Presence.note`."""

    def of(self, account_id: UUID, conversation_id: UUID) -> Mapping[UUID, str]:  # noqa: ARG002 - it is the same for all
        """See `Presence.of`."""
        return {}


class NobodyLooks:
    """Stands in where no screen is kept."""

    def beat(self, account_id: UUID, user_id: UUID) -> None:
        """See `ScreensSeen.beat`."""
