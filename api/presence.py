"""Who looks at a conversation and who writes in it: kept for seconds and never stored (CNV-04)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

VIEWING, TYPING, LEFT, HERE, WROTE = "viewing", "typing", "left", "here", "wrote"
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


@dataclass(frozen=True, slots=True)
class VisitorThere:
    """A chat's visitor who is there now: here or typing, since when, and on which page, where they said so."""

    doing: str
    since: datetime
    page: str | None = None


class Visitors(Protocol):
    """What all API processes know of visitors of chats; where it is away, nobody seems to be there (CHT-11)."""

    def note(
        self,
        account_id: UUID,
        inbox_id: UUID,
        conversation_id: UUID,
        visitor_id: UUID,
        doing: str,
        page: str = "",
    ) -> None:
        """Keep what a visitor does, and let the streams of all processes tell of it: `visitor`, ids and `doing` only."""

    def wrote(self, account_id: UUID, inbox_id: UUID, visitor_id: UUID) -> None:
        """Let the visitor's streams look out for a message that was accepted and is in no conversation yet."""

    @property
    def hears(self) -> bool:
        """Whether this process hears now of what any of them notes."""

    def of(self, account_id: UUID, conversation_id: UUID) -> VisitorThere | None:
        """Return the conversation's visitor, if they are there now."""


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


class NobodyVisits:
    """Stands in where no visitors are kept."""

    def note(
        self,
        account_id: UUID,
        inbox_id: UUID,
        conversation_id: UUID,
        visitor_id: UUID,
        doing: str,
        page: str = "",
    ) -> None:
        """See `Visitors.note`."""

    def wrote(self, account_id: UUID, inbox_id: UUID, visitor_id: UUID) -> None:
        """See `Visitors.wrote`."""

    @property
    def hears(self) -> bool:
        """See `Visitors.hears`."""
        return False

    def of(self, account_id: UUID, conversation_id: UUID) -> VisitorThere | None:
        """See `Visitors.of`."""


class NobodyLooks:
    """Stands in where no screen is kept."""

    def beat(self, account_id: UUID, user_id: UUID) -> None:
        """See `ScreensSeen.beat`."""
