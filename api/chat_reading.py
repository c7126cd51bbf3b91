"""What visitors' widgets send: JSON, or parts with files; bounded in every way, and unknown things left aside (CHT-11)."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import IO, Any
from uuid import UUID

from flask import request
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.formparser import FormDataParser

from api.chat_limits import ChatLimits
from api.problems import ADVICE, Problem, invalid
from application.submitted import SentFile
from application.uploads import file_name, file_type
from domain.consent.terms import Agreed

JSON, PARTS = "application/json", "multipart/form-data"
LONGEST_JSON = 65_536
LONGEST_URL, LONGEST_TITLE, LONGEST_LANGUAGE, LONGEST_NAME, LONGEST_ADDRESS = 1_000, 300, 20, 200, 254
MEGABYTE = 1_048_576
CLIENT_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Written:
    """A message as a widget sent it."""

    client_id: str
    text: str
    page_url: str
    page_title: str
    language: str
    agreed: Agreed | None
    identity: str
    answer: int | None
    answers_to: str
    files: Sequence[SentFile] = field(default_factory=tuple)
    shown: bool = False
    """The page had shown what the bot says first."""


def body() -> Mapping[str, Any]:
    """Return the JSON object that was sent; empty for no body. Raises `Problem`."""
    request.max_content_length = LONGEST_JSON
    data = request.get_data(cache=False)
    if not data:
        return {}
    if request.mimetype != JSON:
        raise Problem(415, "unsupported_media_type", ADVICE[415])
    return _object(data)


def written(limits: ChatLimits) -> Written:
    """Return the message that was sent. Raises `Problem` naming what is wrong."""
    if request.mimetype != PARTS:
        return _written(body(), (), limits)
    request.max_content_length = limits.largest
    parser = FormDataParser(
        _in_memory, max_form_memory_size=2 * LONGEST_JSON, max_content_length=limits.largest,
        max_form_parts=limits.files + 10, silent=False,
    )  # fmt: skip
    try:
        parsed = parser.parse(request.stream, PARTS, request.content_length, request.mimetype_params)
    except RequestEntityTooLarge:
        raise _too_large(limits) from None
    except ValueError:
        raise Problem(400, "bad_request", ADVICE[400]) from None
    _, texts, parts = parsed
    files = []
    for part in parts.getlist("file"):
        data = part.stream.read()
        kind = file_type(part.content_type or "", data[:64])
        files.append(SentFile("file", file_name(part.filename or ""), kind, data))
    return _written(_object(texts.get("message", "{}").encode("utf-8", "replace")), files, limits)


def text_of(given: Mapping[str, Any], name: str, longest: int) -> str:
    """Return a text of what was sent, cut to length and without what no text holds; empty where it is none."""
    value = given.get(name)
    return _clean(value)[:longest].strip() if isinstance(value, str) else ""


def agreed_of(given: Any) -> Agreed | None:
    """Return what a visitor says they agreed to; None where that is not said."""
    if not isinstance(given, Mapping):
        return None
    version, digest, language = (given.get(name) for name in ("text_version", "text_hash", "language"))
    if isinstance(version, str) and version.isascii() and version.isdigit() and len(version) < 10:  # noqa: PLR2004 - a number, not a flood of digits
        version = int(version)
    if isinstance(version, bool) or not isinstance(version, int) or abs(version) > 10**9:
        return None
    if not isinstance(digest, str) or not isinstance(language, str):
        return None
    return Agreed(
        version, _clean(digest)[:64], _clean(language)[:LONGEST_LANGUAGE], given.get("button") is True
    )


def uuid_of(text: Any, what: str) -> UUID:
    """Return an id that was sent; as something unknown where it is none. Raises `Problem`."""
    try:
        return UUID(text if isinstance(text, str) else "")
    except ValueError:
        raise invalid(what, "value", f"{what} is an id as it was told.") from None


def _written(given: Mapping[str, Any], files: Sequence[SentFile], limits: ChatLimits) -> Written:
    client_id = given.get("client_id")
    if not isinstance(client_id, str) or not CLIENT_ID.fullmatch(client_id.lower()):
        raise invalid("client_id", "value", "client_id is a random UUID; a repeat of a message has the same.")
    text = given.get("text")
    said = _clean(text).replace("\r\n", "\n").strip() if isinstance(text, str) else ""
    if len(said) > limits.characters:
        raise invalid(
            "text", "too_long", f"A message has at most {limits.characters:,} characters. Send it as two."
        )
    if not said and not files:
        raise invalid("text", "required", "Write something, or attach a file.")
    if len(files) > limits.files:
        raise invalid("file", "too_many_files", f"Send at most {limits.files} files with a message.")
    if sum(len(one.data) for one in files) > limits.files_megabytes * MEGABYTE:
        raise _too_large(limits)
    page, answers = _mapping(given.get("page")), _mapping(given.get("answers"))
    index = answers.get("index")
    return Written(
        client_id.lower(), said, text_of(page, "url", LONGEST_URL), text_of(page, "title", LONGEST_TITLE),
        text_of(given, "language", LONGEST_LANGUAGE), agreed_of(given.get("consent")), text_of(given, "identity", 8_192),
        index if isinstance(index, int) and not isinstance(index, bool) and 0 <= index < 100 else None,  # noqa: PLR2004 - choices of one step
        _id(answers.get("message_id")), files, bool(given.get("shown")),
    )  # fmt: skip


def _id(text: Any) -> str:
    try:
        return UUID(text).hex if isinstance(text, str) else ""
    except ValueError:
        return ""


def _object(data: bytes) -> Mapping[str, Any]:
    try:
        given = json.loads(data)
    except (ValueError, RecursionError):
        given = None
    if not isinstance(given, dict):
        raise Problem(400, "bad_json", "The body is no JSON object. Check it and send it again.")
    return given


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _clean(text: str) -> str:
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")


def _too_large(limits: ChatLimits) -> Problem:
    detail = f"The files of a message have at most {limits.files_megabytes} MB together. Send less at once."
    return Problem(413, "too_large", detail, field="file")


def _in_memory(*_: Any, **__: Any) -> IO[bytes]:
    """Keep parts where nobody else reads them: a file on disk would be in the clear."""
    return BytesIO()
