"""Sealed working secrets beside the log: each under the master key, bound to its account and name (SE-06)."""

import os
from threading import Lock
from typing import Protocol
from uuid import UUID

from psycopg.rows import tuple_row
from psycopg_pool import ConnectionPool

from application.ports import Outcome
from domain.kernel.ids import derived
from infrastructure.events.master import MasterKeys

INSTALLATION = UUID(int=0)
OWN = "own"
LENGTH = 32

PUT = (
    "INSERT INTO vault.secrets (account_id, name, master_id, sealed) VALUES (%s, %s, %s, %s)"
    " ON CONFLICT (account_id, name) DO UPDATE SET master_id = EXCLUDED.master_id, sealed = EXCLUDED.sealed"
)
PUT_ONCE = (
    "INSERT INTO vault.secrets (account_id, name, master_id, sealed) VALUES (%s, %s, %s, %s)"
    " ON CONFLICT (account_id, name) DO NOTHING"
)
GET = "SELECT master_id, sealed FROM vault.secrets WHERE account_id = %s AND name = %s"
DROP = "DELETE FROM vault.secrets WHERE account_id = %s AND name = %s"
TAKE = "DELETE FROM vault.secrets WHERE account_id = %s AND name = %s RETURNING master_id, sealed"
OLD = (
    "SELECT account_id, name, master_id, sealed FROM vault.secrets WHERE master_id <> %s LIMIT %s FOR UPDATE"
)


STAGE = (
    "INSERT INTO vault.staged_secrets (account_id, name, master_id, sealed, command_id) VALUES (%s, %s, %s, %s, %s)"
    " ON CONFLICT (account_id, name, command_id) DO UPDATE SET master_id = EXCLUDED.master_id, sealed = EXCLUDED.sealed"
)
GIVEN_UP = (
    "DELETE FROM vault.staged_secrets WHERE account_id = %s AND name = %s AND at < now() - interval '1 day'"
)
STAGED = "SELECT command_id, master_id, sealed FROM vault.staged_secrets WHERE account_id = %s AND name = %s FOR UPDATE"
UNSTAGE = "DELETE FROM vault.staged_secrets WHERE account_id = %s AND name = %s AND command_id = ANY(%s)"
READ = (
    "SELECT s.master_id, s.sealed, EXISTS (SELECT FROM vault.staged_secrets t WHERE t.account_id = w.a AND t.name = w.n)"
    " FROM (SELECT %s::uuid a, %s::text n) w LEFT JOIN vault.secrets s ON s.account_id = w.a AND s.name = w.n"
)
KEPT, DROPPED = b"+", b"-"


class Outcomes(Protocol):
    """Who knows which commands were carried out: the log."""

    def outcome_of(self, account_id: UUID, command_id: UUID) -> Outcome | None:
        """Return where a command was recorded, None where it was not."""


class Secrets:
    """Secrets by account and name, in `vault.secrets`; satisfies `application.ports.Secrets`.

    What is staged comes into force once `log` has the command it belongs to, whoever finds that out first.
    """

    def __init__(self, pool: ConnectionPool, master: MasterKeys, log: Outcomes) -> None:
        """Keep secrets in `pool`'s database, sealed under `master`."""
        self._pool, self._master, self._log = pool, master, log
        self._own: dict[UUID, bytes] = {}
        self._lock = Lock()

    def of_account(self, account_id: UUID) -> bytes:
        """Return the account's secret of 32 bytes, made at first use; of many who make it at once, one wins."""
        with self._lock:
            known = self._own.get(account_id)
        if known is None:
            known = self.get(account_id, OWN) or self._made(account_id)
            with self._lock:
                self._own[account_id] = known
        return known

    def of_installation(self) -> bytes:
        """Return the installation's secret of 32 bytes, made at first use."""
        return self.of_account(INSTALLATION)

    def put(self, account_id: UUID, name: str, value: bytes) -> None:
        """Keep a secret under a name, in place of what was there."""
        with self._pool.connection() as db:
            db.execute(PUT, self._sealed(account_id, name, value))

    def get(self, account_id: UUID, name: str) -> bytes | None:
        """Return a secret by name, None where there is none."""
        with self._pool.connection() as db, db.cursor(row_factory=tuple_row) as cursor:
            row = cursor.execute(READ, (account_id, name)).fetchone()
        assert row is not None  # noqa: S101 - a row is made for what is asked
        master_id, sealed, staged = row
        if staged:
            self.settle(account_id, name)
            return self._opened(GET, account_id, name)
        return None if master_id is None else self._open(account_id, name, master_id, sealed)

    def stage(self, account_id: UUID, command_id: UUID, name: str, value: bytes | None) -> None:
        """Keep a secret for the time when the command is in the log; None: forget the one there is then."""
        row = self._sealed(account_id, name, DROPPED if value is None else KEPT + value)
        with self._pool.connection() as db:
            db.execute(GIVEN_UP, (account_id, name))
            db.execute(STAGE, (*row, command_id))

    def settle(self, account_id: UUID, name: str) -> None:
        """Put the newest of the staged that are in the log in force; those that are not stay, and stay without effect."""
        with self._pool.connection() as db, db.transaction(), db.cursor(row_factory=tuple_row) as cursor:
            done = [
                (outcome.position, command_id, master_id, sealed)
                for command_id, master_id, sealed in cursor.execute(STAGED, (account_id, name)).fetchall()
                if (outcome := self._log.outcome_of(account_id, command_id)) is not None
            ]
            if not done:
                return
            _, _, master_id, sealed = max(done)
            value = self._open(account_id, name, master_id, sealed)
            if value == DROPPED:
                cursor.execute(DROP, (account_id, name))
            else:
                cursor.execute(PUT, self._sealed(account_id, name, value.removeprefix(KEPT)))
            cursor.execute(UNSTAGE, (account_id, name, [command_id for _, command_id, _, _ in done]))

    def take(self, account_id: UUID, name: str) -> bytes | None:
        """Return a secret and forget it, both at once: of several who take it, one gets it."""
        return self._opened(TAKE, account_id, name)

    def drop(self, account_id: UUID, name: str) -> None:
        """Forget a secret; nothing where there is none."""
        with self._pool.connection() as db:
            db.execute(DROP, (account_id, name))

    def rewrap(self, batch: int = 1000) -> int:
        """Seal every secret that an older master key sealed under the current one; returns how many."""
        done = 0
        while True:
            with self._pool.connection() as db, db.transaction(), db.cursor(row_factory=tuple_row) as cursor:
                rows = cursor.execute(OLD, (self._master.current, batch)).fetchall()
                if not rows:
                    return done
                cursor.executemany(
                    PUT,
                    [
                        self._sealed(account_id, name, self._open(account_id, name, master_id, sealed))
                        for account_id, name, master_id, sealed in rows
                    ],
                )
            done += len(rows)

    def _made(self, account_id: UUID) -> bytes:
        with self._pool.connection() as db:
            db.execute(PUT_ONCE, self._sealed(account_id, OWN, os.urandom(LENGTH)))
        kept = self.get(account_id, OWN)
        assert kept is not None  # noqa: S101 - just made, by us or by who was faster, and never dropped
        return kept

    def _opened(self, statement: str, account_id: UUID, name: str) -> bytes | None:
        with self._pool.connection() as db, db.cursor(row_factory=tuple_row) as cursor:
            row = cursor.execute(statement, (account_id, name)).fetchone()
        return None if row is None else self._open(account_id, name, row[0], row[1])

    def _sealed(self, account_id: UUID, name: str, value: bytes) -> tuple[UUID, str, str, bytes]:
        master_id, sealed = self._master.wrap(value, derived(account_id, "secret", name))
        return account_id, name, master_id, sealed

    def _open(self, account_id: UUID, name: str, master_id: str, sealed: bytes) -> bytes:
        return self._master.unwrap(master_id, sealed, derived(account_id, "secret", name))
