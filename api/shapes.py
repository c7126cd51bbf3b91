"""Answers in the shape their schema documents: what it names and nothing else.

Marshmallow's own dump costs ten times as much; these schemas only pick and nest, and the encoder writes ids and times.
A test holds that both say the same.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from operator import attrgetter, itemgetter
from typing import Any
from uuid import UUID

import orjson
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
    names = [name for name, _, _ in wanted]
    attributes = [attribute for _, attribute, _ in wanted]
    deeper = [(name, below) for name, _, below in wanted if below is not None]
    get, look_up = _getter(attrgetter, attributes), _getter(itemgetter, attributes)

    def pick(value: Any) -> Any:
        # asking an abstract class costs more than all the rest of a small object
        if type(value) is dict or isinstance(value, Mapping):
            try:
                values = look_up(value)
            except KeyError:
                values = tuple(value.get(name) for name in attributes)
        else:
            values = get(value)
        picked = dict(zip(names, values, strict=True))
        for name, below in deeper:
            item = picked[name]
            if item is not None:
                picked[name] = below(item)
        return picked

    return pick


def _getter(kind: Callable[..., Pick], names: Sequence[str]) -> Callable[[Any], tuple[Any, ...]]:
    """Return what takes these out of an object at once, as a tuple however many there are."""
    if len(names) > 1:
        return kind(*names)
    if not names:
        return lambda _: ()
    one = kind(names[0])
    return lambda value: (one(value),)


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


_slowly = json.JSONEncoder(default=_default, separators=(",", ":"), ensure_ascii=False).encode


def dumped(value: Any) -> bytes:
    """Return JSON, ids and times as text; halves of surrogate pairs become question marks."""
    try:
        return orjson.dumps(value, _default, orjson.OPT_PASSTHROUGH_DATACLASS)
    except TypeError:
        return _slowly(value).encode("utf-8", "replace")
