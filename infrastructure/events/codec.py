"""Typed encoding of event fields to JSON and back: the annotation says how, nothing in the data does."""

import json
from collections.abc import Callable
from dataclasses import MISSING, dataclass, fields
from datetime import date, datetime
from functools import cache, lru_cache
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints
from uuid import UUID

import orjson

from domain.kernel.event import Event
from domain.kernel.personal import ERASED, PersonalMark

Convert = Callable[[Any], Any]
Column = tuple[str, Convert | None, Convert | None]
BESIDE = frozenset({"originator_id", "originator_version", "timestamp", "envelope"})

loads = orjson.loads
_slowly = json.JSONEncoder(separators=(",", ":"), ensure_ascii=False).encode
uuid_of = lru_cache(maxsize=20_000)(UUID)
"""Making a UUID of its text costs more than anything else here; most ids are in several events that follow soon."""


def dumps(value: Any) -> bytes:
    """Return JSON in UTF-8; halves of surrogate pairs, which a header may yield, become question marks."""
    try:
        return orjson.dumps(value)
    except TypeError:
        return _slowly(value).encode("utf-8", "replace")


@dataclass(frozen=True, slots=True)
class Shape:
    """How one event class is written: converters by field, the sealed fields, and what absent ones read as."""

    plain: tuple[Column, ...]
    sealed: tuple[Column, ...]
    defaults: dict[str, Any]
    erased: dict[str, Any]


def _converters(annotation: Any) -> tuple[Convert | None, Convert | None]:
    if annotation is UUID:
        return (lambda value: value.hex), uuid_of
    if annotation is datetime or annotation is date:
        return annotation.isoformat, annotation.fromisoformat
    origin, args = get_origin(annotation), get_args(annotation)
    if origin is tuple:
        return _of_each(*_converters(args[0]))
    if origin in (Union, UnionType):
        encode, decode = _converters(next(arg for arg in args if arg is not NoneType))
        if encode is not None and decode is not None:
            return (
                lambda value: None if value is None else encode(value),
                lambda value: None if value is None else decode(value),
            )
    return None, None


def _of_each(encode: Convert | None, decode: Convert | None) -> tuple[Convert | None, Convert]:
    back: Convert = tuple if decode is None else lambda value: tuple(map(decode, value))
    return (None if encode is None else lambda value: [encode(item) for item in value]), back


def _erased_value(annotation: Any) -> Any:
    if annotation is str:
        return ERASED
    return () if get_origin(annotation) is tuple else None


@cache
def shape_of(cls: type[Event]) -> Shape:
    """Return how `cls` is written, worked out once from its annotations."""
    hints = get_type_hints(cls, include_extras=True)
    plain: list[Column] = []
    sealed: list[Column] = []
    defaults, erased = {}, {}
    for field in fields(cls):
        if field.name in BESIDE:
            continue
        annotation, personal = hints[field.name], False
        if get_origin(annotation) is Annotated:
            annotation, *marks = get_args(annotation)
            personal = any(isinstance(mark, PersonalMark) for mark in marks)
        (sealed if personal else plain).append((field.name, *_converters(annotation)))
        if personal:
            erased[field.name] = _erased_value(annotation)
        if field.default is not MISSING:
            defaults[field.name] = field.default
    return Shape(tuple(plain), tuple(sealed), defaults, erased)


def encoded(event: Event, columns: tuple[Column, ...]) -> dict[str, Any]:
    """Return the named fields as JSON primitives."""
    values = vars(event)
    return {name: values[name] if encode is None else encode(values[name]) for name, encode, _ in columns}


def decode_into(
    target: dict[str, Any],
    state: dict[str, Any],
    columns: tuple[Column, ...],
) -> None:
    """Put the fields found in `state` into `target`, typed; absent ones keep what `target` has."""
    for name, _, decode in columns:
        if name in state:
            target[name] = state[name] if decode is None else decode(state[name])
