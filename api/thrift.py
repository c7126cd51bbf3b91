"""As much of Thrift's compact protocol as a Parquet file's footer is written in (its specification, 2020-02)."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

I32, I64, BINARY, LIST, STRUCT = 5, 6, 8, 9, 12
SHORT_LIST, SEVEN_BITS = 15, 0x7F


class Value(NamedTuple):
    """A value's type in the protocol, and its bytes."""

    kind: int
    body: bytes


TRUE = Value(1, b"")
"""A flag that is set; its type says all. Only as a field of a record."""


def varint(number: int) -> bytes:
    """Return a number, not negative, in groups of seven bits, the lowest first."""
    out = bytearray()
    while number > SEVEN_BITS:
        out.append(number & SEVEN_BITS | 0x80)
        number >>= 7
    out.append(number)
    return bytes(out)


def i32(number: int) -> Value:
    """Return a number of 32 bits."""
    return Value(I32, varint(number << 1 ^ number >> 31))


def i64(number: int) -> Value:
    """Return a number of 64 bits."""
    return Value(I64, varint(number << 1 ^ number >> 63))


def text(words: str) -> Value:
    """Return a text."""
    raw = words.encode("utf-8", "replace")
    return Value(BINARY, varint(len(raw)) + raw)


def listed(values: Sequence[Value]) -> Value:
    """Return values of one type as a list."""
    kind = values[0].kind if values else STRUCT
    size = len(values)
    head = bytes([size << 4 | kind]) if size < SHORT_LIST else bytes([0xF0 | kind]) + varint(size)
    return Value(LIST, head + b"".join(value.body for value in values))


def record(fields: Mapping[int, Value]) -> Value:
    """Return a struct with these fields by number, ascending, none more than 15 after the one before."""
    out, before = bytearray(), 0
    for number, value in fields.items():
        out += bytes([number - before << 4 | value.kind]) + value.body
        before = number
    return Value(STRUCT, bytes(out) + b"\0")
