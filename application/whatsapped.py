"""What came by WhatsApp, as an original: JSON with the provider's item untouched, and the media it pointed to (WAB-02).

Nothing in it is decided, so that it can be read again as long as it is kept. What an item means is read in
`application.whatsapp_items`.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from application.messaged import Kept, bundled, mapped, text_at

BEGINNING = b'{"postroom_whatsapp":1,'
MESSAGE, STATUS = "message", "status"
"""What an item is: one of a webhook's `messages`, or of its `statuses`."""
FILES = ("image", "audio", "video", "document", "sticker")
"""Types of messages that have a file."""


@dataclass(frozen=True, slots=True)
class Media:
    """A file of the provider's that a message points to, by its id there; `number` is its place, always 0 so far."""

    number: int
    kind: str
    """One of `FILES`."""
    media_id: str
    filename: str = ""
    """Of a document, as whoever sent it calls it."""


def packed(
    phone_number_id: str,
    what: str,
    event: Mapping[str, Any],
    contact: Mapping[str, Any] | None = None,
    files: Sequence[Kept] = (),
    lost: Collection[int] = (),
) -> bytes:
    """Return the original of an item; `what` is message or status, `contact` whom the webhook says it is of.

    `lost` are the numbers of media that could not be had.
    """
    said = {
        "postroom_whatsapp": 1,
        "number": phone_number_id,
        "what": what,
        "event": event,
        "contact": contact or {},
    }
    return bundled(said, files, lost)


def is_whatsapp(raw: bytes) -> bool:
    """Whether an original came by WhatsApp."""
    return raw.startswith(BEGINNING)


def wanted_media(event: Mapping[str, Any]) -> tuple[Media, ...]:
    """Return the files that a message points to: none or one."""
    kind = text_at(event, "type")
    file = mapped(event, kind) if kind in FILES else {}
    media_id = text_at(file, "id")
    return (Media(0, kind, media_id, text_at(file, "filename")),) if media_id else ()
