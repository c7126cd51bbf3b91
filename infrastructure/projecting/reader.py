"""Pages of the log for those who follow it; what cannot be read is named, not in the way (RL-05)."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

import psycopg
from eventsourcing.persistence import MapperDeserialisationError

from application.ports import Unavailable
from infrastructure.events.log import AWAY, Log
from infrastructure.events.recorder import Row
from projections.common.recorded import Recorded

LIMITS_EXCEEDED = "54"


class Unreadable(NamedTuple):
    """A stored event that does not decode."""

    position: int
    topic: str
    error: str


class Page(NamedTuple):
    """Events after a position up to `end`, those of other topics left out."""

    after: int
    end: int
    events: list[Recorded]
    unreadable: list[Unreadable]


def page_of_all(
    log: Log, after: int, limit: int, topics: Collection[str], stop: int | None = None
) -> Page | None:
    """Return the next page of up to `limit` events, of which those of `topics` are decoded; None at the end."""
    rows = log.recorder.page(after, limit, stop)
    if not rows:
        return None
    return Page(after, rows[-1][0], *_decoded(log, [row for row in rows if row[3] in topics]))


def page_of_some(log: Log, after: int, limit: int, topics: Sequence[str], horizon: int) -> Page:
    """Return the next up to `limit` events of `topics` up to `horizon`, which the page reaches if they end before."""
    rows = log.recorder.page(after, limit, horizon, topics)
    end = rows[-1][0] if len(rows) == limit else max(horizon, after)
    return Page(after, end, *_decoded(log, rows))


def gone(error: BaseException) -> bool:
    """Tell whether an error is about reaching the database, and no fault of what was asked of it."""
    if isinstance(error, psycopg.OperationalError):
        # rows or index entries over a size limit count as operational; they fail for ever
        return not (error.sqlstate or "").startswith(LIMITS_EXCEEDED)
    return isinstance(error, (*AWAY, psycopg.InterfaceError, psycopg.errors.InternalError_, Unavailable))


def passing(error: BaseException) -> bool:
    """Tell whether waiting helps: the database is away, or a view that is asked is not filled for this version yet."""
    return gone(error) or isinstance(error, (psycopg.errors.UndefinedTable, psycopg.errors.UndefinedColumn))


def _decoded(log: Log, rows: list[Row]) -> tuple[list[Recorded], list[Unreadable]]:
    try:
        return log.opened(rows), []
    except MapperDeserialisationError:
        pass
    events: list[Recorded] = []
    unreadable: list[Unreadable] = []
    for row in rows:
        try:
            events += log.opened([row])
        except MapperDeserialisationError as error:
            unreadable.append(Unreadable(row[0], row[3], type(error.__cause__ or error).__name__))
    return events, unreadable
