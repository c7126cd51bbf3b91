"""Rows as Apache Parquet, batch by batch, as they are read (FRM-07). Source: the parquet-format specification, 2.x.

One page per column and row group, plain encoding, gzip; every column may be null. More would make files smaller and
this longer: ADR 33 says why it is here at all.
"""

import struct
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from enum import Enum
from typing import Any, NamedTuple

from api import thrift

MAGIC = b"PAR1"
BOOLEAN, INT64, BYTE_ARRAY = 0, 2, 6
OPTIONAL, PLAIN, RLE, GZIP, DATA_PAGE = 1, 0, 3, 2, 0
BY = "postroom"
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Kind(Enum):
    """What the cells of a column are."""

    TEXT = "text"
    WHOLE = "whole"
    MOMENT = "moment"
    FLAG = "flag"


Columns = Mapping[str, Kind]
"""The columns' names in order, and what they hold."""


class Chunk(NamedTuple):
    """Where the page of one column in one row group is: the file's offset, its bytes, and those before compression."""

    offset: int
    size: int
    plain_size: int


class Group(NamedTuple):
    """A row group: how many rows, and its chunk of each column."""

    rows: int
    chunks: tuple[Chunk, ...]


def written(columns: Columns, groups: Iterable[Sequence[Sequence[object]]]) -> Iterator[bytes]:
    """Yield a file in pieces: each group of rows becomes a row group and leaves at once. A row has a cell per column.

    Texts that no encoding can hold (lone surrogates) become question marks. Moments must know their zone.
    """
    yield MAGIC
    at, done = len(MAGIC), list[Group]()
    for rows in groups:
        chunks = list[Chunk]()
        for kind, cells in zip(columns.values(), zip(*rows, strict=True), strict=bool(rows)):
            piece, plain_size = _page(kind, cells)
            yield piece
            chunks.append(Chunk(at, len(piece), plain_size))
            at += len(piece)
        if rows:
            done.append(Group(len(rows), tuple(chunks)))
    footer = _footer(columns, done)
    yield footer + struct.pack("<I", len(footer)) + MAGIC


def _page(kind: Kind, cells: Sequence[object]) -> tuple[bytes, int]:
    """Return a column's page, and its size before compression, headers included."""
    there = _bits([cell is not None for cell in cells])
    # one bit-packed run of groups of eight, led by its length
    levels = thrift.varint(len(there) << 1 | 1) + there
    values = _VALUES[kind]([cell for cell in cells if cell is not None])
    plain = struct.pack("<I", len(levels)) + levels + values
    packing = zlib.compressobj(wbits=zlib.MAX_WBITS | 16)
    packed = packing.compress(plain) + packing.flush()
    number, plainly, runs = thrift.i32(len(cells)), thrift.i32(PLAIN), thrift.i32(RLE)
    held = thrift.record({1: number, 2: plainly, 3: runs, 4: runs})
    sizes = {2: thrift.i32(len(plain)), 3: thrift.i32(len(packed))}
    head = thrift.record({1: thrift.i32(DATA_PAGE), **sizes, 5: held}).body
    return head + packed, len(head) + len(plain)


def _bits(flags: Sequence[object]) -> bytes:
    """Return flags as bits, the first the lowest, filled up to whole bytes."""
    number = int("".join("1" if flag else "0" for flag in reversed(flags)) or "0", 2)
    return number.to_bytes((len(flags) + 7) // 8, "little")


def _texts(cells: Sequence[Any]) -> bytes:
    raw = [str(cell).encode("utf-8", "replace") for cell in cells]
    return b"".join(piece for one in raw for piece in (struct.pack("<I", len(one)), one))


def _wholes(cells: Sequence[Any]) -> bytes:
    return struct.pack(f"<{len(cells)}q", *cells)


def _moments(cells: Sequence[Any]) -> bytes:
    return _wholes([(cell - EPOCH) // timedelta(microseconds=1) for cell in cells])


_VALUES: Mapping[Kind, Callable[[Sequence[Any]], bytes]] = {
    Kind.TEXT: _texts, Kind.WHOLE: _wholes, Kind.MOMENT: _moments, Kind.FLAG: _bits,
}  # fmt: skip
_STORED = {Kind.TEXT: BYTE_ARRAY, Kind.WHOLE: INT64, Kind.MOMENT: INT64, Kind.FLAG: BOOLEAN}
_EMPTY = thrift.record({})
_MEANT: Mapping[Kind, dict[int, thrift.Value]] = {
    Kind.WHOLE: {}, Kind.FLAG: {},
    Kind.TEXT: {6: thrift.i32(0), 10: thrift.record({1: _EMPTY})},
    Kind.MOMENT: {
        6: thrift.i32(10),
        10: thrift.record({8: thrift.record({1: thrift.TRUE, 2: thrift.record({2: _EMPTY})})}),
    },
}  # fmt: skip
"""The older and the newer word for what a stored value means: UTF-8, and microseconds in UTC."""


def _footer(columns: Columns, groups: Sequence[Group]) -> bytes:
    root = thrift.record({4: thrift.text("rows"), 5: thrift.i32(len(columns))})
    fields = [
        thrift.record(
            {1: thrift.i32(_STORED[kind]), 3: thrift.i32(OPTIONAL), 4: thrift.text(name)} | _MEANT[kind]
        )
        for name, kind in columns.items()
    ]
    return thrift.record(
        {
            1: thrift.i32(1),
            2: thrift.listed([root, *fields]),
            3: thrift.i64(sum(group.rows for group in groups)),
            4: thrift.listed([_group(columns, group) for group in groups]),
            6: thrift.text(BY),
        }
    ).body


def _group(columns: Columns, group: Group) -> thrift.Value:
    chunks = [
        thrift.record({2: thrift.i64(0), 3: _chunk(name, kind, group.rows, chunk)})
        for (name, kind), chunk in zip(columns.items(), group.chunks, strict=True)
    ]
    plain = sum(chunk.plain_size for chunk in group.chunks)
    return thrift.record({1: thrift.listed(chunks), 2: thrift.i64(plain), 3: thrift.i64(group.rows)})


def _chunk(name: str, kind: Kind, rows: int, chunk: Chunk) -> thrift.Value:
    encodings = thrift.listed([thrift.i32(PLAIN), thrift.i32(RLE)])
    return thrift.record(
        {
            1: thrift.i32(_STORED[kind]), 2: encodings, 3: thrift.listed([thrift.text(name)]), 4: thrift.i32(GZIP),
            5: thrift.i64(rows), 6: thrift.i64(chunk.plain_size), 7: thrift.i64(chunk.size),
            9: thrift.i64(chunk.offset),
        }
    )  # fmt: skip
