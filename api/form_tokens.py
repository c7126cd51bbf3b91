"""Tokens of pages that show a form: when they were loaded, and which of them; and the work a browser does for one (FRM-10).

A token keeps machines that fill in pages from doing it at once, and makes sending the same page twice known. Nothing is
kept of it here.
"""

import hashlib
import hmac
import re
from uuid import UUID

TOKEN = re.compile(r"([0-9]{1,16})\.([0-9a-f]{32})\.([0-9a-f]{32})")
LONGEST_WORK = 40


def token(secret: bytes, form_id: UUID, at: float, once: UUID) -> str:
    """Return the token of a page that is loaded now; `once` is random."""
    said = f"{int(at * 1000)}.{once.hex}"
    return f"{said}.{_sign(secret, form_id, said)}"


def age(secret: bytes, form_id: UUID, given: str, at: float) -> float | None:
    """Return how many seconds ago a page was loaded; None where the token is none of this form."""
    found = TOKEN.fullmatch(given)
    if found is None:
        return None
    said = f"{found[1]}.{found[2]}"
    if not hmac.compare_digest(_sign(secret, form_id, said), found[3]):
        return None
    return at - int(found[1]) / 1000


def works(given: str, work: str, bits: int) -> bool:
    """Whether the work for a token was done: so many zeros stand in front of the digest of both."""
    if not 0 < len(work) <= LONGEST_WORK:
        return False
    digest = hashlib.sha256(f"{given}.{work}".encode()).digest()
    return int.from_bytes(digest[:4], "big") >> (32 - bits) == 0


def _sign(secret: bytes, form_id: UUID, said: str) -> str:
    return hmac.digest(secret, f"form page\x1f{form_id.hex}\x1f{said}".encode(), "sha256").hex()[:32]
