"""Counters kept by projectors, so that no request counts rows."""

from collections.abc import Mapping
from typing import Any

from projections.common.db import Db
from projections.common.table import Key, Table


def bump(db: Db, table: Table[Any], deltas: Mapping[Key, int]) -> None:
    """Add `deltas` to the counters `n` of a table; a counter at nought has no row, whatever way it got there."""
    changed = {key: delta for key, delta in deltas.items() if delta}
    if changed:
        table.add_up(db, [(*key, delta) for key, delta in changed.items()], "n")
