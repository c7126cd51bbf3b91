"""What the SMTP intake asks of whoever runs it, and its bounds."""

from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from infrastructure.named_limits import named_limits

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
    """Bounds of one intake process. A network is an IPv4 address, or the first 64 bits of an IPv6 one."""

    size: int = 25 * 1024 * 1024
    """Bytes of one mail."""
    header: int = 512 * 1024
    """Bytes of its header."""
    recipients: int = 50
    """Of one mail."""
    connections: int = 500
    of_one_network: int = 100
    """Connections from one network; whoever forwards all mail of a company needs a few dozen."""
    receiving: int = 16
    """Mails that are received or stored at one time, which bounds memory by a few times their size; others wait."""
    receiving_of_one: int = 8
    """Of these, from one network: a neighbour shall find room, whatever somebody does with theirs."""
    mails_per_minute: int = 300
    """From one network."""
    waiting_seconds: float = 30
    data_seconds: float = 600
    """From the answer to DATA to its end."""
    grace_seconds: float = 20
    lowest_rate: float = 4096
    """Bytes a second that a mail must have come at, on the whole, after the grace: who trickles shall not keep a place."""
    idle_seconds: float = 60
    at_once: int = 140
    """Mails a second up to which each is taken in before it is answered; where more come, that follows."""
    at_once_size: int = 256 * 1024
    """Bytes of one of these."""
    workers: int = 8
    lookup_seconds: float = 5


def limits_of(text: str) -> IntakeLimits:
    """Read `size=1000 recipients=5` over the defaults; raises ValueError naming what may be set."""
    return named_limits(IntakeLimits, text)
