"""A platform that tells of what happens by a webhook it signs: the part of its port that the door needs (MSG-11, WAB-02)."""

from datetime import datetime
from typing import Protocol


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
