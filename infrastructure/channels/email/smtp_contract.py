"""What the SMTP intake asks of whoever runs it, and its bounds."""

from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

Target = TypeVar("Target")
Target_co = TypeVar("Target_co", covariant=True)


class Recipients(Protocol[Target_co]):
    """Who is known here; asked in a worker thread for every RCPT, so it may read a database."""

    def lookup(self, address: str) -> Target_co | None:
        """Give whatever this normalised hosted address (plus part included) leads to, or None to refuse it."""


@dataclass(frozen=True, slots=True)
class Accepted(Generic[Target]):
    """A recipient of one mail: the normalised address it was sent to, and what `Recipients.lookup` gave for it."""

    address: str
    target: Target


@dataclass(frozen=True, slots=True)
class IntakeLimits:
    """Bounds of one intake process."""

    size: int = 25 * 1024 * 1024
    recipients: int = 50
    connections: int = 500
    of_one_peer: int = 250
    """Connections that one address may have; whoever forwards all mail of a company needs a few dozen."""
    receiving: int = 16
    """Mails that are received or stored at one time, which bounds memory by a few times their size; others wait."""
    waiting_seconds: float = 30
    data_seconds: float = 600
    """Until the end of DATA: a sender that trickles shall not keep a place for ever."""
    idle_seconds: float = 60
    workers: int = 8
    lookup_seconds: float = 5
