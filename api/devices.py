"""Browsers that signed in before: a signed cookie names the users, so that others' guesses do not slow them (SE-05).

It opens nothing. A stolen one lets its thief guess under a count of its own, with pauses of its own.
"""

import hmac
import secrets
from datetime import datetime, timedelta
from uuid import UUID

LASTS = timedelta(days=180)
MOST = 4
"""Users of one browser that are remembered, the latest ones."""
PARTS = 4


def known_to(cookie: str, secret: bytes, user_id: UUID, at: datetime) -> str:
    """Return the id under which this browser is known to a user, empty where it is not."""
    for entry in cookie.split("~")[:MOST]:
        parts = entry.split(".")
        if len(parts) != PARTS or parts[0] != user_id.hex or not _is_ours(parts, secret):
            continue
        if datetime.fromtimestamp(int(parts[1]), at.tzinfo) + LASTS > at:
            return parts[2]
    return ""


def remembered(cookie: str, secret: bytes, user_id: UUID, at: datetime) -> str:
    """Return the cookie with which this browser is known to the user from here on, others' entries kept."""
    others = [entry for entry in cookie.split("~") if entry and not entry.startswith(user_id.hex)]
    ours = [
        entry for entry in others if len(entry.split(".")) == PARTS and _is_ours(entry.split("."), secret)
    ]
    parts = [user_id.hex, str(int(at.timestamp())), secrets.token_urlsafe(12)]
    return "~".join([".".join([*parts, _mac(parts, secret)]), *ours[: MOST - 1]])


def _is_ours(parts: list[str], secret: bytes) -> bool:
    return hmac.compare_digest(parts[3].encode("utf-8", "replace"), _mac(parts[:3], secret).encode())


def _mac(parts: list[str], secret: bytes) -> str:
    return hmac.digest(secret, "\x1f".join(("browser", *parts)).encode(), "sha256").hex()
