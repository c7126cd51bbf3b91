"""Blobs, each sealed under its data subject's key: destroying the key destroys every copy (PRV-08)."""

import os
from collections.abc import Sequence
from uuid import UUID

from cryptography.exceptions import InvalidTag

from infrastructure.blobs.store import Store
from infrastructure.events.keyring import Fresh, Keyring
from infrastructure.events.master import NONCE


class SealedBlobs:
    """The port `application.ports.Blobs` over any store."""

    def __init__(self, store: Store, keyring: Keyring) -> None:
        """Keep in `store` what is sealed with `keyring`."""
        self.store, self._keyring = store, keyring

    def put(self, blob_id: UUID, subject_id: UUID, data: bytes, *, begins: bool = False) -> None:
        """See `application.ports.Blobs.put`.

        Raises:
            LookupError: the subject has no key, and does not begin with this.

        """
        fresh = Fresh()
        cipher = self._keyring.stage(subject_id) if begins else self._keyring.for_sealing(subject_id, fresh)
        if fresh.wrapped:
            message = f"subject {subject_id} has no key yet: its first event comes first"
            raise LookupError(message)
        nonce = os.urandom(NONCE)
        self.store.put(blob_id, nonce + cipher.encrypt(nonce, data, blob_id.bytes))

    def get(self, blob_id: UUID, subject_id: UUID) -> bytes | None:
        """See `application.ports.Blobs.get`."""
        cipher = self._keyring.for_reading(subject_id)
        sealed = None if cipher is None else self.store.get(blob_id)
        if cipher is None or sealed is None:
            return None
        try:
            return cipher.decrypt(sealed[:NONCE], sealed[NONCE:], blob_id.bytes)
        except InvalidTag:
            return None

    def delete(self, blob_ids: Sequence[UUID]) -> None:
        """See `application.ports.Blobs.delete`."""
        for blob_id in blob_ids:
            self.store.delete(blob_id)
