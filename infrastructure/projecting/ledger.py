"""Where each view stands: rows whose lock also keeps runner and rebuild out of each other's way."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from psycopg.sql import SQL, Identifier

from projections.common.db import Db
from projections.common.projector import Projector

CHANNEL = "postroom_views"
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


def places(db: Db, *, lock: bool = False) -> dict[str, Place]:
    """Return each view's place; with `lock` nobody else moves any view until the transaction ends."""
    query = "SELECT name, version, position FROM views.positions ORDER BY name"
    rows = db.execute(query + " FOR UPDATE" if lock else query, prepare=True).fetchall()
    return {name: Place(version, position) for name, version, position in rows}


def current(projectors: Iterable[Projector], found: Mapping[str, Place]) -> dict[str, int]:
    """Return the positions of the views whose tables are of their code's version: those the runner moves on."""
    return {
        view.name: found[view.name].position
        for view in projectors
        if view.name in found and found[view.name].version == view.version
    }


def move(db: Db, views: Collection[str], position: int) -> None:
    """Put views at `position` if they are before it, and tell those who wait, once this is committed."""
    db.execute(
        "WITH moved AS (UPDATE views.positions SET position = greatest(position, %s) WHERE name = ANY(%s))"
        " SELECT pg_notify(%s, %s)",
        (position, list(views), CHANNEL, str(position)),
        prepare=True,
    )


def put(db: Db, view: Projector, place: Place) -> None:
    """Write a view's place, whatever it was."""
    db.execute(
        "INSERT INTO views.positions (name, version, position, tables) VALUES (%s, %s, %s, %s) ON CONFLICT (name)"
        " DO UPDATE SET version = excluded.version, position = excluded.position, tables = excluded.tables",
        (view.name, *place, list(view.tables)),
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
