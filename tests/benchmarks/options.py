"""What may be chosen."""

from dataclasses import dataclass

SMALL = 10_000
"""Messages of the smaller of two histories: what the larger one is compared with."""


@dataclass(frozen=True)
class Options:
    """How much is measured."""

    size: int = SMALL
    """Messages of the larger history; not more than the smaller one has: only that one is made."""
    rounds: int = 3
    mails: int = 1_600
    """Sent in one round of ingest."""
    listed: int = SMALL
    """Conversations in the lists that are compared with those of the smaller history."""
    streams: int = 1_000
    """Live streams that only wait."""
