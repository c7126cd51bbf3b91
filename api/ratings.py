"""What the API needs of the links by which customers rate a conversation (CNV-10)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Invited:
    """Who may rate what."""

    account_id: UUID
    conversation_id: UUID
    contact_id: UUID


class RatingLinks(Protocol):
    """Says what links open."""

    def look(self, token: str, at: datetime) -> Invited | None:
        """Return whom a token lets rate what; None for one that is expired, forgotten or made up."""

    def in_chat(self, conversation_id: UUID) -> str:
        """Return the path of the link that a conversation's visitor is shown, and nobody else."""
