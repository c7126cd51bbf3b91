"""Whether a request is Twilio's: HMAC-SHA1 by the account's token over the address and what was posted (CAL-03, SE-03). Pure.

Source: twilio.com/docs/usage/security, Validating requests. The address is the one that Twilio was told, which a proxy
in front of us may have changed: it is made of what we are known by outside, never of what the request says.
"""

import base64
import hmac
import re
from collections.abc import Iterable
from urllib.parse import urlsplit, urlunsplit

PORTS = {"http": 80, "https": 443}
SHAPE = re.compile(r"[A-Za-z0-9+/]{27}=")
"""Of the base64 of 20 bytes."""


def signature(token: str, url: str, posted: Iterable[tuple[str, str]]) -> str:
    """Return how the holder of `token` signs that a form was posted to an address; each value of a name counts once."""
    said = "".join(name + value for name, value in sorted(set(posted)))
    digest = hmac.digest(token.encode(), (url + said).encode("utf-8", "surrogatepass"), "sha1")
    return base64.b64encode(digest).decode()


def is_signature(shown: str) -> bool:
    """Whether a header is of a signature's shape, be it whose it may: all else is refused before anything is looked up."""
    return SHAPE.fullmatch(shown.strip()) is not None


def genuine(token: str, url: str, posted: Iterable[tuple[str, str]], shown: str) -> bool:
    """Whether a signature is that of the token's holder; Twilio signs addresses with their port or without it."""
    pairs, given = tuple(posted), shown.strip().encode("utf-8", "replace")
    if not token or not is_signature(shown):
        return False
    # each is compared, so that how long it takes says nothing
    fits = [hmac.compare_digest(signature(token, one, pairs).encode(), given) for one in written(url)]
    return any(fits)


def written(url: str) -> tuple[str, str]:
    """Return an address as it is written without its port, and with it."""
    parts = urlsplit(url)
    host, _, port = parts.netloc.rpartition(":")
    if not port.isdigit():
        host, port = parts.netloc, str(PORTS[parts.scheme])
    return tuple(urlunsplit(parts._replace(netloc=one)) for one in (host, f"{host}:{port}"))  # type: ignore[return-value]
