"""Columns of values as PostgreSQL's binary arrays, and rows of values as its binary COPY.

The driver finds out of each value anew what it is; here the column's type is known, which makes it five times as quick.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import UTC, date, datetime
from itertools import repeat
from struct import Struct
from typing import Any

from psycopg import adapters
from psycopg.abc import Buffer
from psycopg.adapt import Dumper
from psycopg.pq import Format

from projections.common.texts import storable_json

HEAD = Struct("!iiIii").pack
EMPTY = Struct("!iiI").pack
SIZE, SHORT, LONG, FEW = Struct("!i").pack, Struct("!ii").pack, Struct("!iq").pack, Struct("!h").pack
NULL = SIZE(-1)
BOOLEANS = {True: SIZE(1) + b"\1", False: SIZE(1) + b"\0", None: NULL}
NO_NUL = "\ufffd".encode()
MIDNIGHT, DAY_ONE = datetime(2000, 1, 1, tzinfo=UTC), date(2000, 1, 1)
COPY_HEAD, COPY_END = b"PGCOPY\n\xff\r\n\0" + bytes(8), FEW(-1)
HAS_GAPS = 1
"""Said of every array: whether it holds NULL is found out by whoever reads it."""

Values = Iterable[Any]
Encode = Callable[[Values], list[bytes]]


class Lexemes(bytes):
    """A tsvector as PostgreSQL sends and takes it in binary."""


class _Once(dict[Any, bytes]):
    """Values with how they are sent, each worked out once: the same few come again and again."""

    def __init__(self, encode: Callable[[Any], bytes]) -> None:
        super().__init__({None: NULL})
        self._encode = encode

    def __missing__(self, value: Any) -> bytes:
        made = self[value] = self._encode(value)
        return made


def _uuids(values: Values) -> list[bytes]:
    return [NULL if value is None else b"\0\0\0\x10" + value.int.to_bytes(16) for value in values]


def _text(value: str) -> bytes:
    data = value.encode("utf-8", "replace")
    if b"\0" in data:
        data = data.replace(b"\0", NO_NUL)
    return SIZE(len(data)) + data


def _texts(values: Values) -> list[bytes]:
    once = _Once(_text)
    return [once[value] for value in values]


def _bytes(values: Values) -> list[bytes]:
    return [NULL if value is None else SIZE(len(value)) + value for value in values]


def _short(values: Values) -> list[bytes]:
    return [NULL if value is None else SHORT(4, value) for value in values]


def _long(values: Values) -> list[bytes]:
    return [NULL if value is None else LONG(8, value) for value in values]


def _booleans(values: Values) -> list[bytes]:
    return [BOOLEANS[value] for value in values]


def _moment(at: datetime) -> bytes:
    since = at - MIDNIGHT
    return LONG(8, (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds)


def _moments(values: Values) -> list[bytes]:
    once = _Once(_moment)
    return [once[value] for value in values]


def _days(values: Values) -> list[bytes]:
    return [NULL if value is None else SHORT(4, (value - DAY_ONE).days) for value in values]


def _document(value: Any) -> bytes:
    data = storable_json(value)
    return SIZE(len(data) + 1) + b"\1" + data


def _documents(values: Values) -> list[bytes]:
    return [NULL if value is None else _document(value) for value in values]


KINDS: dict[str, tuple[int, Encode]] = {
    "uuid": (2950, _uuids),
    "text": (25, _texts),
    "bytea": (17, _bytes),
    "integer": (23, _short),
    "bigint": (20, _long),
    "boolean": (16, _booleans),
    "timestamptz": (1184, _moments),
    "date": (1082, _days),
    "tsvector": (3614, _bytes),
    "jsonb": (3802, _documents),
}
"""SQL type -> its number in PostgreSQL's catalogue, which no release changes, and how a column of values is sent, each
with its length before it. Nothing is called for each value where that can be: there are dozens of them an event.
"""


class Packed(bytes):
    """A parameter ready to be sent; the statement says by a cast which array it is."""


class _PackedDumper(Dumper):
    format = Format.BINARY

    def dump(self, obj: Buffer) -> Buffer:
        return obj


class _LexemesDumper(_PackedDumper):
    oid = 3614


adapters.register_dumper(Packed, _PackedDumper)
adapters.register_dumper(Lexemes, _LexemesDumper)


def packed(kind: str, values: Collection[Any]) -> Packed:
    """Return values of one SQL type as an array; texts and documents lose what PostgreSQL cannot hold."""
    number, encode = KINDS[kind]
    if not values:
        return Packed(EMPTY(0, 0, number))
    return Packed(HEAD(1, HAS_GAPS, number, len(values), 1) + b"".join(encode(values)))


def copied(kinds: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """Return rows, one at least, of these SQL types as the whole of a binary COPY."""
    columns = zip(*rows, strict=True)
    fields = [KINDS[kind][1](column) for kind, column in zip(kinds, columns, strict=True)]
    lines = map(b"".join, zip(repeat(FEW(len(kinds))), *fields))
    return b"".join((COPY_HEAD, *lines, COPY_END))
