"""Columns of values as PostgreSQL's binary arrays, and rows of values as its binary COPY.

The driver finds out of each value anew what it is; here the column's type is known, which makes it five times as quick.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from functools import lru_cache
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
TRUE, FALSE = SIZE(1) + b"\1", SIZE(1) + b"\0"
NO_NUL = "\ufffd".encode()
MIDNIGHT, DAY_ONE = datetime(2000, 1, 1, tzinfo=UTC), date(2000, 1, 1)
COPY_HEAD, COPY_END = b"PGCOPY\n\xff\r\n\0" + bytes(8), FEW(-1)
HAS_GAPS = 1
"""Said of every array: whether it holds NULL is found out by whoever reads it."""

Encode = Callable[[Any], bytes]


class Lexemes(bytes):
    """A tsvector as PostgreSQL sends and takes it in binary."""


@lru_cache(maxsize=2_000)
def _moment(at: datetime) -> bytes:
    since = at - MIDNIGHT
    return LONG(8, (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds)


def _bytes(value: bytes) -> bytes:
    return SIZE(len(value)) + value


def _text(value: str) -> bytes:
    data = value.encode("utf-8", "replace")
    if b"\0" in data:
        data = data.replace(b"\0", NO_NUL)
    return SIZE(len(data)) + data


def _document(value: Any) -> bytes:
    data = storable_json(value)
    return SIZE(len(data) + 1) + b"\1" + data


KINDS: dict[str, tuple[int, Encode]] = {
    "uuid": (2950, lambda value: b"\0\0\0\x10" + value.int.to_bytes(16)),
    "text": (25, _text),
    "bytea": (17, _bytes),
    "integer": (23, lambda value: SHORT(4, value)),
    "bigint": (20, lambda value: LONG(8, value)),
    "boolean": (16, lambda value: TRUE if value else FALSE),
    "timestamptz": (1184, _moment),
    "date": (1082, lambda value: SHORT(4, (value - DAY_ONE).days)),
    "tsvector": (3614, _bytes),
    "jsonb": (3802, _document),
}
"""SQL type -> its number in PostgreSQL's catalogue, which no release changes, and how a value is sent, its length first."""


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
    return Packed(HEAD(1, HAS_GAPS, number, len(values), 1) + b"".join(_encoded(encode, values)))


def copied(kinds: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """Return rows, one at least, of these SQL types as the whole of a binary COPY."""
    columns = zip(*rows, strict=True)
    fields = [_encoded(KINDS[kind][1], column) for kind, column in zip(kinds, columns, strict=True)]
    lines = map(b"".join, zip(repeat(FEW(len(kinds))), *fields))
    return b"".join((COPY_HEAD, *lines, COPY_END))


def _encoded(encode: Encode, values: Iterable[Any]) -> Iterator[bytes]:
    return (NULL if value is None else encode(value) for value in values)
