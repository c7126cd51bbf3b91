"""What readers of messaging platforms' items have in common: one item on its way to what it means (MSG-01, WAB-02)."""

import hashlib
import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from application.inbound import Attachment, InboundMessage, Messaged, Party, Sign, ThreadCandidate
from application.messaged import CHOICE, METADATA, file_of

MILLISECONDS = 10**11
"""From here on a time is in milliseconds: as seconds it would be in the sixth millennium."""
UNFETCHED = "application/octet-stream"


class Item:
    """An item of a platform: `kind` is its channels' kind, `address` whose it is, `name` what the platform calls them."""

    def __init__(
        self, raw: bytes, event: Mapping[str, Any], *, kind: str, address: str, at: datetime | None, name: str
    ) -> None:
        self.raw, self.event, self.kind = raw, event, kind
        self.address, self.at, self.name = address, at, name

    def made(
        self, known: str, about: Messaged, text: str, files: tuple[Attachment, ...] = ()
    ) -> InboundMessage:
        """Return a message of a person; `known` is the platform's id of it, empty where it has none."""
        return InboundMessage(
            provider_id=known_as(self.kind, known or self.digest()),
            sender=Party(self.address, " ".join(self.name.split())),
            sender_why=self.kind,
            subject="",
            text=text,
            attachments=files,
            candidates=(ThreadCandidate("visitor", self.address),),
            sent_at=self.at,
            defects=("media_lost",) if any(not one.sha256 for one in files) else (),
            messaged=about,
        )

    def sign(
        self, sign: Sign, known: str = "", text: str = "", files: tuple[Attachment, ...] = ()
    ) -> InboundMessage:
        """Return what is no message of a person."""
        return replace(self.made(known, Messaged(), text, files), sign=sign, defects=())

    def file(self, number: int, kind: str) -> Attachment:
        """Return the file at a number, as it was fetched or as one that could not be had."""
        file = file_of(self.raw, number)
        if file is None:
            return Attachment(number, kind, UNFETCHED, 0, "")
        digest = hashlib.sha256(file.data).hexdigest()
        return Attachment(number, file.filename, file.content_type, len(file.data), digest)

    def digest(self) -> str:
        """Return what an item without an id of its own is known by: the same item is the same."""
        said = json.dumps(self.event, sort_keys=True, separators=(",", ":"))
        return f"sha256:{hashlib.sha256(said.encode()).hexdigest()}"


def known_as(kind: str, known: str) -> str:
    """Return what a message is known by in channels of a kind; `known` is the platform's own id, or ours in hex."""
    return f"{kind}:{known}"


def time_of(said: object) -> datetime | None:
    """Return a time in milliseconds, or seconds, since 1970; None for what is none, as 1970 itself is."""
    with suppress(TypeError, ValueError, OverflowError, OSError):
        number = int(said) if isinstance(said, float) else int(str(said))
        if number <= 0:
            return None
        return datetime.fromtimestamp(number / 1000 if number >= MILLISECONDS else number, UTC)
    return None


def link_of(url: str) -> str:
    """Return a link that may be followed, empty for any other."""
    return url if url.startswith(("https://", "http://")) else ""


def choice_of(payload: str) -> tuple[UUID, int] | None:
    """Return which message of ours, and which of its answers, was pressed; None where it is none of ours."""
    word, _, rest = payload.partition(":")
    named, _, number = rest.partition(":")
    with suppress(ValueError):
        return (UUID(named), int(number)) if word == CHOICE else None
    return None


def ours_in(metadata: str) -> UUID | None:
    """Return the message of ours that was sent along with this, None where it is none of ours."""
    with suppress(ValueError):
        return UUID(metadata.removeprefix(METADATA)) if metadata.startswith(METADATA) else None
    return None
