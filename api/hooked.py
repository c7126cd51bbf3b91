"""A platform that tells of what happens by a webhook it signs: the part of its port that the door needs (MSG-11, WAB-02)."""

import re
from datetime import datetime
from typing import Protocol

SIGNATURE = re.compile("sha256=[0-9a-f]{64}")


def is_signature(shown: str) -> bool:
    """Whether a header is of a signature's shape, be it whose it may: of all else nothing is read."""
    return SIGNATURE.fullmatch(shown.strip()) is not None


class Hooked(Protocol):
    """What judges and takes it."""

    def is_ours(self, mode: str, token: str) -> bool:
        """Whether a verification request shows our token."""

    def genuine(self, raw: bytes, signature: str) -> bool:
        """Whether the platform signed a body (SE-03)."""

    def hear(self, raw: bytes, at: datetime) -> None:
        """Make what a genuine body tells durable, once each, for the places that are connected here.

        Raises:
            ValueError: it is not of the shape that the platform's are.
            OSError: the disk is full or gone.
            Unavailable: the log cannot be reached.

        """
