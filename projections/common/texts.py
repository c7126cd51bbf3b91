"""Texts on their way into a table."""

import json
from typing import Any

import orjson

CUT = " …"
PREVIEW_LENGTH = 140
EMPTY: dict[type[Any], bytes] = {tuple: b"[]", list: b"[]", dict: b"{}"}
PLAINLY = orjson.OPT_PASSTHROUGH_DATETIME | orjson.OPT_PASSTHROUGH_DATACLASS


def storable(text: str) -> str:
    """Return the text without what PostgreSQL cannot hold: NUL, and halves of surrogate pairs."""
    if text.isascii():
        return text.replace("\0", "\ufffd") if "\0" in text else text
    return text.replace("\0", "\ufffd").encode("utf-8", "replace").decode("utf-8")


def storable_json(value: Any) -> bytes:
    """Return a JSON document in UTF-8 that jsonb can hold; what JSON has no form for is there as text."""
    if not value and type(value) in EMPTY:
        return EMPTY[type(value)]
    try:
        document = orjson.dumps(value, str, PLAINLY)
    except TypeError:
        # halves of surrogate pairs, and whole numbers longer than it takes
        document = json.dumps(value, default=str).encode()
    if b"\\u0000" in document or b"\\ud" in document:
        return json.dumps(_storable_deep(json.loads(document))).encode()
    return document


def _storable_deep(value: Any) -> Any:
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, list):
        return [_storable_deep(item) for item in value]
    if isinstance(value, dict):
        return {storable(name): _storable_deep(item) for name, item in value.items()}
    return value


def preview_of(text: str) -> str:
    """Return the first words of a message on one line, marked where it goes on."""
    line = " ".join(text[: 4 * PREVIEW_LENGTH].split())
    if len(line) <= PREVIEW_LENGTH and len(text) <= 4 * PREVIEW_LENGTH:
        return line
    head, _, _ = line[: PREVIEW_LENGTH + 1].rpartition(" ")
    return (head or line[:PREVIEW_LENGTH]) + CUT
