"""One-time links: whoever opens one may set a user's password, once and for a while."""

import hashlib
import hmac
import json
import secrets as random
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol
from uuid import UUID

LIFETIME = timedelta(days=7)
BY_MAIL = timedelta(hours=1)
"""How long a link opens that somebody asked for by mail."""
DIGITS = 32
PATH = "/set-password#"
"""The token stands behind a hash sign: browsers send it to no server, so no log ever holds it."""


class Kept(Protocol):
    """Where what a link opens is kept."""

    def put(self, account_id: UUID, name: str, value: bytes) -> None:
        """Keep a secret under a name."""

    def get(self, account_id: UUID, name: str) -> bytes | None:
        """Return a secret by name."""

    def take(self, account_id: UUID, name: str) -> bytes | None:
        """Return a secret and forget it, both at once."""


@dataclass(frozen=True, slots=True)
class Invitation:
    """Whose password a link sets."""

    account_id: UUID
    user_id: UUID


class OneTimeLinks:
    """Issues and redeems tokens; only their hashes are kept, one a user: a newer link is the only one that opens."""

    def __init__(self, kept: Kept) -> None:
        """Keep hashes in `kept`."""
        self._kept = kept

    def issue(self, account_id: UUID, user_id: UUID, at: datetime, lifetime: timedelta = LIFETIME) -> str:
        """Return a new token for a user, good until `at + lifetime`, unless another is issued before."""
        token = account_id.hex + user_id.hex + random.token_urlsafe(DIGITS)
        content = {"token": _hash(token), "expires": (at + lifetime).isoformat()}
        self._kept.put(account_id, _name(user_id), json.dumps(content).encode())
        return token

    def look(self, token: str, at: datetime) -> Invitation | None:
        """Return what a token opens, without using it up; None for a used, replaced, expired or made-up one."""
        whose = _whose(token)
        return whose and _opened(whose, token, self._kept.get(whose.account_id, _name(whose.user_id)), at)

    def redeem(self, token: str, at: datetime) -> Invitation | None:
        """Use a token up and return what it opened; of several who redeem it at once, one does."""
        whose = self.look(token, at)
        return whose and _opened(whose, token, self._kept.take(whose.account_id, _name(whose.user_id)), at)


def _name(user_id: UUID) -> str:
    return f"link:{user_id}"


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def _whose(token: str) -> Invitation | None:
    try:
        return Invitation(UUID(hex=token[:DIGITS]), UUID(hex=token[DIGITS : 2 * DIGITS]))
    except ValueError:
        return None


def _opened(whose: Invitation, token: str, content: bytes | None, at: datetime) -> Invitation | None:
    if content is None:
        return None
    found = json.loads(content)
    if (
        not hmac.compare_digest(found["token"], _hash(token))
        or datetime.fromisoformat(found["expires"]) <= at
    ):
        return None
    return whose
