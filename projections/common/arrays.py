"""Columns of values as PostgreSQL's binary arrays.

The driver finds out of each value anew what it is; here the column's type is known, which makes it five times as quick.
"""

from collections.abc import Callable, Collection
from datetime import UTC, date, datetime
from struct import Struct
from typing import Any

from psycopg import adapters
from psycopg.abc import Buffer
from psycopg.adapt import Dumper
from psycopg.pq import Format

HEAD = Struct("!iiIii").pack
EMPTY = Struct("!iiI").pack
SHORT, LONG = Struct("!i").pack, Struct("!q").pack
NULL = SHORT(-1)
MIDNIGHT, DAY_ONE = datetime(2000, 1, 1, tzinfo=UTC), date(2000, 1, 1)

Encode = Callable[[Any], bytes]


class Lexemes(bytes):
    """A tsvector as PostgreSQL sends and takes it in binary."""


def _moment(at: datetime) -> bytes:
    since = at - MIDNIGHT
    return LONG((since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds)


KINDS: dict[str, tuple[int, Encode]] = {
    "uuid": (2950, lambda value: value.bytes),
    "text": (25, lambda value: value.encode()),
    "bytea": (17, bytes),
    "integer": (23, SHORT),
    "bigint": (20, LONG),
    "boolean": (16, lambda value: b"\1" if value else b"\0"),
    "timestamptz": (1184, _moment),
    "date": (1082, lambda value: SHORT((value - DAY_ONE).days)),
    "tsvector": (3614, bytes),
    "jsonb": (3802, lambda value: b"\1" + value.dumps(value.obj).encode()),
}
"""SQL type -> its number in PostgreSQL's catalogue, which no release changes, and how a value is sent."""


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
    """Return values of one SQL type as an array; documents come as `Jsonb` with the function that writes them.

    Raises:
        UnicodeEncodeError: a text holds half of a surrogate pair.

    """
    number, encode = KINDS[kind]
    if not values:
        return Packed(EMPTY(0, 0, number))
    parts: list[bytes] = [b""]
    nulls = 0
    for value in values:
        if value is None:
            nulls = 1
            parts.append(NULL)
        else:
            data = encode(value)
            parts += SHORT(len(data)), data
    parts[0] = HEAD(1, nulls, number, len(values), 1)
    return Packed(b"".join(parts))
