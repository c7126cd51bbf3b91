"""Rows as Parquet are what an independent reader (arrow-rs) finds in them, whatever they are."""

import io
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

import pytest
from arro3.core import DataType, Table
from arro3.io import read_parquet
from hypothesis import example, given
from hypothesis import strategies as st

from api.parquet import MAGIC, Columns, Kind, written

COLUMNS: Columns = {"id": Kind.TEXT, "n": Kind.WHOLE, "when": Kind.MOMENT, "flag": Kind.FLAG}
WHOLE = st.integers(-(2**63), 2**63 - 1)
MOMENTS = st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
ROWS = st.tuples(*(st.none() | one for one in (st.text(), WHOLE, MOMENTS, st.booleans())))

pytestmark = pytest.mark.req("FRM-07", "ANA-02")


def read(columns: Columns, groups: Sequence[Sequence[Sequence[object]]]) -> Table:
    return read_parquet(io.BytesIO(b"".join(written(columns, groups)))).read_all()


def rows_of(table: Table) -> list[tuple[Any, ...]]:
    return list(zip(*(column.to_pylist() for column in table.columns), strict=True))


@given(st.lists(st.lists(ROWS, max_size=20), max_size=4))
@example([[(None, None, None, None)]])
@example([[("", 0, datetime(1969, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC), False)] * 9])
def test_what_is_written_is_read_back(groups: list[list[tuple[Any, ...]]]) -> None:
    assert rows_of(read(COLUMNS, groups)) == [row for group in groups for row in group]


def test_the_types_of_columns_are_told_and_no_rows_are_none() -> None:
    table = read(COLUMNS, [])
    assert table.num_rows == 0
    wanted = [DataType.utf8(), DataType.int64(), DataType.timestamp("us", tz="UTC"), DataType.bool()]
    assert [table.schema.field(name).type for name in COLUMNS] == wanted


def test_many_columns_have_names_of_any_length() -> None:
    columns = {f"field.{'ż' * n}": Kind.TEXT for n in range(40)}
    table = read(columns, [[tuple(f"{n}" for n in range(40))]])
    assert table.column_names == list(columns)
    assert rows_of(table) == [tuple(f"{n}" for n in range(40))]


def test_half_of_a_character_becomes_a_question_mark() -> None:
    assert rows_of(read({"text": Kind.TEXT}, [[("a\ud800b",)]])) == [("a?b",)]


def test_each_group_leaves_before_the_next_is_asked_for() -> None:
    asked = list[int]()

    def groups() -> Iterator[list[tuple[str]]]:
        for number in range(3):
            asked.append(number)
            yield [(f"row {number}",)]

    pieces = written({"text": Kind.TEXT}, groups())
    assert (next(pieces), asked) == (MAGIC, [])
    for number in range(3):
        assert next(pieces)
        assert asked == list(range(number + 1))
