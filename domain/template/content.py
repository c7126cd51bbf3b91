"""What a template says, and whether it may be sent (WAB-02)."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

APPROVED = "approved"
MEDIA = frozenset({"image", "video", "document"})
"""Formats of a header that are a file, given with each message."""


@dataclass(frozen=True, slots=True)
class Button:
    """`type` is quick_reply, url, phone_number, copy_code, otp, flow or another word of Meta's."""

    type: str
    text: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Content:
    """The fields of `TemplateFound`."""

    category: str
    status: str
    body: str
    header_format: str = ""
    header_text: str = ""
    footer: str = ""
    buttons: tuple[Button, ...] = ()
    reason: str = ""

    def recorded(self) -> dict[str, Any]:
        """Return it as events have it."""
        return {
            "category": self.category,
            "status": self.status,
            "reason": self.reason,
            "header": {"format": self.header_format, "text": self.header_text},
            "body": self.body,
            "footer": self.footer,
            "buttons": tuple(asdict(one) for one in self.buttons),
        }

    @classmethod
    def of(cls, said: Mapping[str, Any]) -> "Content":
        """Return what events, or a view's row, say."""
        return cls(
            category=said["category"],
            status=said["status"],
            reason=said["reason"],
            header_format=said["header"]["format"],
            header_text=said["header"]["text"],
            body=said["body"],
            footer=said["footer"],
            buttons=tuple(Button(**one) for one in said["buttons"]),
        )
