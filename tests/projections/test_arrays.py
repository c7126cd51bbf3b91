"""What is packed here is read by PostgreSQL as what it was."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from psycopg import Connection

from projections.common.arrays import KINDS, copied, packed
from projections.search.lexemes import lexemes

WHOLE = {"integer": 31, "bigint": 63}
"""Bits of whole numbers; in JSON, too, the log has none that are longer, and they are not read whole."""
VALUES: dict[str, some.SearchStrategy[Any]] = {
    "uuid": some.uuids(),
    "text": some.text(some.characters(exclude_characters="\0", exclude_categories=["Cs"])),
    "jsonb": some.recursive(
        some.booleans()
        | some.integers(-(2**63), 2**63 - 1)
        | some.text(some.characters(exclude_categories=["Cc", "Cs"])),
        lambda inner: (
            some.lists(inner)
            | some.dictionaries(some.text(some.characters(codec="ascii", exclude_characters="\0")), inner)
        ),
        max_leaves=5,
    ),
    "bytea": some.binary(),
    **{kind: some.integers(-(2**bits), 2**bits - 1) for kind, bits in WHOLE.items()},
    "boolean": some.booleans(),
    "timestamptz": some.datetimes(datetime(2, 1, 1), datetime(9998, 12, 31), timezones=some.just(UTC)),  # noqa: DTZ001
    "date": some.dates(date(2, 1, 1), date(9998, 12, 31)),
}


def test_every_kind_is_tried() -> None:
    assert VALUES.keys() | {"tsvector"} == KINDS.keys()


@pytest.mark.parametrize("kind", VALUES)
def test_values_and_gaps_come_back(db: Connection[tuple[Any, ...]], kind: str) -> None:
    statement = f"SELECT %b::{kind}[]".encode()

    @given(some.lists(some.none() | VALUES[kind], max_size=5))
    def comes_back(values: list[Any]) -> None:
        assert db.execute(statement, (packed(kind, values),)).fetchone() == (values,)

    run: Callable[[], None] = comes_back
    run()


@given(
    rows=some.lists(
        some.tuples(*(some.none() | values for values in VALUES.values())), min_size=1, max_size=3
    )
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_rows_come_back(db: Connection[tuple[Any, ...]], rows: list[tuple[Any, ...]]) -> None:
    columns = ", ".join(f"c{number} {kind}" for number, kind in enumerate(VALUES))
    with db.transaction(force_rollback=True):
        db.execute(f"CREATE TEMP TABLE mixed ({columns})".encode())
        with db.cursor() as cursor, cursor.copy("COPY mixed FROM STDIN (FORMAT binary)") as copy:
            copy.write(copied(tuple(VALUES), rows))
        assert db.execute("SELECT * FROM mixed").fetchall() == rows


def test_vectors_of_words_come_back(db: Connection[tuple[Any, ...]]) -> None:
    vectors = [lexemes([("A", "one two")]), None, lexemes([])]
    (found,) = db.execute("SELECT (%b::tsvector[])::text[]", (packed("tsvector", vectors),)).fetchone() or ()
    assert found == ["'one':1A 'two':2A", None, ""]


def test_a_table_of_columns_is_one_row_each(db: Connection[tuple[Any, ...]]) -> None:
    columns = (packed("bigint", [1, 2]), packed("text", ["a", None]))
    rows = db.execute("SELECT * FROM unnest(%b::bigint[], %b::text[])", columns).fetchall()
    assert rows == [(1, "a"), (2, None)]
