"""What a visitor of a chat wrote, as an original: JSON that says everything by itself (CHT-01).

Nothing in it is decided, so that it can be read again as long as it is kept; mail never begins as it does.
"""

import base64
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from application.inbound import Attachment, Chatted, InboundMessage, Named, Party, ThreadCandidate
from application.submitted import SentFile
from domain.consent.terms import Agreed

BEGINNING = b'{"postroom_chat":1,'
LONGEST_PAGE = 2_000


@dataclass(frozen=True, slots=True)
class Sending:
    """One message as it came; `client_id` tells a repeat from another that says the same.

    `identity` has subject, email and name, as a signed token that was verified named the visitor (SE-03).
    """

    channel_id: UUID
    visitor: UUID
    client_id: str
    text: str
    files: Sequence[SentFile] = ()
    page_url: str = ""
    page_title: str = ""
    language: str = ""
    agreed: Agreed | None = None
    identity: Mapping[str, str] | None = None
    answer: int | None = None
    answers_to: str = ""
    at: datetime | None = None
    shown: bool = False
    """The page had shown what the chat's bot says first."""


def packed(sending: Sending) -> bytes:
    """Return the original."""
    said = {
        "postroom_chat": 1,
        "channel_id": sending.channel_id.hex,
        "visitor": sending.visitor.hex,
        "client_id": sending.client_id,
        "text": sending.text,
        "page": {"url": sending.page_url[:LONGEST_PAGE], "title": sending.page_title[:LONGEST_PAGE]},
        "language": sending.language,
        "agreed": None if sending.agreed is None else asdict(sending.agreed),
        "identity": None if sending.identity is None else dict(sending.identity),
        "answer": sending.answer,
        "answers_to": sending.answers_to,
        "shown": sending.shown,
        "at": None if sending.at is None else sending.at.isoformat(),
        "files": [
            {
                "filename": file.filename,
                "content_type": file.content_type,
                "data": base64.b64encode(file.data).decode("ascii"),
            }
            for file in sending.files
        ],
    }
    return json.dumps(said, separators=(",", ":")).encode("ascii")


def is_chat(raw: bytes) -> bool:
    """Whether an original was written in a chat."""
    return raw.startswith(BEGINNING)


def read(raw: bytes) -> InboundMessage:
    """Return what an original says. Raises `ValueError`, `KeyError`, `TypeError` where it is none of ours."""
    said = json.loads(raw)
    visitor, named = UUID(said["visitor"]).hex, _named(said["identity"])
    return InboundMessage(
        provider_id=provider_id(visitor, said["client_id"]),
        sender=Party(visitor, "" if named is None else named.name),
        sender_why="chat",
        subject="",
        text=said["text"],
        attachments=tuple(_attachment(number, one) for number, one in enumerate(said["files"])),
        candidates=(ThreadCandidate("visitor", visitor),),
        sent_at=None if said["at"] is None else datetime.fromisoformat(said["at"]),
        chat=Chatted(
            visitor,
            page=said["page"]["url"],
            page_title=said["page"]["title"],
            language=said["language"],
            agreed=None if said["agreed"] is None else Agreed(**said["agreed"]),
            named=named,
            answers_to=UUID(said["answers_to"]) if said["answers_to"] else None,
            answer=said["answer"],
            shown=bool(said.get("shown")),
        ),
    )


def provider_id(visitor: str, client_id: str) -> str:
    """Return what a message of a visitor is known by in its channel."""
    return f"chat:{visitor}:{client_id}"


def file_of(raw: bytes, number: int) -> SentFile | None:
    """Return a file of an original, None where there is none of that number."""
    files = json.loads(raw)["files"]
    if not 0 <= number < len(files):
        return None
    one = files[number]
    return SentFile("", one["filename"], one["content_type"], base64.b64decode(one["data"]))


def _named(said: Mapping[str, str] | None) -> Named | None:
    if said is None:
        return None
    return Named(said["subject"], said.get("email", ""), " ".join(said.get("name", "").split()))


def _attachment(number: int, one: Mapping[str, Any]) -> Attachment:
    data = base64.b64decode(one["data"])
    digest = hashlib.sha256(data).hexdigest()
    return Attachment(number, one["filename"], one["content_type"], len(data), digest)
