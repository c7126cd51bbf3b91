"""A second PostgreSQL server that follows a first one, made as an operator makes it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import psycopg

from infrastructure.embedded import Postgres
from infrastructure.embedded.postgres import DATABASE, PORT, USER
from tests.support.servers import temporary_state


class Standby(Postgres):
    """A copy of `primary`, taken at the first start; it streams what is written there."""

    def __init__(self, state: Path, primary: Postgres) -> None:
        super().__init__(state, durable=primary.durable)
        self.primary = primary

    def _make_cluster(self) -> None:
        if not (self.data / "complete").exists():
            source = f"host={self.primary.socket} port={PORT} user={USER} application_name=standby"
            self._run("pg_basebackup", "-d", source, "-D", str(self.data), "-R", "-c", "fast", "--no-sync")


@contextmanager
def running_pair(*, durable: bool) -> Iterator[tuple[Postgres, Standby]]:
    """A server and its replica; both are stopped afterwards, if the test has not."""
    with temporary_state() as one, temporary_state() as other:
        primary = Postgres(one, durable=durable)
        primary.start()
        tell(primary.dsn, "ALTER SYSTEM SET wal_writer_delay = '10ms'")
        tell(primary.dsn, "SELECT pg_reload_conf()")
        try:
            standby = Standby(other, primary)
            standby.start()
            try:
                yield primary, standby
            finally:
                standby.stop()
        finally:
            primary.stop()


def either(*servers: Postgres) -> str:
    """Return the DSN that leads to whichever of the servers takes writes."""
    hosts = ",".join(quote(str(server.socket), safe="") for server in servers)
    ports = ",".join([str(PORT)] * len(servers))
    return f"postgresql://{USER}@/{DATABASE}?host={hosts}&port={ports}&target_session_attrs=read-write"


def tell(dsn: str, statement: str) -> None:
    """Run a statement outside a transaction."""
    with psycopg.connect(dsn, autocommit=True) as db:
        db.execute(statement)
