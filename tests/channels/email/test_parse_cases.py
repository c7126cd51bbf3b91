"""How odd mails are read, one oddity each."""

import hashlib
from datetime import UTC, datetime
from typing import Any

import pytest

from infrastructure.channels.email.parse import parse
from infrastructure.channels.email.parsed import ParsedMail
from tests.channels.email.body_cases import BODIES, NAMES
from tests.channels.email.header_cases import HEADERS
from tests.channels.email.mails import b64, multipart, part

INTAKE = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def seen(raw: bytes, what: str) -> Any:  # noqa: PLR0911 - one line for each thing looked at
    parsed: ParsedMail = parse(raw, intake=INTAKE)
    match what:
        case "from":
            return (parsed.sender.email, parsed.sender.name)
        case "to" | "cc":
            return [(person.email, person.name) for person in getattr(parsed, what)]
        case "files":
            return [(file.filename, file.content_type, file.size) for file in parsed.attachments]
        case "inline":
            return [(file.inline, file.content_id) for file in parsed.attachments]
        case "types":
            return [file.content_type for file in parsed.attachments]
        case "what":
            return {defect.what for defect in parsed.defects}
        case "date":
            return (parsed.date.isoformat()[:19] if parsed.date else None, parsed.date_source)
        case _:
            return getattr(parsed, what)


@pytest.mark.req("EML-16", "EML-17", "RL-06")
@pytest.mark.parametrize("name", HEADERS)
def test_header(name: str) -> None:
    raw, what, expected = HEADERS[name]
    assert seen(raw, what) == expected


@pytest.mark.req("EML-17", "RL-06")
@pytest.mark.parametrize("name", BODIES)
def test_body(name: str) -> None:
    raw, what, expected = BODIES[name]
    assert seen(raw, what) == expected


@pytest.mark.req("EML-17", "SE-04")
@pytest.mark.parametrize("disposition", NAMES)
def test_file_name(disposition: str) -> None:
    raw = multipart("mixed", part("application/pdf", "x", f"Content-Disposition: {disposition}"))
    assert parse(raw).attachments[0].filename == NAMES[disposition]


@pytest.mark.req("EML-17")
def test_size_and_digest_are_of_the_decoded_bytes() -> None:
    raw = multipart("mixed", part("image/png", b64(b"\x89PNG\r\n"), "Content-Transfer-Encoding: base64"))
    file = parse(raw).attachments[0]
    assert (file.size, file.sha256) == (6, hashlib.sha256(b"\x89PNG\r\n").hexdigest())
