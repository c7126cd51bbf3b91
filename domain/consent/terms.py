"""What somebody agrees to, what they say they agreed to, and what shows that they did. Pure."""

import ipaddress
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit
from uuid import UUID

LONGEST_HOST = 253
KEPT_BITS = {4: 24, 6: 48}
"""Of an address: as many name a network; the rest would name a household or a person."""


@dataclass(frozen=True, slots=True)
class Agreed:
    """What a person's browser or app says they agreed to; believed only where it names the text that is asked now."""

    text_version: int
    text_hash: str
    language: str
    button: bool = True


@dataclass(frozen=True, slots=True)
class Terms:
    """A text as it was shown."""

    mode: str
    language: str
    text: str
    text_version: int
    text_hash: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """What shows that somebody agreed (PRV-05)."""

    method: str
    message_id: UUID | None = None
    ip: str = ""
    page_host: str = ""
    said_at: datetime | None = None
    """When they said so by the provider's time, None: when it is recorded."""
    reason: str = ""
    """What a user says of it who recorded it by hand."""


def truncated(address: str) -> str:
    """Return the network an address is in, /24 or /48, as it is kept; empty for what is no address."""
    try:
        known = ipaddress.ip_address(address.strip().partition("%")[0])
    except ValueError:
        return ""
    mapped = getattr(known, "ipv4_mapped", None)
    shown = mapped or known
    return str(ipaddress.ip_network(f"{shown}/{KEPT_BITS[shown.version]}", strict=False))


def host_of(url: str) -> str:
    """Return the host a page is on, without its path, query and anything secret; empty where it says none."""
    try:
        return (urlsplit(url).hostname or "")[:LONGEST_HOST]
    except ValueError:
        return ""
