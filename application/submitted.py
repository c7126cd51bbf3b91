"""What was sent by a form as an original: JSON that says everything by itself, the form's version included (FRM-01).

Nothing in it is decided, so that it can be read again as long as it is kept; mail never begins as it does.
"""

import base64
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from application.identities import number_in
from application.inbound import Attachment, InboundMessage, Party, Submitted
from domain.form.answers import answers, filled, readable, sender_of
from domain.form.definition import Definition

BEGINNING = b'{"postroom_submission":1,'
LONGEST_SUBJECT = 500


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file sent along in a field."""

    name: str
    filename: str
    content_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Sending:
    """One submission as it came; `nonce` tells a repeat from another that says the same."""

    form_id: UUID
    form_version: int
    definition: Definition
    language: str
    sent: Mapping[str, Sequence[str]]
    files: Sequence[SentFile] = ()
    page: str = ""
    nonce: str = ""


def packed(sending: Sending) -> bytes:
    """Return the original."""
    files = [
        {
            "name": file.name,
            "filename": file.filename,
            "content_type": file.content_type,
            "data": base64.b64encode(file.data).decode("ascii"),
        }
        for file in sending.files
    ]
    said = {
        "postroom_submission": 1,
        "form_id": sending.form_id.hex,
        "form_version": sending.form_version,
        "definition": sending.definition.recorded(),
        "language": sending.language,
        "page": sending.page,
        "nonce": sending.nonce,
        "sent": {name: list(values) for name, values in sending.sent.items()},
        "files": files,
    }
    return json.dumps(said, separators=(",", ":")).encode("ascii")


def is_submission(raw: bytes) -> bool:
    """Whether an original was sent by a form."""
    return raw.startswith(BEGINNING)


def read(raw: bytes) -> InboundMessage:
    """Return what an original says. Raises `ValueError`, `KeyError`, `TypeError` where it is none of ours."""
    said = json.loads(raw)
    definition, language = Definition.of(said["definition"]), str(said["language"])
    given, _ = answers(definition, said["sent"], ())
    files = [_attachment(number, one) for number, one in enumerate(said["files"])]
    labels = {field.name: field.label for field in definition.fields}
    named = [(labels.get(name, name), one.filename) for name, one in files]
    subject = filled(given, "ticket.name") or definition.title or definition.name
    return InboundMessage(
        provider_id=f"form:{_digest(said, [one for _, one in files])}",
        sender=Party(sender_of(given), " ".join(filled(given, "contact.name").split())),
        sender_why="form",
        subject=" ".join(subject.split())[:LONGEST_SUBJECT],
        text=readable(given, named, language),
        attachments=tuple(one for _, one in files),
        submission=Submitted(
            form_id=UUID(said["form_id"]),
            form_version=int(said["form_version"]),
            given=given,
            files=tuple(_told(name, one) for name, one in files),
            page=str(said["page"]),
            has_ticket_fields=definition.has_ticket_fields,
            phone=number_in(filled(given, "contact.phone")),
        ),
    )


def file_of(raw: bytes, number: int) -> SentFile | None:
    """Return a file of an original, None where there is none of that number."""
    files = json.loads(raw)["files"]
    if not 0 <= number < len(files):
        return None
    one = files[number]
    return SentFile(one["name"], one["filename"], one["content_type"], base64.b64decode(one["data"]))


def _attachment(number: int, one: Mapping[str, Any]) -> tuple[str, Attachment]:
    data = base64.b64decode(one["data"])
    digest = hashlib.sha256(data).hexdigest()
    return one["name"], Attachment(number, one["filename"], one["content_type"], len(data), digest)


def _told(name: str, one: Attachment) -> dict[str, str | int]:
    return {
        "number": one.part,
        "name": name,
        "filename": one.filename,
        "content_type": one.content_type,
        "size": one.size,
    }


def _digest(said: Mapping[str, Any], files: Sequence[Attachment]) -> str:
    """Return what makes a repeat known: the same page loaded once, saying the same."""
    told = [said["form_id"], said["nonce"], said["sent"], [one.sha256 for one in files]]
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()
