"""What Meta posts to webhooks: believed by its signature, taken apart into single items (MSG-11, WAB-02, SE-03). Pure.

Source: developers.facebook.com, Webhooks (getting started: verification requests, validating payloads). A batch holds
entries of several pages or accounts; what is sent again is the same, in other batches perhaps.
"""

import hashlib
import hmac
import json
from dataclasses import dataclass, field
from typing import Any

from api.hooked import is_signature

SCHEME, LONGEST_ID = "sha256=", 64
LONGEST_ESCAPED = 262_144
"""Bytes of a body that is looked at escaped as well: Meta itself sends it so, and nobody's wrong guess is to cost much."""
QUOTE, BACKSLASH = "\x01", "\x02"
"""No JSON has these."""
WRITTEN = (
    ("\\n", "\n"), ("\\r", "\r"), ("\\t", "\t"), ("\\u007f", "\x7f"), ("\\u0001", '"'), ("\\u0002", "\\"),
)  # fmt: skip
"""What the encoder makes of ASCII, and what it was; the backslash last, which may stand before what looks like the others."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that happened at a place of the platform's, a page or a number; `key` is the same each time it is told."""

    place: str
    key: str
    told: dict[str, Any] = field(repr=False)


def genuine(secret: str, raw: bytes, header: str) -> bool:
    """Whether the holder of the app's secret signed a body: as it is, or as Meta's documentation has it, escaped.

    Meta sends what is not ASCII escaped; should something on the way have written it out, that says the same.
    """
    shown = header.strip()
    if not is_signature(shown):
        return False
    fits = hmac.compare_digest(_signature(secret, raw), shown)
    if fits or raw.isascii() or len(raw) > LONGEST_ESCAPED:
        return fits
    escaped = _escaped(raw)
    return escaped is not None and hmac.compare_digest(_signature(secret, escaped), shown)


def is_ours(configured: str, mode: str, token: str) -> bool:
    """Whether a verification request shows the token that was configured; without one nothing is ours."""
    shown, ours = token.encode("utf-8", "replace"), configured.encode()
    return hmac.compare_digest(shown, ours) and bool(ours) and mode == "subscribe"


def entries(raw: bytes, about: str) -> list[dict[str, Any]]:
    """Return the entries of a body that tells of `about`; none of one that tells of something else.

    Raises:
        ValueError: it is no JSON object with entries.

    """
    try:
        told = json.loads(raw)
    except RecursionError:
        raise ValueError("too deep") from None
    if not isinstance(told, dict) or not isinstance(told.get("entry"), list):
        raise ValueError("no entries")  # noqa: TRY004 - whoever asks has one answer for all of that
    return [one for one in told["entry"] if isinstance(one, dict)] if told.get("object") == about else []


def is_id(text: str) -> bool:
    """Whether a text is of the shape that Meta's ids of pages, accounts and numbers are."""
    return text.isascii() and text.isdigit() and len(text) <= LONGEST_ID


def digest(what: str, told: dict[str, Any]) -> str:
    """Return the key of an item that has no id of its own."""
    whole = json.dumps(told, sort_keys=True, separators=(",", ":")).encode()
    return f"{what}#{hashlib.sha256(whole).hexdigest()}"


def _signature(secret: str, raw: bytes) -> str:
    return SCHEME + hmac.digest(secret.encode(), raw, "sha256").hex()


def _escaped(raw: bytes) -> bytes | None:
    """Return JSON with all that is not ASCII escaped, and nothing else; None for what is no text, or cannot be JSON.

    The encoder does it, many times faster than character by character: what it would escape besides is hidden from it.
    """
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        return None
    if QUOTE in text or BACKSLASH in text:
        return None
    whole = json.dumps(text.replace('"', QUOTE).replace("\\", BACKSLASH))[1:-1]
    for written, plain in WRITTEN:
        whole = whole.replace(written, plain) if written in whole else whole
    return whole.encode("ascii")
