"""Which files go by WhatsApp, and as what (WAB-02, CNV-06, CNV-08).

Source: developers.facebook.com, Cloud API, supported media types.
"""

from collections.abc import Mapping
from types import MappingProxyType

MEGABYTE = 1024 * 1024
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


def type_of(content_type: str, size: int) -> str:
    """Return what a file is sent as: image, video, audio or document; empty for one that WhatsApp does not take."""
    told = content_type.lower()
    kind, largest = TYPES.get(told, ("", 0))
    if kind and size <= largest:
        return kind
    return "document" if told in DOCUMENTS and size <= LARGEST_DOCUMENT else ""
