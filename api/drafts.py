"""What is being written and was not sent, as the API asks for it: each person's own (CNV-09)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from domain.kernel.refusal import Refusal


class DraftChanged(Refusal):
    """The same draft was kept from elsewhere meanwhile."""

    code = "draft_changed"
    status = 412

    def __init__(self) -> None:
        """Say how to go on."""
        super().__init__(
            "This draft was changed in another window. Read it, then keep yours with its version, or go on with it."
        )


@dataclass(frozen=True, slots=True)
class Place:
    """Whose draft it is and where: an answer (`reply`) or `note` in a conversation, or a new mail (`mail`) in none."""

    account_id: UUID
    owner_id: UUID
    kind: str
    conversation_id: UUID | None = None
    subject_id: UUID | None = None
    """Under whose key it is sealed: the contact's, where there is one."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A kept draft; `version` counts from 1."""

    content: bytes
    version: int
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class DraftHint:
    """That there is a draft."""

    kind: str
    conversation_id: UUID | None
    version: int
    updated_at: datetime


class Drafts(Protocol):
    """Keeps drafts, sealed; they are erased with the contact, and forgotten when nobody touches them for long."""

    def keep(self, place: Place, content: bytes, version: int | None, at: datetime) -> int:
        """Keep a draft in the place of the one of `version` (None: of any), and return its version.

        Raises:
            DraftChanged: there is another one.
            ConversationErased: the contact was forgotten.

        """

    def read(self, place: Place) -> Draft | None:
        """Return the draft, None where there is none that can be read."""

    def drop(self, place: Place) -> None:
        """Forget the draft; none is no error."""

    def of(self, account_id: UUID, owner_id: UUID) -> Sequence[DraftHint]:
        """Return where somebody has drafts, the newest first, 200 at most."""
