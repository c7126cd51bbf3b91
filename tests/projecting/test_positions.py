"""How far the read models are is never believed beyond what they say themselves (API-03, RL-01)."""

import psycopg
import pytest

from infrastructure.embedded.processes import wait_until
from infrastructure.postgres.pool import connect
from infrastructure.projecting.ledger import places
from infrastructure.projecting.positions import Positions
from infrastructure.projecting.rebuild import LOCK
from infrastructure.projecting.runner import Runner
from tests.support.contacts import create, create_many
from tests.support.store import Store, opened_store
from tests.support.tiny_views import Names, Tally, WiderNames, running

PATIENCE = 30.0


@pytest.mark.req("RL-01", "API-03")
def test_what_a_crash_took_from_the_read_models_is_waited_for_again(database: str) -> None:
    positions = Positions(database, poll=0.1)
    try:
        with psycopg.connect(database, autocommit=True) as db:
            db.execute(
                "INSERT INTO views.positions (name, version, position, tables) VALUES ('v', 1, 70, '{}')"
            )
            assert positions.wait_for(70, PATIENCE)
            # as after a crash: views and position are where the last write to disk left them, connections are gone
            db.execute("UPDATE views.positions SET position = 40")
            others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = current_database()"
            db.execute(others)
            assert wait_until(lambda: positions.position() == 40, PATIENCE)
            assert not positions.wait_for(70, 0)
            db.execute("UPDATE views.positions SET position = 71")
            assert positions.wait_for(70, PATIENCE)
    finally:
        positions.close()


@pytest.mark.req("API-03")
def test_who_reads_a_view_that_is_filled_anew_waits_for_it_and_nobody_else(database: str) -> None:
    with opened_store(database) as store:
        with running(Runner(database, store.log, [Names(), Tally()])):
            create_many(store, "abc")
            assert wait_until(lambda: len({*at(store).values()}) == 1, PATIENCE)
        before = at(store)["names"]
        # so long between looks that only what the projector tells can be known
        positions = Positions(database, poll=600)
        runner = Runner(database, store.log, [WiderNames(), Tally()])
        try:
            assert positions.wait_for(before, PATIENCE)
            with connect(database) as rebuilding:
                # another rebuild is under way, so that this view's does not begin yet
                rebuilding.execute("SELECT pg_advisory_lock(%s)", (LOCK,))
                with running(runner):
                    _, position = create(store, "d")
                    assert positions.wait_for(position, PATIENCE, ("tally",))
                    assert positions.position() == positions.after(before, PATIENCE) == position
                    assert not positions.wait_for(position, 0, ("names", "tally"))
                    assert not positions.wait_for(position, 0)
                    assert positions.wait_for(before, 0)
                    rebuilding.execute("SELECT pg_advisory_unlock(%s)", (LOCK,))
                    assert positions.wait_for(position, PATIENCE)
                    assert rebuilding.execute("SELECT more FROM names WHERE name = 'd'").fetchall() == [
                        ("D",)
                    ]
        finally:
            positions.close()


def at(store: Store) -> dict[str, int]:
    with connect(store.dsn) as db:
        return {name: place.position for name, place in places(db).items()}
