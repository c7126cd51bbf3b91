"""What the API needs of forms that anybody may send (FRM-01, FRM-10)."""

from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from domain.form.definition import Definition


@dataclass(frozen=True, slots=True)
class Asked:
    """A form that takes something now, and the version of it that is asked."""

    account_id: UUID
    form_id: UUID
    channel_id: UUID
    form_version: int
    definition: Definition


class Forms(Protocol):
    """Finds forms by what their public addresses end with, and makes what is sent durable."""

    def look(self, key: str, form_version: int = 0) -> Asked | None:
        """Return the form, asked in this version of it, or its newest; None where it takes nothing now."""

    def accept(self, asked: Asked, raw: bytes, sender: str, peer_ip: str) -> UUID:
        """Make an original durable and return its intake; only after this it is acknowledged (RL-03).

        Raises:
            OSError: the disk is full or gone.
            Unavailable: the log cannot be reached.

        """

    def original_of(self, intake_id: UUID) -> UUID | None:
        """Return the blob of an accepted original."""
