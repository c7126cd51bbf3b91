"""One-time links: whoever opens one may set a user's password, once and for a while."""

import hashlib
import json
import secrets as random
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol
from uuid import UUID

LIFETIME = timedelta(days=7)
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
    """Issues and redeems tokens; only their hashes are kept."""

    def __init__(self, kept: Kept) -> None:
        """Keep hashes in `kept`."""
        self._kept = kept

    def issue(self, account_id: UUID, user_id: UUID, at: datetime, lifetime: timedelta = LIFETIME) -> str:
        """Return a new token for a user, good until `at + lifetime`."""
        token = account_id.hex + random.token_urlsafe(DIGITS)
        content = {"user": str(user_id), "expires": (at + lifetime).isoformat()}
        self._kept.put(account_id, _name(token), json.dumps(content).encode())
        return token

    def look(self, token: str, at: datetime) -> Invitation | None:
        """Return what a token opens, without using it up; None for a used, expired or made-up one."""
        account_id = _account(token)
        return _opened(account_id, self._kept.get(account_id, _name(token)), at)

    def redeem(self, token: str, at: datetime) -> Invitation | None:
        """Use a token up and return what it opened; of several who redeem it at once, one does."""
        account_id = _account(token)
        return _opened(account_id, self._kept.take(account_id, _name(token)), at)


def _name(token: str) -> str:
    return f"link:{hashlib.sha256(token.encode()).hexdigest()}"


def _account(token: str) -> UUID:
    try:
        return UUID(hex=token[:DIGITS])
    except ValueError:
        return UUID(int=0)


def _opened(account_id: UUID, content: bytes | None, at: datetime) -> Invitation | None:
    if content is None:
        return None
    found = json.loads(content)
    if datetime.fromisoformat(found["expires"]) <= at:
        return None
    return Invitation(account_id, UUID(found["user"]))
