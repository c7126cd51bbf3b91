"""Where each view stands: rows whose lock also keeps runner and rebuild out of each other's way."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from psycopg.sql import SQL, Identifier

from projections.common.db import Db
from projections.common.projector import Projector

CHANNEL = "postroom_views"
PLACES = "SELECT name, version, position FROM views.positions"
MOVE = """
WITH moved AS (
    UPDATE views.positions SET position = greatest(position, %(to)s) WHERE name = ANY(%(views)s) RETURNING apart
)
SELECT pg_notify(%(channel)s, concat_ws(' ', %(to)s::text, (
    SELECT string_agg(name || ':' || position, ' ') FROM views.positions
    WHERE NOT apart AND position < %(to)s AND name <> ALL(%(views)s)
))) FROM moved WHERE NOT apart LIMIT 1
"""
UNFILLED = 0
"""The version of a view whose tables are there and empty."""


class Place(NamedTuple):
    """The version of a view's code that filled its tables, and how far."""

    version: int
    position: int


class Failure(NamedTuple):
    """An event that a view could not take in."""

    view: str
    version: int
    position: int
    error: str


def places(db: Db) -> dict[str, Place]:
    """Return each view's place."""
    return _places(db.execute(f"{PLACES} ORDER BY name", prepare=True).fetchall())


def locked(db: Db, views: Iterable[Projector]) -> dict[str, Place]:
    """Return the places of these views; nobody else moves them until the transaction ends."""
    names = [view.name for view in views]
    query = f"{PLACES} WHERE name = ANY(%s) ORDER BY name FOR UPDATE"
    return _places(db.execute(query, (names,), prepare=True).fetchall())


def _places(rows: Iterable[tuple[str, int, int]]) -> dict[str, Place]:
    return {name: Place(version, position) for name, version, position in rows}


def current(projectors: Iterable[Projector], found: Mapping[str, Place]) -> dict[str, int]:
    """Return the positions of the views whose tables are of their code's version: those the runner moves on."""
    return {
        view.name: found[view.name].position
        for view in projectors
        if view.name in found and found[view.name].version == view.version
    }


def move(db: Db, views: Collection[str], position: int) -> None:
    """Put views at `position` if they are before it, and tell those who wait, once this is committed.

    Nobody waits for those that are apart: what they have says nothing about the others. Those that stay behind, being
    filled anew, are told with it: see `heard`.
    """
    db.execute(MOVE, {"to": position, "views": list(views), "channel": CHANNEL}, prepare=True)


def heard(told: str) -> tuple[int, dict[str, int]]:
    """Read what `move` tells: a position, and the views that lack it with the positions they have."""
    position, _, lacking = told.partition(" ")
    pairs = (one.split(":") for one in lacking.split())
    return int(position), {view: int(had) for view, had in pairs}


def put(db: Db, view: Projector, place: Place) -> None:
    """Write a view's place, whatever it was."""
    db.execute(
        "INSERT INTO views.positions (name, version, position, tables, apart) VALUES (%s, %s, %s, %s, %s)"
        " ON CONFLICT (name) DO UPDATE SET version = excluded.version, position = excluded.position,"
        " tables = excluded.tables, apart = excluded.apart",
        (view.name, *place, list(view.tables), view.apart),
    )


def tables(db: Db, view: str) -> list[str]:
    """Return the tables a view has now, which may be those of an earlier version."""
    found = db.execute("SELECT tables FROM views.positions WHERE name = %s", (view,)).fetchone()
    return found[0] if found else []


def drop(db: Db, view: str) -> None:
    """Remove a view with all it keeps."""
    for table in tables(db, view):
        db.execute(SQL("DROP TABLE IF EXISTS {}").format(Identifier("views", table)))
    db.execute("DELETE FROM views.set_aside WHERE view = %s", (view,))
    db.execute("DELETE FROM views.positions WHERE name = %s", (view,))


def set_aside(db: Db, failures: Sequence[Failure]) -> None:
    """Keep what failed where people see it (RL-05)."""
    if failures:
        db.cursor().executemany(
            "INSERT INTO views.set_aside (view, version, position, error) VALUES (%s, %s, %s, %s)"
            " ON CONFLICT (view, position) DO UPDATE SET version = excluded.version, error = excluded.error, at = now()",
            failures,
        )


def failures(db: Db) -> list[Failure]:
    """Return everything set aside, by view and position."""
    rows = db.execute("SELECT view, version, position, error FROM views.set_aside ORDER BY view, position")
    return [Failure(*row) for row in rows]
