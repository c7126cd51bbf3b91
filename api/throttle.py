"""How guessing is slowed: whose attempts count together, and how long a pause follows how many (SE-05).

Nobody can lock a person out: what strangers do to an address makes pauses of half a minute at most, and a browser that
signed in before is counted by itself. A network is an IPv4 /24 or an IPv6 /56, about what one customer of a provider has.
"""

import hmac
from dataclasses import dataclass
from datetime import timedelta
from ipaddress import IPv6Address, ip_address, ip_network

QUARTER = 15 * 60


@dataclass(frozen=True, slots=True)
class Rule:
    """`free` attempts without a pause; then 2, 4, 8, ... seconds, `longest` at most; forgotten `kept` after the pause."""

    free: int
    longest: int
    kept: timedelta

    def pause(self, count: int) -> int:
        """Return the seconds to wait after the attempt of that number."""
        return 0 if count < self.free else int(min(2.0 ** min(count - self.free + 1, 30), self.longest))


AT_ADDRESS_FROM_NETWORK = Rule(5, QUARTER, timedelta(hours=12))
OF_NETWORK = Rule(30, QUARTER, timedelta(hours=1))
AT_ADDRESS = Rule(20, 30, timedelta(hours=1))
OF_KNOWN_BROWSER = Rule(10, QUARTER, timedelta(hours=12))
OF_SECOND_STEP = Rule(5, QUARTER, timedelta(hours=12))
OF_OWN_PASSWORD = Rule(5, QUARTER, timedelta(hours=1))
INVITATIONS_TAKEN = Rule(10, QUARTER, timedelta(hours=12))
RESETS_OF_ADDRESS = Rule(3, 3600, timedelta(hours=12))
RESETS_OF_NETWORK = Rule(20, QUARTER, timedelta(hours=1))
RATINGS_BY_LINK = Rule(20, QUARTER, timedelta(hours=1))


def network_of(address: str) -> str:
    """Return the network of a client's address; an address that is none stands for itself."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if isinstance(found, IPv6Address):
        if found.ipv4_mapped is None:
            return str(ip_network((found.packed, 56), strict=False))
        found = found.ipv4_mapped
    return str(ip_network((found.packed, 24), strict=False))


def key_of(secret: bytes, kind: str, *values: str) -> bytes:
    """Return the key to count under: nobody who reads the table learns or can test an address."""
    return hmac.digest(secret, "\x1f".join(("guess", kind, *values)).encode("utf-8", "replace"), "sha256")
