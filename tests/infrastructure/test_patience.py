"""Whoever must answer somebody waits neither long for a connection nor for ever for a server that says nothing (RL-03)."""

import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg.sql import SQL, Identifier
from psycopg_pool import PoolTimeout

from infrastructure.embedded.processes import wait_until
from infrastructure.events.recorder import datastore
from infrastructure.postgres import pool as pools
from infrastructure.postgres.pool import SOON, open_pool, open_reading, reaching
from infrastructure.projecting.reader import gone
from infrastructure.serving import AWAY

LONG = "SELECT pg_sleep(600)"
CUT = "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"


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


@pytest.mark.req("RL-03", "EML-16")
def test_connections_that_a_restart_broke_cost_nobody_the_answer(database: str) -> None:
    store = datastore(database, pool_size=8, prompt=True)
    with open_pool(database, size=8, prompt=True) as pool, open_reading(database, size=8) as reading:
        lending = (pool.connection, reading.connection, store.get_connection)
        for lend in lending:
            with ExitStack() as taken:
                for _ in range(8):
                    taken.enter_context(lend())
        with psycopg.connect(database, autocommit=True) as db:
            db.execute(CUT)
        for lend in lending:
            began = time.monotonic()
            with lend() as db:
                assert db.execute("SELECT 1 AS one").fetchone() in ((1,), {"one": 1})
            assert time.monotonic() - began < SOON / 2
    store.close()


@pytest.mark.req("RL-03", "EML-16")
def test_who_waits_through_an_outage_is_served_as_soon_as_it_ends(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pools, "RECONNECT_SECONDS", 0.2)
    name = str(conninfo_to_dict(database)["dbname"])
    with (
        open_pool(database, size=2) as pool,
        psycopg.connect(make_conninfo(database, dbname="postgres"), autocommit=True) as admin,
    ):
        pool.wait()
        admin.execute(SQL("ALTER DATABASE {} ALLOW_CONNECTIONS false").format(Identifier(name)))
        admin.execute(CUT.replace("current_database()", "%s"), (name,))
        gave_up = pool.get_stats().get("connections_errors", 0) + 8

        def served() -> float:
            with pool.connection() as db:
                db.execute("SELECT 1")
            return time.monotonic()

        with ThreadPoolExecutor(1) as waiting:
            asked = waiting.submit(served)
            assert wait_until(lambda: pool.get_stats().get("connections_errors", 0) >= gave_up, 8)
            admin.execute(SQL("ALTER DATABASE {} ALLOW_CONNECTIONS true").format(Identifier(name)))
            back = time.monotonic()
            assert asked.result() - back < 1.0
