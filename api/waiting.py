"""Files that wait to be sent along, as the API needs them."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Protocol
from uuid import UUID


class Uploaded(Protocol):
    """What is known of a file that waits."""

    @property
    def filename(self) -> str:
        """Its name."""

    @property
    def content_type(self) -> str:
        """What it is."""

    @property
    def size(self) -> int:
        """Bytes."""


class Uploads(Protocol):
    """Files that wait to be sent along, each who brought it alone (CNV-08)."""

    def take(
        self,
        account_id: UUID,
        actor: str,
        filename: str,
        content_type: str,
        read: Callable[[int], bytes],
        length: int | None,
        at: datetime,
    ) -> tuple[UUID, Uploaded]:
        """Keep what `read` yields; raises `Refusal`."""

    def look(self, account_id: UUID, actor: str, upload_id: UUID) -> tuple[Uploaded, Iterator[bytes]] | None:
        """Return a file and its bytes in pieces; None where there is none of theirs."""

    def check(self, data: bytes) -> None:
        """Raise `Refusal` where the scanner finds something in what is not kept here."""

    def remove(self, account_id: UUID, actor: str, upload_id: UUID) -> bool:
        """Remove a file; false where there is none of theirs."""
