"""Real servers for tests: one PostgreSQL and one Valkey per test process, a fresh database per test."""

import itertools
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql

from infrastructure.embedded import Postgres, Valkey

TEMPLATE = "migrated"
_numbers = itertools.count(1)


@contextmanager
def temporary_state() -> Iterator[Path]:
    """A state directory with a short path (socket names are limited), gone afterwards."""
    state = Path(tempfile.mkdtemp(prefix="postroom-test-"))
    try:
        yield state
    finally:
        remove_state(state)


def remove_state(state: Path) -> None:
    """Remove a state directory with all that belongs to it."""
    # A cluster lies elsewhere where the server's user could not reach the state directory.
    for note in state.rglob("postgres.home"):
        shutil.rmtree(note.read_text(encoding="utf-8"))
    shutil.rmtree(state)


@contextmanager
def running_postgres() -> Iterator[Postgres]:
    """A PostgreSQL server that trades crash safety for speed."""
    with temporary_state() as state:
        server = Postgres(state, durable=False)
        server.start()
        try:
            yield server
        finally:
            server.stop()


@contextmanager
def running_valkey() -> Iterator[Valkey]:
    """A Valkey server that keeps nothing."""
    with temporary_state() as state:
        server = Valkey(state, durable=False)
        server.start()
        try:
            yield server
        finally:
            server.stop()


def execute(server: Postgres, statement: str, *names: str) -> None:
    """Run one statement outside a transaction, `names` put in as identifiers."""
    with psycopg.connect(server.dsn_of("postgres"), autocommit=True) as connection:
        connection.execute(sql.SQL(statement).format(*(sql.Identifier(name) for name in names)))


def make_template(server: Postgres, migrate: Callable[[str], object]) -> str:
    """Create and migrate the database that every test's database is copied from; returns its name."""
    execute(server, "CREATE DATABASE {}", TEMPLATE)
    migrate(server.dsn_of(TEMPLATE))
    return TEMPLATE


@contextmanager
def database_from(server: Postgres, template: str) -> Iterator[str]:
    """A database copied from `template`; yields its DSN and drops it afterwards, connected or not."""
    name = f"test_{next(_numbers)}"
    execute(server, "CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy", name, template)
    try:
        yield server.dsn_of(name)
    finally:
        execute(server, "DROP DATABASE {} WITH (FORCE)", name)
