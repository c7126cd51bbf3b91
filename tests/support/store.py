"""A log on a test's database, with a master key of its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from infrastructure.events.keyring import Keyring
from infrastructure.events.log import Log
from infrastructure.events.mapper import SealingMapper
from infrastructure.events.master import from_secrets
from infrastructure.events.recorder import OneTripRecorder, datastore
from infrastructure.postgres.pool import Pool, open_pool

MASTER = bytes(range(32))


@dataclass
class Store:
    """The parts of a log under test."""

    dsn: str
    pool: Pool
    keyring: Keyring
    recorder: OneTripRecorder
    log: Log


@contextmanager
def opened_store(dsn: str, *, master: bytes = MASTER) -> Iterator[Store]:
    """A log on `dsn`, closed afterwards."""
    pool, store = open_pool(dsn), datastore(dsn)
    keyring = Keyring(pool, from_secrets(master))
    recorder = OneTripRecorder(store)
    try:
        yield Store(dsn, pool, keyring, recorder, Log(recorder, SealingMapper(keyring)))
    finally:
        store.close()
        pool.close()
