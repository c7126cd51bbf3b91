"""Tables as parts of a backup: PostgreSQL's own binary COPY, whoever's server it is and whatever its version."""

import zlib
from collections.abc import Iterable, Iterator
from typing import Any

from psycopg import Connection
from psycopg.sql import SQL, Composed, Identifier

Db = Connection[tuple[Any, ...]]

PART = 8_000_000
"""Bytes of a table gathered before they are compressed and written."""
LEFT_OUT = frozenset(
    {"public.migrations", "public.restores", "public.sessions", "public.sign_ins", "public.uploads"}
)
"""The first two are made by a restore; after one everybody signs in anew, and attaches anew what was not sent yet."""
FOUND = """
SELECT n.nspname || '.' || c.relname, array_agg(a.attname ORDER BY a.attnum), pg_table_size(c.oid)
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid
WHERE c.relkind = 'r' AND n.nspname IN ('public', 'vault') AND a.attnum > 0
    AND NOT a.attisdropped AND a.attgenerated = ''
GROUP BY 1, c.oid ORDER BY 1
"""


def found(db: Db) -> dict[str, tuple[list[str], int]]:
    """Return each table that belongs in a backup: columns, and about how many bytes it has.

    All but those named are taken, so that a table which is new is not forgotten; read models have a schema of their own.
    """
    return {name: (columns, size) for name, columns, size in db.execute(FOUND) if name not in LEFT_OUT}


def dumped(db: Db, table: str, columns: Iterable[str]) -> Iterator[bytes]:
    """Yield a table in compressed parts."""
    gathered = bytearray()
    with db.cursor().copy(_copy("COPY {} ({}) TO STDOUT (FORMAT binary)", table, columns)) as rows:
        for piece in rows:
            gathered += piece
            if len(gathered) >= PART:
                yield zlib.compress(gathered, 1)
                gathered.clear()
    yield zlib.compress(gathered, 1)


def loaded(db: Db, table: str, columns: Iterable[str], parts: Iterable[bytes]) -> int:
    """Put what was dumped in the place of what a table has; returns how many rows that is."""
    if table != "public.stored_events":
        db.execute(SQL("DELETE FROM {}").format(_name(table)))
    cursor = db.cursor()
    with cursor.copy(_copy("COPY {} ({}) FROM STDIN (FORMAT binary)", table, columns)) as rows:
        for part in parts:
            rows.write(zlib.decompress(part))
    return cursor.rowcount


def go_on_counting(db: Db, table: str, columns: Iterable[str]) -> None:
    """Let the sequences of a table go on after the highest value in it."""
    for column in columns:
        ((sequence,),) = db.execute("SELECT pg_get_serial_sequence(%s, %s)", (table, column)).fetchall()
        if sequence is not None:
            highest = SQL("SELECT setval(%s, coalesce(max({0}), 1), max({0}) IS NOT NULL) FROM {1}")
            db.execute(highest.format(Identifier(column), _name(table)), (sequence,))


def _name(table: str) -> Identifier:
    return Identifier(*table.split(".", 1))


def _copy(template: str, table: str, columns: Iterable[str]) -> Composed:
    return SQL(template).format(_name(table), SQL(", ").join(map(Identifier, columns)))
