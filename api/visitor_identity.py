"""What a page elsewhere says of its visitor, signed by its own server: an HS256 token under the channel's secret (CHT-10, SE-03).

It is believed for as long as it says itself, a day at most, and only when its signature and algorithm are right.
"""

from dataclasses import dataclass
from typing import Any

from domain.channels.email import is_address, normalise_address
from domain.kernel.refusal import Refusal

ALGORITHM = "HS256"
LONGEST_TOKEN, LONGEST_SUBJECT, LONGEST_NAME = 4_096, 200, 200
LONGEST_SECONDS = 24 * 3600
EARLY = 60
"""Seconds that the page's clock may be ahead of ours."""


class IdentityRefused(Refusal):
    """What a page says of its visitor cannot be believed."""

    code = "identity_refused"
    status = 401


@dataclass(frozen=True, slots=True)
class Identity:
    """Who a visitor is, as the page's server says; `subject` is the page's own id of them."""

    subject: str
    email: str = ""
    name: str = ""
    until: float = 0.0
    """When that ends, as Unix time."""


def verified(given: str, secret: bytes | None, at: float) -> Identity:
    """Return what a token says. Raises `IdentityRefused`."""
    from joserfc import jwt  # noqa: PLC0415 - a tenth of a second, for what few requests need
    from joserfc.errors import JoseError  # noqa: PLC0415 - see above
    from joserfc.jwk import OctKey  # noqa: PLC0415 - see above

    if secret is None:
        raise IdentityRefused("This chat has no secret to sign with. Make one in the channel's settings.")
    if len(given) > LONGEST_TOKEN:
        raise IdentityRefused("The token is too long to be one.")
    try:
        claims = jwt.decode(given, OctKey.import_key(secret), algorithms=[ALGORITHM]).claims
    except (JoseError, ValueError, TypeError, RecursionError):
        raise IdentityRefused("Sign the token with HS256 and this channel's secret.") from None
    return _identity(claims, at)


def _identity(claims: Any, at: float) -> Identity:
    if not isinstance(claims, dict):
        raise IdentityRefused("The token's claims are no object.")
    until = _ending(claims, at)
    subject, email, name = (_text(claims, one) for one in ("sub", "email", "name"))
    if not 0 < len(subject) <= LONGEST_SUBJECT:
        raise IdentityRefused(f"Say who the visitor is as sub: up to {LONGEST_SUBJECT} characters.")
    address = normalise_address(email) if email else ""
    if address and not is_address(address):
        raise IdentityRefused("The token's email is no address.")
    return Identity(subject, address, " ".join(name.split())[:LONGEST_NAME], until)


def _ending(claims: dict[str, Any], at: float) -> float:
    issued, expires, early = (_number(claims.get(one)) for one in ("iat", "exp", "nbf"))
    if issued is None or expires is None or issued > at + EARLY or (early is not None and early > at + EARLY):
        raise IdentityRefused("Say when the token begins and ends as iat and exp, in seconds; it begins now.")
    if expires <= at:
        raise IdentityRefused("The token has expired. Make one for each page.")
    if expires - issued > LONGEST_SECONDS:
        raise IdentityRefused("Let the token end within a day.")
    return expires


def _number(value: Any) -> float | None:
    usable = isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e12  # noqa: PLR2004 - seconds
    return float(value) if usable else None


def _text(claims: dict[str, Any], name: str) -> str:
    value = claims.get(name) or ""
    if not isinstance(value, str):
        raise IdentityRefused(f"The token's {name} is no text.")
    return value.replace("\0", "").encode("utf-8", "replace").decode("utf-8").strip()
