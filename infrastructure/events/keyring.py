"""The keys of data subjects: made at the first sealed fact, cached, destroyed for ever on erasure (PRV-08)."""

import os
import time
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from threading import Lock
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from psycopg.rows import tuple_row
from psycopg_pool import ConnectionPool

from infrastructure.events.master import KEY, MasterKeys

CACHED = 50_000
TRUSTED_FOR = 10.0
"""Seconds a process goes on with a key it knows: so long at most it can read what another process made unreadable."""


class SubjectErased(Exception):
    """Something was to be sealed for a subject whose key is destroyed."""


@dataclass(slots=True)
class Fresh:
    """Keys made for one append; they are stored in the same transaction as what they seal, or not at all."""

    ciphers: dict[UUID, AESGCM] = field(default_factory=dict)
    wrapped: dict[UUID, tuple[str, bytes]] = field(default_factory=dict)


class Keyring:
    """Finds and makes subjects' keys; a destroyed one is remembered as None."""

    def __init__(self, pool: ConnectionPool, master: MasterKeys) -> None:
        """Keep keys in `pool`'s database, wrapped under `master`."""
        self._pool, self.master = pool, master
        self._cache: OrderedDict[UUID, tuple[float, AESGCM | None]] = OrderedDict()
        self._staged: dict[UUID, tuple[AESGCM, tuple[str, bytes]]] = {}
        self._lock = Lock()

    @property
    def cached(self) -> int:
        """How many keys are in memory."""
        return len(self._cache)

    def for_sealing(self, subject: UUID, fresh: Fresh, *, surely_new: bool = False) -> AESGCM:
        """Return the subject's cipher, made anew into `fresh` where it has none.

        `surely_new` saves the look-up for a subject that begins with this very append; should that be wrong, the
        append conflicts and is tried again.

        Raises:
            SubjectErased: the subject's key is destroyed.

        """
        cipher = fresh.ciphers.get(subject)
        if cipher is not None:
            return cipher
        known = self._known(subject)
        if known is _UNKNOWN and not surely_new:
            self.prefetch((subject,))
            known = self._known(subject)
        if isinstance(known, AESGCM):
            return known
        if known is None:
            raise SubjectErased(str(subject))
        cipher, fresh.wrapped[subject] = self._staged.get(subject) or self._made(subject)
        fresh.ciphers[subject] = cipher
        return cipher

    def stage(self, subject: UUID) -> AESGCM:
        """Return a cipher for a subject that begins now; its key is stored with the first event sealed for it.

        For what must be durable before that event: a blob whose event never came is unreadable, and garbage.
        """
        if subject not in self._staged:
            self._staged[subject] = self._made(subject)
        return self._staged[subject][0]

    def begin(self, subject: UUID) -> AESGCM:
        """Return the cipher of a subject whose first event is yet to come; its key is stored now, if there is none.

        For what waits sealed for that event, whichever process takes it up.

        Raises:
            SubjectErased: the subject's key is destroyed.

        """
        _, (master_id, wrapped) = self._made(subject)
        with self._pool.connection() as db:
            db.execute(
                "INSERT INTO vault.subject_keys (subject_id, master_id, wrapped) VALUES (%s, %s, %s)"
                " ON CONFLICT (subject_id) DO NOTHING",
                (subject, master_id, wrapped),
            )
        cipher = self.for_reading(subject)
        if cipher is None:
            raise SubjectErased(str(subject))
        return cipher

    def unstage(self, subject: UUID) -> None:
        """Drop a staged key whose event did not come."""
        self._staged.pop(subject, None)

    def _made(self, subject: UUID) -> tuple[AESGCM, tuple[str, bytes]]:
        key = os.urandom(KEY)
        return AESGCM(key), self.master.wrap(key, subject)

    def for_reading(self, subject: UUID) -> AESGCM | None:
        """Return the subject's cipher, or None where its key is destroyed or was never made."""
        known = self._known(subject)
        if known is _UNKNOWN:
            self.prefetch((subject,))
            known = self._known(subject)
        return known if isinstance(known, AESGCM) else None

    def prefetch(self, subjects: Iterable[UUID]) -> None:
        """Fetch the keys of all `subjects` not cached yet, in one query."""
        missing = [subject for subject in set(subjects) if self._known(subject) is _UNKNOWN]
        if not missing:
            return
        with self._pool.connection() as db, db.cursor(row_factory=tuple_row, binary=True) as cursor:
            rows = cursor.execute(
                "SELECT subject_id, master_id, wrapped FROM vault.subject_keys WHERE subject_id = ANY(%s)",
                (missing,),
            ).fetchall()
        for subject, master_id, wrapped in rows:
            key = None if wrapped is None else AESGCM(self.master.unwrap(master_id, wrapped, subject))
            self._keep(subject, key)

    def adopt(self, fresh: Fresh) -> None:
        """Cache the keys of an append that was stored."""
        for subject, cipher in fresh.ciphers.items():
            self._keep(subject, cipher)
            self._staged.pop(subject, None)

    def forget(self, subjects: Iterable[UUID]) -> None:
        """Drop subjects from the cache, so that the next use asks the table again."""
        with self._lock:
            for subject in subjects:
                self._cache.pop(subject, None)

    def destroy(self, subjects: Sequence[UUID]) -> None:
        """Destroy the keys: what they sealed is unreadable from here on, wherever it lies."""
        with self._pool.connection() as db:
            db.execute(
                "INSERT INTO vault.subject_keys (subject_id, master_id, wrapped, destroyed_at)"
                " SELECT unnest(%s::uuid[]), '', NULL, now() ON CONFLICT (subject_id)"
                " DO UPDATE SET wrapped = NULL, destroyed_at = coalesce(subject_keys.destroyed_at, now())",
                (list(subjects),),
            )
        for subject in subjects:
            self._keep(subject, None)

    def rewrap(self, batch: int = 1000) -> int:
        """Wrap every key that an older master wrapped under the current one; returns how many."""
        done = 0
        while True:
            with self._pool.connection() as db, db.transaction():
                rows = db.execute(
                    "SELECT subject_id, master_id, wrapped FROM vault.subject_keys WHERE wrapped IS NOT NULL"
                    " AND master_id <> %s LIMIT %s FOR UPDATE",
                    (self.master.current, batch),
                ).fetchall()
                if not rows:
                    return done
                new = [(s, *self.master.wrap(self.master.unwrap(m, w, s), s)) for s, m, w in rows]
                db.cursor().executemany(
                    "UPDATE vault.subject_keys SET master_id = %s, wrapped = %s WHERE subject_id = %s",
                    [(master_id, wrapped, subject) for subject, master_id, wrapped in new],
                )
            done += len(rows)

    def _known(self, subject: UUID) -> object:
        with self._lock:
            until, cipher = self._cache.get(subject, _NEVER)
            if cipher is None and until:
                return None
            return cipher if until > time.monotonic() else _UNKNOWN

    def _keep(self, subject: UUID, cipher: AESGCM | None) -> None:
        with self._lock:
            self._cache[subject] = (time.monotonic() + TRUSTED_FOR, cipher)
            self._cache.move_to_end(subject)
            if len(self._cache) > CACHED:
                self._cache.popitem(last=False)


_UNKNOWN = object()
_NEVER: tuple[float, AESGCM | None] = (0.0, None)
