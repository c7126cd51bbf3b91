"""The one door outwards: whatever an account names to connect to is checked by address before we do (SE-04).

A name is resolved once, every address it has is judged, and the connection goes to an address that was judged: a name
that answers differently the second time (DNS rebinding) gains nothing. The lists are ours and the same on every
Python; `ipaddress.is_global` changed its mind between releases. Sources: the special-purpose registries of IANA
(RFC 6890), RFC 6052 (NAT64), RFC 4291 (mapped addresses).
"""

import socket
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

WEB_PORTS = frozenset({80, 443, 8080, 8443})
MAIL_PORTS = frozenset({25, 465, 587, 2525})

Network = IPv4Network | IPv6Network
Address = IPv4Address | IPv6Address

_CLOSED_4 = [
    IPv4Network(text)
    for text in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
        "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24",
        "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        "168.63.129.16/32",  # metadata of a cloud at an address that looks public
    )
]  # fmt: skip
_GLOBAL_6 = IPv6Network("2000::/3")
_CLOSED_6 = [IPv6Network(text) for text in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")]
"""Within the global range: protocol assignments with Teredo, documentation, 6to4."""
_NAT64 = IPv6Network("64:ff9b::/96")


class EgressRefused(Exception):
    """We do not connect there. The message says so in words that fit whoever set the host; it names no address."""


def networks(text: str) -> tuple[Network, ...]:
    """Read networks from a list such as `10.1.0.0/16, ::1`; raises ValueError."""
    try:
        return tuple(ip_network(item) for item in text.replace(",", " ").split())
    except ValueError:
        raise ValueError("not a list of networks in CIDR notation") from None


def within(address: str, inside: Sequence[Network]) -> bool:
    """Whether the address is in one of the networks; an IPv4 address in IPv6 clothes counts as what it is."""
    try:
        plain = plain_address(address)
    except ValueError:
        return False
    return any(plain in network for network in inside if network.version == plain.version)


@lru_cache(1 << 12)
def plain_address(text: str) -> Address:
    """Return the address without its zone, and as IPv4 where IPv6 only wraps one (mapped, NAT64); raises ValueError."""
    address = ip_address(text.partition("%")[0])
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is not None:
            return address.ipv4_mapped
        if address in _NAT64:
            return IPv4Address(int(address) & 0xFFFFFFFF)
    return address


def is_public(text: str) -> bool:
    """Whether the address is one of the internet at large, not ours, our neighbours', a cloud's or nobody's."""
    address = plain_address(text)
    if isinstance(address, IPv4Address):
        return not any(address in network for network in _CLOSED_4)
    return address in _GLOBAL_6 and not any(address in network for network in _CLOSED_6)


@dataclass(frozen=True, slots=True)
class Egress:
    """Judges where connections may go: public addresses on known ports, and what the operator names, on any.

    `allowed` are networks; `places` are hosts with a port, taken as they are written and never judged.
    """

    allowed: tuple[Network, ...] = ()
    places: frozenset[tuple[str, int]] = frozenset()

    def mail_refusal(self, host: str, port: int) -> str:
        """Say why mail may not leave to that host and port, in words for who names them; empty where it may."""
        try:
            self.check(host, port, MAIL_PORTS)
        except EgressRefused as refused:
            return str(refused)
        return ""

    def connect_mail(self, host: str, port: int, timeout: float) -> socket.socket:
        """Return a connection to a relay; raises as `connect` does."""
        return self.connect(host, port, MAIL_PORTS, timeout)

    def check(self, host: str, port: int, ports: Collection[int]) -> None:
        """Raise `EgressRefused` where `connect` would now; a name nobody knows is no reason, it may become known."""
        try:
            self._addresses(host, port, ports)
        except OSError:
            return

    def connect(self, host: str, port: int, ports: Collection[int], timeout: float) -> socket.socket:
        """Return a connection to an address of `host` that was judged.

        Raises:
            EgressRefused: an address or the port is closed.
            OSError: the name is unknown, or nobody answers.

        """
        failed: OSError | None = None
        for address in self._addresses(host, port, ports):
            try:
                return socket.create_connection((address, port), timeout)
            except OSError as error:
                failed = error
        raise failed or OSError("the name has no address")

    def _addresses(self, host: str, port: int, ports: Collection[int]) -> list[str]:
        """Resolve once and judge every address: one closed address closes the name."""
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except ValueError:
            raise OSError("not a host name") from None
        addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
        for address in addresses:
            if (host, port) in self.places or within(address, self.allowed):
                continue
            if not is_public(address):
                raise EgressRefused(
                    "This host is in a network that is closed to connections from here. Name a host that the internet"
                    " can reach, or ask who runs this installation to open its network (POSTROOM_EGRESS_ALLOW)."
                )
            if port not in ports:
                known = ", ".join(str(one) for one in sorted(ports))
                raise EgressRefused(f"Port {port} is closed to connections from here. Use one of {known}.")
        return addresses
