"""The rows of one table that a batch touches: read at once, changed in memory, written at once."""

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Generic, TypeVar

from projections.common.db import Db
from projections.common.table import Key, Table

Row = TypeVar("Row")


class Rows(Generic[Row]):
    """An identity map over a table; whoever takes a row out means to change it."""

    def __init__(self, table: Table[Row], db: Db, keys: Iterable[Key], new: Iterable[Key] = ()) -> None:
        """Ask for the rows of `keys`, but not those of `new`, which the batch itself makes.

        The answer is waited for at the first use, so that several such questions share a trip in a pipeline.
        """
        self._table, self._db = table, db
        self._answer = table.ask(db, set(keys).difference(new))
        self._gone: set[Key] = set()

    @cached_property
    def _held(self) -> dict[Key, Row]:
        held = self._answer()
        self._stored = set(held)
        return held

    def __getitem__(self, key: Key) -> Row:
        """Return a row; KeyError when there is none."""
        return self._held[key]

    def __iter__(self) -> Iterator[Row]:
        """Go through the rows at hand."""
        return iter(list(self._held.values()))

    def get(self, key: Key) -> Row | None:
        """Return a row if there is one."""
        return self._held.get(key)

    def fetch(self, keys: Iterable[Key]) -> None:
        """Take more rows in, those at hand excepted; for keys that only the rows themselves tell."""
        held = self._held
        found = self._table.ask(self._db, set(keys).difference(held, self._gone))()
        held.update(found)
        self._stored.update(found)

    def add(self, row: Row) -> Row:
        """Add a row, or put it in the place of the one of the same key; returns it."""
        self._held[self._table.key_of(row)] = row
        return row

    def remove(self, key: Key) -> None:
        """Take a row away if there is one."""
        if self._held.pop(key, None) is not None and key in self._stored:
            self._stored.remove(key)
            self._gone.add(key)

    def save(self) -> None:
        """Write what is held."""
        held = self._held
        self._table.delete(self._db, self._gone)
        self._table.update(self._db, [row for key, row in held.items() if key in self._stored])
        self._table.insert(self._db, [row for key, row in held.items() if key not in self._stored])
