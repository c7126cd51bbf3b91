"""The files of a message: given with it, or brought before it; each sealed under whom the message is for (CNV-08)."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from application.ports import UploadedFile
from application.unit import Unit
from application.uploads import UploadGone
from domain.channels.kinds import kind_of
from domain.conversation.content import Attachments
from domain.kernel.refusal import InvalidInput


@dataclass(frozen=True, slots=True)
class OutgoingAttachment:
    """A file to send along."""

    filename: str
    content_type: str
    data: bytes


class WithFiles(Protocol):
    """What may carry files."""

    @property
    def attachments(self) -> tuple[OutgoingAttachment, ...]:
        """Files given with it."""

    @property
    def uploads(self) -> tuple[UUID, ...]:
        """Files brought before it."""


def attached(
    unit: Unit, written: WithFiles, contact_id: UUID, channel_kind: str, *, begins: bool
) -> Attachments:
    """Store the files under the contact, and return how the message names them; `begins` is as in `Blobs.put`.

    Raises:
        InvalidInput: they are too many, have too many bytes together, or one is none that such a channel carries.
        UploadGone: one that was brought is not there, or is another's.

    """
    files, limits = _files(unit, written, contact_id), unit.ports.limits
    if len(files) > limits.attachments:
        raise InvalidInput(
            f"A message has at most {limits.attachments} files. Send several.", field="uploads"
        )
    if sum(file.size for file in files) > limits.attachments_bytes:
        raise InvalidInput(
            f"Attachments have at most {limits.attachments_bytes} bytes together. Send fewer.",
            field="attachments",
        )
    for file in files:
        kind_of(channel_kind).check_file(file.content_type, file.size)
    stored: list[dict[str, str | int | bool]] = []
    for number, file in enumerate(files):
        # named by what it is, too: a repeat of the command with another file must not change what was posted
        blob_id = unit.new_id(f"attachment:{number}:{file.sha256}")
        unit.ports.blobs.put(blob_id, contact_id, file.read(), begins=begins)
        stored.append(
            {"blob": blob_id.hex, "filename": file.filename, "content_type": file.content_type, "size": file.size}
        )  # fmt: skip
    return tuple(stored)


def _files(unit: Unit, written: WithFiles, contact_id: UUID) -> Sequence[UploadedFile]:
    given = [_given(file) for file in written.attachments]
    if not written.uploads:
        return given
    env = unit.env
    brought = unit.ports.uploads.claimed(env.account_id, env.actor, written.uploads, contact_id)
    if brought is None:
        raise UploadGone
    return [*given, *brought]


def _given(file: OutgoingAttachment) -> UploadedFile:
    digest = hashlib.sha256(file.data).hexdigest()
    return UploadedFile(file.filename, file.content_type, len(file.data), digest, lambda: file.data)
