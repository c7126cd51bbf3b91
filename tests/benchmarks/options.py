"""What may be chosen."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Options:
    """How much is measured."""

    conversations: int = 10_000
    """Of the log that is projected and listed."""
    rounds: int = 3
    mails: int = 2_000
    """Sent in one round of ingest."""
