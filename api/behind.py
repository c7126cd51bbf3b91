"""Who really calls, and by which name: X-Forwarded-* count only from proxies of ours, and Host only among known names.

The client is the rightmost address of X-Forwarded-For that is no proxy of ours: what stands left of it the client may
have written itself. Names that are not ours are refused, so that no page elsewhere reaches an installation on this
machine by a name that suddenly leads here (DNS rebinding), and no link is ever made of a stranger's Host.
"""

import json
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import lru_cache
from http import HTTPStatus
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Any

Network = IPv4Network | IPv6Network
Address = IPv4Address | IPv6Address
Environ = dict[str, Any]
Start = Callable[..., Any]
App = Callable[[Environ, Start], Iterable[bytes]]

FORWARDED = (
    "HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_HOST", "HTTP_X_FORWARDED_PORT",
    "HTTP_X_FORWARDED_PREFIX", "HTTP_X_REAL_IP", "HTTP_FORWARDED",
)  # fmt: skip
PROBES = frozenset({"/health", "/ready"})
"""Asked by whatever name or address the machinery around us has for us; they tell nothing."""
HERE = "localhost"
WRONG_HOST = {
    "type": "urn:postroom:problem:wrong_host",
    "title": HTTPStatus.MISDIRECTED_REQUEST.phrase,
    "status": HTTPStatus.MISDIRECTED_REQUEST.value,
    "code": "wrong_host",
    "detail": "This installation is not called by this name. Use the name of POSTROOM_BASE_URL, or ask who runs it to"
    " add this one to POSTROOM_HOSTS.",
}


@lru_cache(1 << 12)
def address_of(text: str) -> Address | None:
    """Return the address a text is, as IPv4 where IPv6 only wraps one; None where it is none."""
    try:
        address = ip_address(text.strip().partition("%")[0])
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return mapped or address


@lru_cache(1 << 12)
def counted_as(client: str) -> str:
    """Return what a client is counted as where requests or mails are: an IPv4 address, or 64 bits of an IPv6 one."""
    address = address_of(client)
    if isinstance(address, IPv6Address):
        return str(ip_network((int(address), 64), strict=False))
    return client if address is None else str(address)


class Behind:
    """A WSGI application behind proxies of `proxies`, called by one of `hosts`, an address, or localhost."""

    def __init__(self, app: App, proxies: Sequence[Network], hosts: Collection[str]) -> None:
        self._app, self._proxies = app, tuple(proxies)
        self._hosts = {HERE, *(host.lower() for host in hosts)}

    def __call__(self, environ: Environ, start_response: Start) -> Iterable[bytes]:
        """Serve the request as its real client's, or refuse its Host."""
        given = {name: str(environ.pop(name, "")) for name in FORWARDED}
        peer = address_of(str(environ.get("REMOTE_ADDR", "")))
        if peer is not None:
            environ["REMOTE_ADDR"] = str(peer)
        if self._is_ours(peer):
            self._believe(environ, given)
        host = environ.get("HTTP_HOST")
        if host is not None and environ.get("PATH_INFO") not in PROBES and not self._knows(str(host)):
            body = json.dumps(WRONG_HOST).encode()
            headers = [
                ("Content-Type", "application/problem+json"),
                ("Content-Length", str(len(body))),
                ("X-Content-Type-Options", "nosniff"),
                ("Cache-Control", "no-store"),
            ]
            start_response("421 Misdirected Request", headers)
            return [body]
        return self._app(environ, start_response)

    def _believe(self, environ: Environ, given: Environ) -> None:
        for text in reversed(given["HTTP_X_FORWARDED_FOR"].split(",")):
            address = address_of(text)
            if address is None:
                break
            environ["REMOTE_ADDR"] = str(address)
            if not self._is_ours(address):
                break
        scheme = _last(given["HTTP_X_FORWARDED_PROTO"]).lower()
        if scheme in {"http", "https"}:
            environ["wsgi.url_scheme"] = scheme
        if host := _last(given["HTTP_X_FORWARDED_HOST"]):
            environ["HTTP_HOST"] = host

    def _is_ours(self, address: Address | None) -> bool:
        return address is not None and any(
            address in network for network in self._proxies if network.version == address.version
        )

    def _knows(self, host: str) -> bool:
        """Whether it is one of our names, whatever the port; an address leads here by itself and is no name."""
        name, colon, port = host.rpartition(":")
        if not (colon and port.isdigit()) or host.endswith("]"):
            name = host
        bare = name[1:-1] if name.startswith("[") and name.endswith("]") else name
        return name.lower().rstrip(".") in self._hosts or address_of(bare) is not None


def _last(values: str) -> str:
    return values.rpartition(",")[2].strip()
