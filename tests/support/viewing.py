"""Read models on a real PostgreSQL: schemas of their own, histories projected into them, their tables compared."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from typing import Any
from uuid import UUID

from projections.catalogue import projectors
from projections.common.db import Db
from projections.common.projector import Projector
from projections.common.recorded import Recorded


def mask_for(_: UUID, masks: tuple[str, ...]) -> Callable[[str], str]:
    """A mask that hides words; the words stand in `masks` as digests, as in the log."""

    def mask(text: str) -> str:
        words = text.split(" ")
        return " ".join("[erased]" if digest(word) in masks else word for word in words)

    return mask


def digest(word: str) -> str:
    """What stands for a word in the log."""
    return hashlib.sha256(word.encode("utf-8", "replace")).hexdigest()[:16]


def views() -> dict[str, Projector]:
    """Return a projector of each view by name."""
    return {projector.name: projector for projector in projectors(mask_for)}


@contextmanager
def tables_of(db: Db, schema: str, *chosen: Projector) -> Iterator[None]:
    """Fresh tables of these views, first in search_path, gone afterwards with all that happened meanwhile."""
    with db.transaction(force_rollback=True):
        db.execute(f"CREATE SCHEMA {schema}")
        db.execute(f"SET LOCAL search_path = {schema}")
        for projector in chosen:
            db.execute(projector.schema())
        yield


@contextmanager
def shown(db: Db, view: str, recorded: Sequence[Recorded]) -> Iterator[None]:
    """Show a history through one view, to be asked questions."""
    projector = views()[view]
    with tables_of(db, "shown", projector):
        project(db, projector, recorded)
        yield


def project(db: Db, projector: Projector, recorded: Sequence[Recorded], cuts: Sequence[int] = ()) -> None:
    """Project a history, cut into batches after so many events."""
    ends = sorted({0, len(recorded), *(cut % (len(recorded) + 1) for cut in cuts)})
    for start, end in pairwise(ends):
        batch = [each for each in recorded[start:end] if type(each.event) in projector.handles]
        projector.project(batch, db)


def contents(db: Db, projector: Projector) -> dict[str, list[tuple[Any, ...]]]:
    """Return the rows of each table of a view, in an order of their own."""
    return {
        table: sorted(db.execute(f"SELECT * FROM {table}").fetchall(), key=repr) for table in projector.tables
    }
