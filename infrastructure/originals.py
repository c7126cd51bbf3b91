"""Raw originals, read by the adapter of the channel's kind: the port `application.ports.Originals`, and what is shown."""

from collections.abc import Callable, Mapping, Sequence
from uuid import UUID

from application.inbound import InboundMessage
from application.ports import Blobs, Unreadable
from application.submitted import is_submission, read
from infrastructure.channels.email.parse import parse, to_inbound

Reader = Callable[[bytes, Sequence[str]], InboundMessage]


def readers(authserv: str = "") -> Mapping[str, Reader]:
    """Return the readers of all kinds; `authserv` is the mail server whose word about senders is believed."""

    def read_email(raw: bytes, own: Sequence[str]) -> InboundMessage:
        return to_inbound(parse(raw), own, authserv)

    def read_form(raw: bytes, own: Sequence[str]) -> InboundMessage:
        # answers to our answers come to a form's channel as mail
        return read(raw) if is_submission(raw) else read_email(raw, own)

    return {"email": read_email, "form": read_form}


class StoredOriginals:
    """Originals in the blob store, each sealed under its intake's own key."""

    def __init__(self, blobs: Blobs, by_kind: Mapping[str, Reader] | None = None) -> None:
        """Read from `blobs`."""
        self._blobs, self._readers = blobs, by_kind or readers()

    def read(self, kind: str, blob_id: UUID, intake_id: UUID, own: Sequence[str]) -> InboundMessage:
        """See `application.ports.Originals.read`; what a reader stumbles over is the original's fault, and says so."""
        raw = self._blobs.get(blob_id, intake_id)
        if raw is None:
            raise Unreadable("original_missing")
        try:
            return self._readers[kind](raw, own)
        except Exception as error:
            raise Unreadable(f"parser_{type(error).__name__}") from error
