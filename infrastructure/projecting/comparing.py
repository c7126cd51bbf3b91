"""Two sets of a view's tables compared row for row."""

from collections.abc import Sequence
from dataclasses import dataclass

from psycopg.sql import SQL, Composed, Identifier

from projections.common.db import Db
from projections.common.projector import Projector


@dataclass(frozen=True, slots=True)
class Difference:
    """How a live table differs from the same table made anew: rows only here, rows only there."""

    view: str
    table: str
    rows: int
    surplus: int
    """Live rows that a rebuild does not make."""
    missing: int
    """Rows of a rebuild that are not live."""

    @property
    def equal(self) -> bool:
        """Whether there is no difference."""
        return not (self.surplus or self.missing)


def compared(db: Db, views: Sequence[Projector], live: str, made: str) -> list[Difference]:
    """Compare each table of the views between two schemas, as `db`'s transaction sees them."""
    return [_table(db, view.name, table, live, made) for view in views for table in view.tables]


def _table(db: Db, view: str, table: str, live: str, made: str) -> Difference:
    here, there = Identifier(live, table), Identifier(made, table)
    rows, digest = _digest(db, here)
    if (rows, digest) == _digest(db, there):
        return Difference(view, table, rows, 0, 0)
    return Difference(view, table, rows, _only(db, here, there), _only(db, there, here))


def _digest(db: Db, table: Identifier) -> tuple[int, object]:
    """Return the number of rows and the sum of their hashes, which no order changes."""
    query = SQL("SELECT count(*), sum(hashtextextended(t::text, 0)::numeric) FROM {} AS t").format(table)
    return _one(db, query)


def _only(db: Db, here: Identifier, there: Identifier) -> int:
    query = SQL(
        "SELECT count(*), 0 FROM (SELECT t::text FROM {} AS t EXCEPT ALL SELECT t::text FROM {} AS t) AS rest"
    )
    return _one(db, query.format(here, there))[0]


def _one(db: Db, query: Composed) -> tuple[int, object]:
    rows, digest = db.execute(query).fetchall()[0]
    return rows, digest
