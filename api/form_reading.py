"""What comes to a form's address, as a form or as JSON: names and values, and files; bounded in every way (FRM-10)."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import IO, Any
from urllib.parse import parse_qsl

from flask import request
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.formparser import FormDataParser

from api.form_limits import FormLimits
from application.submitted import SentFile
from application.uploads import file_name, file_type
from domain.form.answers import Wrong
from domain.form.fields import OURS

FORM, PARTS, JSON = "application/x-www-form-urlencoded", "multipart/form-data", "application/json"
MEGABYTE = 1_048_576
MOST_PARTS = 400
FEWEST_IN_MEMORY = 128 * 1024
"""The library holds pieces of files to the bound of texts, too; it reads them by 64 kB."""


class Unacceptable(Exception):
    """It breaks rules; `wrong` names each with its field."""

    def __init__(self, *wrong: Wrong, status: int = 422, sent: "Posted | None" = None) -> None:
        super().__init__()
        self.wrong, self.status, self.sent = wrong, status, sent


@dataclass(slots=True)
class Posted:
    """What was sent: `ours` is what the page itself brings, by name without its beginning."""

    sent: dict[str, list[str]] = field(default_factory=dict)
    files: list[SentFile] = field(default_factory=list)
    ours: dict[str, str] = field(default_factory=dict)

    def add(self, name: str, value: str) -> None:
        """Take a value in, without what no text holds."""
        text = value.replace("\0", "").encode("utf-8", "replace").decode("utf-8")
        if name.startswith(OURS):
            self.ours[name.removeprefix(OURS)] = text
        else:
            self.sent.setdefault(
                name.replace("\0", "").encode("utf-8", "replace").decode("utf-8"), []
            ).append(text)

    @property
    def file_fields(self) -> frozenset[str]:
        """The fields that brought files."""
        return frozenset(one.name for one in self.files)


def posted(limits: FormLimits) -> Posted:
    """Read the request's body. Raises `Unacceptable`."""
    request.max_content_length = limits.largest
    try:
        found = _read(request.mimetype, limits)
    except RequestEntityTooLarge:
        raise Unacceptable(Wrong("", "too_large"), status=413) from None
    except (ValueError, TypeError, RecursionError):
        raise Unacceptable(Wrong("", "unreadable"), status=400) from None
    if len(found.files) > limits.files:
        raise Unacceptable(Wrong(found.files[0].name, "too_many_files", str(limits.files)), sent=found)
    if sum(len(one.data) for one in found.files) > limits.files_megabytes * MEGABYTE:
        raise Unacceptable(
            Wrong(found.files[0].name, "file_too_large", str(limits.files_megabytes)), status=413, sent=found
        )
    return found


def _read(kind: str, limits: FormLimits) -> Posted:
    found = Posted()
    if kind == PARTS:
        _take_parts(found, limits)
    elif kind in (FORM, JSON):
        data = request.get_data(cache=False)
        if len(data) > limits.text_bytes:
            raise RequestEntityTooLarge
        if kind == JSON:
            _take_json(found, json.loads(data))
        else:
            for name, value in parse_qsl(
                data.decode("ascii"), keep_blank_values=True, max_num_fields=MOST_PARTS
            ):
                found.add(name, value)
    else:
        raise ValueError(kind)
    return found


def _take_parts(found: Posted, limits: FormLimits) -> None:
    parser = FormDataParser(
        _in_memory,
        max_form_memory_size=max(limits.text_bytes, FEWEST_IN_MEMORY),
        max_content_length=limits.largest,
        max_form_parts=MOST_PARTS,
        silent=False,
    )
    _, texts, files = parser.parse(request.stream, PARTS, request.content_length, request.mimetype_params)
    if sum(len(value.encode("utf-8", "replace")) for _, value in texts.items(multi=True)) > limits.text_bytes:
        raise RequestEntityTooLarge
    for name, value in texts.items(multi=True):
        found.add(name, value)
    for name, file in files.items(multi=True):
        data = file.stream.read()
        if file.filename or data:
            kind = file_type(file.content_type or "", data[:64])
            found.files.append(SentFile(name[:200], file_name(file.filename or ""), kind, data))


def _in_memory(*_: Any, **__: Any) -> IO[bytes]:
    """Keep parts where nobody else reads them: a file on disk would be in the clear."""
    return BytesIO()


def _take_json(found: Posted, given: Any) -> None:
    if not isinstance(given, Mapping):
        raise TypeError(JSON)
    for name, value in given.items():
        values: Sequence[Any] = value if isinstance(value, list) else [value]
        for one in values[:MOST_PARTS]:
            found.add(name, _text(one))


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else json.dumps(value, ensure_ascii=False)
