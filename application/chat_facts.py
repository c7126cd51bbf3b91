"""What read models answer of a chat, beside what they answer of routing."""

from typing import Protocol
from uuid import UUID

from domain.routing.facts import Candidate


class ChatFactsPort(Protocol):
    """Questions about who is there for visitors, and how soon they answer."""

    def members(self, account_id: UUID, inbox_id: UUID) -> tuple[Candidate, ...]:
        """Return the active users who see an inbox."""

    def reply_seconds(self, account_id: UUID, channel_id: UUID) -> int | None:
        """Return the median time to the first answer in the newest conversations of a channel; None without any."""
