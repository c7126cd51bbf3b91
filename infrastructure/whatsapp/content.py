"""What is sent in one call, as the Cloud API wants it: texts, files, and answers to be pressed (WAB-02, CNV-06). Pure.

Source: developers.facebook.com, Cloud API, messages reference.
"""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from application.messaged import choice_payload
from application.submitted import SentFile
from domain.channels import whatsapp_files
from domain.channels.whatsapp_kind import LONGEST_CAPTION, MOST_BUTTONS

Content = Mapping[str, Any]
LONGEST_BUTTONS_TEXT = 1_024
LIST_BUTTON = "☰"
"""What opens a list; the same in every language."""


def type_of(file: SentFile) -> str:
    """Return what a file is sent as: image, video, audio or document; empty for one that WhatsApp does not take."""
    return whatsapp_files.type_of(file.content_type, len(file.data))


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
