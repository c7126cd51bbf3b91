"""Uploads in memory."""

import hashlib
from collections.abc import Sequence
from uuid import UUID, uuid4

from application.ports import UploadedFile


class MemoryUploads:
    """Satisfies `application.ports.Uploads`."""

    def __init__(self) -> None:
        self.kept: dict[tuple[UUID, str, UUID], UploadedFile] = {}
        self.claims: dict[UUID, UUID] = {}

    def bring(self, account_id: UUID, actor: str, filename: str, content_type: str, data: bytes) -> UUID:
        """Keep a file, and return its id."""
        upload_id, digest = uuid4(), hashlib.sha256(data).hexdigest()
        self.kept[account_id, actor, upload_id] = UploadedFile(
            filename, content_type, len(data), digest, lambda: data
        )
        return upload_id

    def claimed(
        self, account_id: UUID, actor: str, upload_ids: Sequence[UUID], contact_id: UUID
    ) -> Sequence[UploadedFile] | None:
        """Return the files; None where one is not there."""
        found = [self.kept.get((account_id, actor, upload_id)) for upload_id in upload_ids]
        self.claims |= dict.fromkeys(upload_ids, contact_id)
        return [one for one in found if one is not None] if None not in found else None

    def forget(self, contact_id: UUID) -> None:
        """Drop what went to a contact."""
        gone = {upload_id for upload_id, holder in self.claims.items() if holder == contact_id}
        self.kept = {key: file for key, file in self.kept.items() if key[2] not in gone}
