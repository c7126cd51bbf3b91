"""Raw originals, read by the adapter of the channel's kind: the port `application.ports.Originals`, and what is shown."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

from application import called, chatted, messenger_items, whatsapp_items
from application.inbound import InboundMessage
from application.ports import Blobs, Unreadable, Wanted
from application.submitted import is_submission, read
from infrastructure.isolation.asking import Asked, Failed, asked
from infrastructure.isolation.work import at_once

Reader = Callable[[bytes, Sequence[str]], InboundMessage | Asked]
"""Gives the message, or what to ask a child for: whatever is hard to read is not read here (RL-06)."""
Each = Callable[[Sequence[Asked]], list[Any]]
TOGETHER = 4 * 1024 * 1024
"""Bytes of originals that are read in one batch, or one larger original."""


def readers(authserv: str = "") -> Mapping[str, Reader]:
    """Return the readers of all kinds; `authserv` is the mail server whose word about senders is believed."""

    def read_email(raw: bytes, own: Sequence[str]) -> Asked:
        return asked("inbound", raw, tuple(own), authserv)

    def read_form(raw: bytes, own: Sequence[str]) -> InboundMessage | Asked:
        # answers to our answers come to a form's channel as mail
        return read(raw) if is_submission(raw) else read_email(raw, own)

    def read_chat(raw: bytes, own: Sequence[str]) -> InboundMessage | Asked:
        # who left is answered by mail, and so are we
        return chatted.read(raw) if chatted.is_chat(raw) else read_email(raw, own)

    def read_messenger(raw: bytes, _own: Sequence[str]) -> InboundMessage:
        return messenger_items.read(raw)

    def read_whatsapp(raw: bytes, _own: Sequence[str]) -> InboundMessage:
        return whatsapp_items.read(raw)

    def read_call(raw: bytes, _own: Sequence[str]) -> InboundMessage:
        return called.read(raw)

    return {
        "email": read_email,
        "form": read_form,
        "chat": read_chat,
        "messenger": read_messenger,
        "whatsapp": read_whatsapp,
        "calling": read_call,
    }


class StoredOriginals:
    """Originals in the blob store, each sealed under its intake's own key."""

    def __init__(
        self, blobs: Blobs, by_kind: Mapping[str, Reader] | None = None, each: Each = at_once
    ) -> None:
        """Read from `blobs`; `each` carries out what is asked of children."""
        self._blobs, self._readers, self._each = blobs, by_kind or readers(), each

    def read(self, kind: str, blob_id: UUID, intake_id: UUID, own: Sequence[str]) -> InboundMessage:
        """See `application.ports.Originals.read`; what a reader stumbles over is the original's fault, and says so."""
        (found,) = self.read_all([Wanted(kind, blob_id, intake_id, own)])
        if isinstance(found, Unreadable):
            raise found
        return found

    def read_all(self, wanted: Sequence[Wanted]) -> list[InboundMessage | Unreadable]:
        """See `application.ports.Originals.read_all`."""
        found: list[InboundMessage | Unreadable] = []
        batch: list[InboundMessage | Unreadable | Asked] = []
        held = 0
        for one in wanted:
            raw = self._blobs.get(one.blob_id, one.intake_id)
            if batch and held + len(raw or b"") > TOGETHER:
                found += self._read(batch)
                batch, held = [], 0
            batch.append(Unreadable("original_missing") if raw is None else self._asked(one, raw))
            held += len(raw or b"")
        return found + self._read(batch)

    def _asked(self, one: Wanted, raw: bytes) -> InboundMessage | Unreadable | Asked:
        try:
            return self._readers[one.kind](raw, one.own)
        except Exception as error:  # noqa: BLE001 - one bad original must not take the others with it
            return Unreadable(f"parser_{type(error).__name__}")

    def _read(
        self, batch: Sequence[InboundMessage | Unreadable | Asked]
    ) -> list[InboundMessage | Unreadable]:
        answers = iter(self._each([one for one in batch if isinstance(one, Asked)]))
        values = (next(answers) if isinstance(one, Asked) else one for one in batch)
        return [Unreadable(f"parser_{one.error}") if isinstance(one, Failed) else one for one in values]
