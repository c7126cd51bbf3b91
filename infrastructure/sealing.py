"""Sealing of short-lived working state, such as the surroundings of a session, under the installation's own secret.

The key is derived from a secret that is itself sealed under the master key, so a rotation of that has nothing to do here.
"""

import hmac
import os
from collections.abc import Callable

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE = 12


class Seal:
    """Seals and opens under a key of its own purpose; each text is bound to a name."""

    def __init__(self, secret: Callable[[], bytes], purpose: str) -> None:
        """Derive the key from what `secret` returns, at the first use."""
        self._secret, self._purpose = secret, purpose
        self._cipher: AESGCM | None = None

    def close(self, text: bytes, name: bytes) -> bytes:
        """Return the sealed text."""
        nonce = os.urandom(NONCE)
        return nonce + self._key().encrypt(nonce, text, name)

    def open(self, sealed: bytes, name: bytes) -> bytes | None:
        """Return the text; None for what was not sealed here, for this purpose and name."""
        try:
            return self._key().decrypt(sealed[:NONCE], sealed[NONCE:], name)
        except (InvalidTag, ValueError):
            return None

    def _key(self) -> AESGCM:
        if self._cipher is None:
            self._cipher = AESGCM(hmac.digest(self._secret(), b"seal\x1f" + self._purpose.encode(), "sha256"))
        return self._cipher
