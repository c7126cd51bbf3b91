"""Whoever must answer somebody waits neither long for a connection nor for ever for a server that says nothing (RL-03)."""

import time

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict
from psycopg_pool import PoolTimeout

from infrastructure.events.recorder import datastore
from infrastructure.postgres import pool as pools
from infrastructure.postgres.pool import SOON, open_pool, open_reading, reaching
from infrastructure.projecting.reader import gone
from infrastructure.serving import AWAY

LONG = "SELECT pg_sleep(600)"


@pytest.mark.req("RL-03")
def test_a_server_that_says_nothing_is_given_up(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pools.Prompt, "silence", 0.3)
    with open_pool(database, size=1, prompt=True) as prompt, open_reading(database, size=1) as reading:
        for pool in (prompt, reading):
            with pytest.raises(psycopg.OperationalError, match="says nothing"), pool.connection() as db:
                db.execute(LONG)
            with pool.connection() as db:
                assert db.execute("SELECT 1").fetchone() == (1,)
    store = datastore(database, prompt=True)
    try:
        with pytest.raises(Exception, match="says nothing"), store.get_connection() as log:
            log.execute(LONG)
    finally:
        store.close()


@pytest.mark.req("RL-03")
def test_a_connection_is_not_waited_for_long(database: str) -> None:
    with open_pool(database, size=1, prompt=True) as pool, pool.connection():
        began = time.monotonic()
        with pytest.raises(PoolTimeout), pool.connection():
            pass
        assert SOON <= time.monotonic() - began < pools.PATIENCE


@pytest.mark.req("RL-03")
def test_what_a_dsn_says_about_reaching_the_server_counts() -> None:
    assert conninfo_to_dict(reaching("host=db"))["connect_timeout"] == "5"
    said = conninfo_to_dict(reaching("host=db connect_timeout=30"))
    assert (said["host"], said["connect_timeout"]) == ("db", "30")


@pytest.mark.req("RL-03")
def test_a_file_that_may_not_grow_is_a_database_that_is_away() -> None:
    grown = psycopg.errors.InternalError_("could not extend file: File too large")
    assert gone(grown)
    assert isinstance(grown, AWAY)
