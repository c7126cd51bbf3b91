"""What is sent in one call, as the Cloud API wants it: texts, files, and answers to be pressed (WAB-02, CNV-06). Pure.

Source: developers.facebook.com, Cloud API, messages reference and supported media types.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any
from uuid import UUID

from application.messaged import choice_payload
from application.submitted import SentFile
from domain.channels.whatsapp_kind import LONGEST_CAPTION, MOST_BUTTONS

Content = Mapping[str, Any]
MEGABYTE = 1024 * 1024
LONGEST_BUTTONS_TEXT = 1_024
LIST_BUTTON = "☰"
"""What opens a list; the same in every language."""
TYPES: Mapping[str, tuple[str, int]] = MappingProxyType(
    {
        "image/jpeg": ("image", 5 * MEGABYTE),
        "image/png": ("image", 5 * MEGABYTE),
        "video/mp4": ("video", 16 * MEGABYTE),
        "video/3gpp": ("video", 16 * MEGABYTE),
        "audio/aac": ("audio", 16 * MEGABYTE),
        "audio/mp4": ("audio", 16 * MEGABYTE),
        "audio/mpeg": ("audio", 16 * MEGABYTE),
        "audio/amr": ("audio", 16 * MEGABYTE),
        "audio/ogg": ("audio", 16 * MEGABYTE),
    }
)
"""What people see or hear where they are, and how large it may be."""
DOCUMENTS = frozenset(
    {
        "text/plain", "application/pdf", "application/msword", "application/vnd.ms-excel", "application/vnd.ms-powerpoint",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    }
)  # fmt: skip
LARGEST_DOCUMENT = 100 * MEGABYTE


def type_of(file: SentFile) -> str:
    """Return what a file is sent as: image, video, audio or document; empty for one that WhatsApp does not take."""
    told = file.content_type.lower()
    kind, largest = TYPES.get(told, ("", 0))
    if kind and len(file.data) <= largest:
        return kind
    return "document" if told in DOCUMENTS and len(file.data) <= LARGEST_DOCUMENT else ""


def text(said: str) -> Content:
    """Return a text; the first link in it is shown with what it leads to."""
    return {"type": "text", "text": {"body": said, "preview_url": "://" in said}}


def media(file: SentFile, media_id: str, caption: str = "") -> Content:
    """Return a file that was stored before."""
    kind = type_of(file)
    about = {"id": media_id, **({"caption": caption} if caption else {})}
    return {"type": kind, kind: {**about, **({"filename": file.filename} if kind == "document" else {})}}


def captioned(said: str, files: Sequence[SentFile]) -> bool:
    """Whether a text can stand below the one file that it goes with."""
    return len(files) == 1 and len(said) <= LONGEST_CAPTION and type_of(files[0]) != "audio"


def choices(said: str, message_id: UUID, titles: Sequence[str]) -> Content:
    """Return a text with answers to be pressed: up to three as buttons, more, or below a long text, as a list."""
    action: Content
    named = [
        {"id": choice_payload(message_id, number), "title": title} for number, title in enumerate(titles)
    ]
    if len(named) <= MOST_BUTTONS and len(said) <= LONGEST_BUTTONS_TEXT:
        kind, action = "button", {"buttons": [{"type": "reply", "reply": one} for one in named]}
    else:
        kind, action = "list", {"button": LIST_BUTTON, "sections": [{"rows": named}]}
    return {"type": "interactive", "interactive": {"type": kind, "body": {"text": said}, "action": action}}
