"""Where sealed bytes lie. What a store is given is ciphertext already; it knows ids and no keys."""

from collections.abc import Iterator
from typing import Protocol
from uuid import UUID


class Store(Protocol):
    """Sealed bytes by id.

    Whatever cannot be had now, since a disk is full or a server away, is an `OSError` or `application.ports.Unavailable`.
    """

    def put(self, blob_id: UUID, sealed: bytes) -> None:
        """Keep bytes under an id, in place of what was there; durable, and whole for every reader, when it returns."""

    def get(self, blob_id: UUID) -> bytes | None:
        """Return the bytes; None where there are none."""

    def delete(self, blob_id: UUID) -> None:
        """Remove the bytes; nothing where there are none."""

    def ids(self) -> Iterator[UUID]:
        """Yield what is there, in no order; what comes or goes meanwhile may be among it or not."""
