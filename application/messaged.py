"""What came by Messenger, as an original: JSON with the provider's item untouched, and the media it pointed to (MSG-01).

Nothing in it is decided, so that it can be read again as long as it is kept. What an item means is read in
`application.messenger_items`.
"""

import base64
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from application.submitted import SentFile

BEGINNING = b'{"postroom_messenger":1,'
GET_STARTED = "POSTROOM_GET_STARTED"
"""What pressing the page's button to begin comes back with."""
CHOICE = "POSTROOM_CHOICE"
STICKER = "sticker"
"""As what stickers come: as images until August 2026, for some months as both."""
METADATA = "postroom:"
"""What we send along with each message of ours begins so, followed by the message's id: its echo says it back."""


@dataclass(frozen=True, slots=True)
class Media:
    """A file of the provider's that a message points to: `number` is its place among the message's attachments."""

    number: int
    kind: str
    """image, audio, video or file."""
    url: str


@dataclass(frozen=True, slots=True)
class Kept:
    """A file as it was fetched, at its `number`."""

    number: int
    file: SentFile


def packed(
    page_id: str,
    event: Mapping[str, Any],
    files: Sequence[Kept] = (),
    lost: Collection[int] = (),
    name: str = "",
) -> bytes:
    """Return the original; `lost` are the numbers of media that could not be had, `name` is the profile's."""
    said = {"postroom_messenger": 1, "page": page_id, "event": event, "name": name}
    return bundled(said, files, lost)


def bundled(said: Mapping[str, Any], files: Sequence[Kept], lost: Collection[int]) -> bytes:
    """Return an original as it is kept: what is said, then the files that were fetched, and the numbers of lost ones."""
    kept = [
        {
            "number": one.number,
            "filename": one.file.filename,
            "content_type": one.file.content_type,
            "data": base64.b64encode(one.file.data).decode("ascii"),
        }
        for one in files
    ]
    whole = {**said, "files": kept, "lost": sorted(lost)}
    return json.dumps(whole, separators=(",", ":")).encode("ascii")


def is_messenger(raw: bytes) -> bool:
    """Whether an original came by Messenger."""
    return raw.startswith(BEGINNING)


def wanted_media(event: Mapping[str, Any]) -> tuple[Media, ...]:
    """Return the files that an item points to; a shared link is no file."""
    return tuple(
        Media(number, str(one["type"]), url) for number, one in files_of(event) if (url := url_of(one))
    )


def attachments_of(event: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return a message's attachments, as the provider names them."""
    found = mapped(event, "message").get("attachments")
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def files_of(event: Mapping[str, Any]) -> list[tuple[int, Mapping[str, Any]]]:
    """Return a message's files with their numbers; a sticker that is told as an image, too, is one file."""
    found = [(number, one) for number, one in enumerate(attachments_of(event)) if is_file(one)]
    stickers = {sticker_of(one) for _, one in found if one.get("type") == STICKER}
    return [
        (number, one)
        for number, one in found
        if one.get("type") == STICKER or sticker_of(one) not in stickers - {""}
    ]


def sticker_of(attachment: Mapping[str, Any]) -> str:
    """Return the id of the sticker that an attachment is, empty where it is none."""
    return text_at(mapped(attachment, "payload"), "sticker_id")


def is_file(attachment: Mapping[str, Any]) -> bool:
    """Whether an attachment is a file to be fetched."""
    return attachment.get("type") in {"image", "audio", "video", "file", STICKER}


def url_of(attachment: Mapping[str, Any]) -> str:
    """Return where an attachment leads; empty where nowhere."""
    return text_at(mapped(attachment, "payload"), "url") or text_at(attachment, "url")


def mapped(said: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """Return what is said under a name, empty where nothing that has parts."""
    found = said.get(name)
    return found if isinstance(found, dict) else {}


def text_at(said: Mapping[str, Any], name: str) -> str:
    """Return a text or number that is said under a name, empty where none is."""
    found = said.get(name)
    return str(found) if isinstance(found, str | int) and not isinstance(found, bool) else ""


def metadata_of(message_id: UUID) -> str:
    """Return what a message of ours is sent along with, so that its echo is known."""
    return f"{METADATA}{message_id.hex}"


def choice_payload(message_id: UUID, number: int) -> str:
    """Return what pressing an answer that a message of ours offers comes back with."""
    return f"{CHOICE}:{message_id.hex}:{number}"


def file_of(raw: bytes, number: int) -> SentFile | None:
    """Return a file of an original, None where there is none of that number."""
    found = (one for one in json.loads(raw).get("files", ()) if one["number"] == number)
    one = next(found, None)
    if one is None:
        return None
    return SentFile("", one["filename"], one["content_type"], base64.b64decode(one["data"]))
