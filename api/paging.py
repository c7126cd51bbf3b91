"""Cursor paging: a cursor is opaque, checked when it comes back, and says after which row the next page begins."""

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from marshmallow import Schema, fields, validate

from api.problems import invalid

MOST = 100
USUAL = 50


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


PARSERS: dict[type[Any], Callable[[str], Any]] = {
    UUID: UUID, datetime: _moment, int: int, str: str,
}  # fmt: skip


class PageQuery(Schema):
    """Which part of a list."""

    limit = fields.Integer(
        load_default=USUAL,
        validate=validate.Range(1, MOST),
        metadata={"description": f"Rows of a page, at most {MOST}.", "example": 20},
    )
    cursor = fields.String(
        load_default=None,
        metadata={"description": "`next` of the page before; leave it out for the first page."},
    )


def encode(values: Sequence[object]) -> str:
    """Return a cursor of these values."""
    texts = [value.isoformat() if isinstance(value, datetime) else str(value) for value in values]
    return base64.urlsafe_b64encode(json.dumps(texts).encode()).decode().rstrip("=")


def decode(cursor: str | None, *kinds: type[Any]) -> tuple[Any, ...] | None:
    """Return a cursor's values as `kinds`, None for no cursor; raises the 422 problem of one we never gave."""
    if cursor is None:
        return None
    try:
        texts = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        values = tuple(PARSERS[kind](text) for kind, text in zip(kinds, texts, strict=True))
    except (ValueError, TypeError, AttributeError, OverflowError, RecursionError, binascii.Error):
        raise invalid("cursor", "value", "This cursor is none of ours. Begin without one.") from None
    return values


def page(rows: Sequence[Any], limit: int, cursor_of: Callable[[Any], Sequence[object]]) -> dict[str, Any]:
    """Return a page of rows that were fetched with one more than `limit`, and where the next one begins."""
    shown = rows[:limit]
    following = encode(cursor_of(shown[-1])) if len(rows) > limit else None
    return {"items": shown, "next": following}
