"""The files of a message that was taken back, waiting again for whoever writes it anew (CNV-08, CNV-09)."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any
from uuid import UUID

from api.context import here
from domain.conversation.messages import MessagePosted
from domain.kernel.refusal import Refusal


def files_again(conversation_id: UUID, message_id: UUID) -> list[dict[str, Any]]:
    """Bring the files of a message of ours anew for the caller, as if they had; without those that cannot be had."""
    recorded = here().services.log.streams([conversation_id])
    posted = (one.event for one in recorded if isinstance(one.event, MessagePosted))
    return [file for event in posted if event.message_id == message_id for file in _brought(event)]


def _brought(event: MessagePosted) -> Iterator[dict[str, Any]]:
    viewer, services = here().viewer, here().services
    for file in event.attachments:
        data = services.blobs.get(UUID(str(file["blob"])), event.contact_id)
        if data is None:
            continue
        name, kind = str(file["filename"]), str(file["content_type"])
        try:
            upload_id, kept = services.uploads.take(
                viewer.account_id, viewer.actor, name, kind, BytesIO(data).read, len(data), services.clock()
            )
        except Refusal:
            # the message is taken back all the same; who wrote it has more files waiting than they may
            return
        yield {
            "upload_id": upload_id,
            "filename": kept.filename,
            "content_type": kept.content_type,
            "size": kept.size,
        }
