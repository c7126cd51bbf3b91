"""What a mail server of ours says about who really sent a mail (RFC 8601), as far as it speaks about the sender's domain."""

import re
from collections.abc import Sequence

from domain.channels.email import normalise_domain

_COMMENT = re.compile(r"\([^()]*\)")
_RESULT = re.compile(r"\s*(dmarc|dkim|spf)\s*=\s*(\w+)(.*)", re.IGNORECASE | re.DOTALL)
_PROPERTY = re.compile(r"(?:header\.(?:from|d|i)|smtp\.mailfrom)\s*=\s*\"?([^\s;\"]{1,320})", re.IGNORECASE)
_LONGEST = 10_000


def authenticated(results: Sequence[str], authserv: str, address: str) -> bool | None:
    """Say whether the server named `authserv` found the domain of `address` proven; None where it says nothing at all.

    `results` are the mail's Authentication-Results, top first. Only the topmost with that name counts: the server writes
    its own above all that was there. Proven is a pass of DMARC, DKIM or SPF for the domain, or for one above or below it.
    """
    domain = normalise_domain(address.rpartition("@")[2])
    for value in results:
        plain = _COMMENT.sub(" ", value[:_LONGEST])
        server, _, rest = plain.partition(";")
        if authserv and server.split()[:1] == [authserv] and domain:
            return any(_proves(one, domain) for one in rest.split(";"))
    return None


def _proves(result: str, domain: str) -> bool:
    match = _RESULT.match(result)
    if match is None or match[2].lower() != "pass":
        return False
    named = (normalise_domain(name.rpartition("@")[2]) for name in _PROPERTY.findall(match[3]))
    return any(_aligned(name, domain) for name in named)


def _aligned(one: str, other: str) -> bool:
    return "." in one and "." in other and f".{one}".endswith(f".{other}") | f".{other}".endswith(f".{one}")
