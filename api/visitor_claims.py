"""What a page's server said of its visitor, carried along in the visitor's own token: sealed, and for as long as it was said (SE-03).

The browser cannot read it, and nothing is kept here: a message brings it along without the page having to say it again.
"""

import base64
import hmac
import json
import os
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from api.visitor_identity import Identity

NONCE = 12


def sealed(secret: bytes, channel_id: UUID, secret_version: int, identity: Identity) -> str:
    """Return it as a part of a token of the channel's; `secret` is the account's, `secret_version` that of the pages' secret."""
    told = [identity.until, identity.subject, identity.email, identity.name]
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    nonce = os.urandom(NONCE)
    closed = nonce + _cipher(secret).encrypt(nonce, text, _name(channel_id, secret_version))
    return base64.urlsafe_b64encode(closed).rstrip(b"=").decode("ascii")


def opened(secret: bytes, channel_id: UUID, secret_version: int, claims: str, at: float) -> Identity | None:
    """Return what was said; None where its time is over, or the secret that it was signed with is no longer the pages'."""
    try:
        closed = base64.urlsafe_b64decode(claims + "=" * (-len(claims) % 4))
        text = _cipher(secret).decrypt(closed[:NONCE], closed[NONCE:], _name(channel_id, secret_version))
    except (InvalidTag, ValueError):
        return None
    until, subject, email, name = json.loads(text)
    return Identity(subject, email, name, until) if at < until else None


def _cipher(secret: bytes) -> AESGCM:
    return AESGCM(hmac.digest(secret, b"claims of a visitor", "sha256"))


def _name(channel_id: UUID, secret_version: int) -> bytes:
    return f"{channel_id.hex}\x1f{secret_version}".encode()
