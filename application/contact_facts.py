"""What erasure must know of a contact before it begins."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class ContactFacts:
    """A contact as erasure sees it."""

    names: tuple[str, ...]
    addresses: tuple[str, ...]
    claims: tuple[UUID, ...]
    conversations: tuple[UUID, ...]
    subjects: tuple[UUID, ...]
    """The keys to destroy: the contact's, and its originals' own."""
    blobs: tuple[UUID, ...]
