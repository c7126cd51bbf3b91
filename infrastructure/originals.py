"""Raw originals, read by the adapter of the channel's kind: the port `application.ports.Originals`, and what is shown."""

from collections.abc import Callable, Mapping, Sequence
from uuid import UUID

from application.inbound import InboundMessage
from application.ports import Blobs, Unreadable
from infrastructure.channels.email.parse import parse, to_inbound

Reader = Callable[[bytes, Sequence[str]], InboundMessage]


def read_email(raw: bytes, own: Sequence[str]) -> InboundMessage:
    """Read a mail as it came by SMTP."""
    return to_inbound(parse(raw), own)


READERS: Mapping[str, Reader] = {"email": read_email}


class StoredOriginals:
    """Originals in the blob store, each sealed under its intake's own key."""

    def __init__(self, blobs: Blobs, readers: Mapping[str, Reader] = READERS) -> None:
        """Read from `blobs`."""
        self._blobs, self._readers = blobs, readers

    def read(self, kind: str, blob_id: UUID, intake_id: UUID, own: Sequence[str]) -> InboundMessage:
        """See `application.ports.Originals.read`; what a reader stumbles over is the original's fault, and says so."""
        raw = self._blobs.get(blob_id, intake_id)
        if raw is None:
            raise Unreadable("original_missing")
        try:
            return self._readers[kind](raw, own)
        except Exception as error:
            raise Unreadable(f"parser_{type(error).__name__}") from error
