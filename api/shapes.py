"""Answers in the shape their schema documents: what it names and nothing else.

Marshmallow's own dump costs ten times as much; these schemas only pick and nest, and the encoder writes ids and times.
A test holds that both say the same.
"""

import json
from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import cache
from operator import attrgetter
from typing import Any
from uuid import UUID

from marshmallow import Schema, fields

Pick = Callable[[Any], Any]


def shaped(schema: type[Schema], value: Any) -> Any:
    """Return `value` (an object, a mapping or a list of them) as the schema's fields."""
    return _picker(schema)(value)


@cache
def _picker(schema: type[Schema]) -> Pick:
    wanted = [
        (field.data_key or name, field.attribute or name, _below(field))
        for name, field in schema().fields.items()
    ]
    plain = all(below is None for _, _, below in wanted)
    names = [name for name, _, _ in wanted]
    attributes = [attribute for _, attribute, _ in wanted]
    get = attrgetter(*attributes) if len(attributes) > 1 else lambda value: (getattr(value, attributes[0]),)

    def pick(value: Any) -> Any:
        # asking an abstract class costs more than all the rest of a small object
        named = type(value) is dict or isinstance(value, Mapping)
        values = [value.get(name) for name in attributes] if named else get(value)
        if plain:
            return dict(zip(names, values, strict=True))
        return {
            name: item if below is None or item is None else below(item)
            for (name, _, below), item in zip(wanted, values, strict=True)
        }

    return pick


def _below(field: fields.Field[Any]) -> Pick | None:
    if isinstance(field, fields.Nested):
        one = _picker(type(field.schema))
        return (lambda items: [one(item) for item in items]) if field.many else one
    if isinstance(field, fields.List):
        inner = _below(field.inner)
        return list if inner is None else lambda items: [inner(item) for item in items]
    return None


def _default(value: object) -> Any:
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, frozenset | set):
        return sorted(value)
    raise TypeError(type(value).__name__)


_encode = json.JSONEncoder(default=_default, separators=(",", ":"), ensure_ascii=False).encode


def dumped(value: Any) -> bytes:
    """Return JSON, ids and times as text."""
    return _encode(value).encode("utf-8", "replace")
