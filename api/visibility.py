"""Who the caller is, what they may do and see: worked out here and nowhere else in the API (ACC-10, SE-01)."""

import hashlib
import hmac
import zlib
from datetime import datetime, timedelta
from uuid import UUID

from api.context import Viewer
from api.services import Services
from api.standing import NOTHING, token_standing, user_standing
from projections.common.db import Db
from projections.people import queries as people

PREFIX, FORMER = "postroom_", "pr_"
"""What tokens begin with, so that scanners of leaked secrets know them: now, and in the first version."""
CHECK = 8
SOON = timedelta(days=14)


def user_viewer(db: Db, account_id: UUID, user_id: UUID) -> Viewer | None:
    """Return an active user as viewer, else None."""
    found = user_standing(db, account_id, user_id)
    if found is NOTHING:
        return None
    return Viewer(account_id, f"user:{user_id}", user_id, found.permissions, found.inboxes or frozenset())


def valid_token(db: Db, services: Services, token_id: UUID, secret: str, at: datetime) -> people.Token | None:
    """Return the token of an id and a secret if it opens anything at that time."""
    token = people.token(db, token_id)
    if token is None or token.revoked_at is not None or (token.expires_at and token.expires_at <= at):
        return None
    kept = services.credentials.token_hash(token.account_id, token_id)
    if kept is None or not hmac.compare_digest(kept, hash_of(secret)):
        return None
    return token


def ends_soon(token: people.Token, at: datetime) -> bool:
    """Whether a token that still opens ends so soon that somebody should issue another."""
    ends = token.expires_at
    return token.revoked_at is None and ends is not None and at < ends <= at + SOON


def just_issued(services: Services, token_id: UUID, secret: str) -> bool:
    """Whether the log knows the token and the secret is its own, though the read models may not know of it yet."""
    for recorded in services.log.streams([token_id]):
        kept = services.credentials.token_hash(recorded.event.account_id, token_id)
        return kept is not None and hmac.compare_digest(kept, hash_of(secret))
    return False


def token_viewer(db: Db, token: people.Token) -> Viewer:
    """Return a machine as viewer: it may and sees no more than whoever issued its token does now."""
    found = token_standing(db, token)
    inboxes = found.inboxes
    if inboxes is None:
        inboxes = frozenset(inbox.inbox_id for inbox in people.inboxes(db, token.account_id))
    return Viewer(token.account_id, f"token:{token.token_id}", None, found.permissions, inboxes)


def hash_of(secret: str) -> bytes:
    """Return what is kept of a token's secret; it is random and long, so a plain digest is enough."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).digest()


def token_text(token_id: UUID, secret: str) -> str:
    """Return the token as it is shown once: prefix, id, secret, and a checksum by which scanners spare themselves a guess.

    With a secret of ours it matches `postroom_[0-9a-f]{32}[A-Za-z0-9_-]{43}[0-9a-f]{8}`.
    """
    body = f"{token_id.hex}{secret}"
    return f"{PREFIX}{body}{_check(body)}"


def parse_token(text: str) -> tuple[UUID, str] | None:
    """Return the id and the secret of a token, or None where it is none of ours."""
    body = text.removeprefix(FORMER)
    if text.startswith(PREFIX):
        body, check = text.removeprefix(PREFIX)[:-CHECK], text[-CHECK:]
        if check != _check(body):
            return None
    elif not text.startswith(FORMER):
        return None
    try:
        return UUID(body[:32]), body[32:]
    except ValueError:
        return None


def _check(body: str) -> str:
    return f"{zlib.crc32(body.encode('utf-8', 'replace')):08x}"
